from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "symbiose.programmes"
    label = "programmes"
    verbose_name = "Programmes"

    def ready(self) -> None:
        from symbiose.holders import register_holders
        from symbiose.journal.timeline import register_readings
        from symbiose.outbox.contexts import register_context
        from symbiose.programmes import emails, perms, readings, samples, table
        from symbiose.programmes.invitations import HOLDER_KIND
        from symbiose.programmes.url_samples import register_samples

        perms.register(table.TABLE)
        perms.register_public(table.PUBLIC)
        perms.register_signed_in(table.SIGNED_IN)
        register_samples(samples.SAMPLES)
        register_readings(readings.READINGS)
        register_holders(HOLDER_KIND, emails.invited_person)
        register_context("invitation", emails.invitation_context)
