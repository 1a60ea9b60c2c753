from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "symbiose.links"
    label = "links"
    verbose_name = "Liens personnels"

    def ready(self) -> None:
        from symbiose.journal.timeline import register_readings
        from symbiose.links import emails, kinds, readings, samples
        from symbiose.outbox.contexts import register_context
        from symbiose.programmes.perms import register_public
        from symbiose.programmes.url_samples import register_samples

        register_public(["ask_link", "calendar_feed"])
        register_samples(samples.SAMPLES)
        register_readings(readings.READINGS)
        register_context("link_transferred", emails.transfer_context)
        kinds.register_link_kind("home", kinds.everybody_home)
        kinds.register_link_kind("unsubscribe", kinds.everybody_out)
