from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "symbiose.reminders"
    label = "reminders"
    verbose_name = "Relances"

    def ready(self) -> None:
        from symbiose.outbox.checks import register_check
        from symbiose.outbox.contexts import register_context
        from symbiose.reminders.causes import DIGEST
        from symbiose.reminders.checks import causes_still_hold, not_opted_out
        from symbiose.reminders.digest import digest_context

        register_check(not_opted_out)
        register_check(causes_still_hold)
        register_context(DIGEST, digest_context)
