from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    name = "followups"
    label = "followups"
    verbose_name = "Suivi"

    def ready(self) -> None:
        from followups.perms import TABLE
        from followups.readings import READINGS
        from followups.samples import SAMPLES
        from symbiose.journal.timeline import register_readings
        from symbiose.programmes.perms import register
        from symbiose.programmes.url_samples import register_samples

        register(TABLE)
        register_samples(SAMPLES)
        register_readings(READINGS)
