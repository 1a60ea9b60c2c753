from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "symbiose.accounts"
    label = "accounts"
    verbose_name = "Comptes"

    def ready(self) -> None:
        from symbiose.accounts import emails, holders, perms, samples
        from symbiose.holders import USER, register_holders
        from symbiose.outbox.contexts import register_context
        from symbiose.programmes.perms import register_public, register_signed_in
        from symbiose.programmes.url_samples import register_samples

        register_public(perms.PUBLIC)
        register_signed_in(perms.SIGNED_IN)
        register_samples(samples.SAMPLES)
        register_holders(USER, holders.user_holder)
        register_context("password_reset", emails.password_context)
        register_context("account_opened", emails.password_context)
