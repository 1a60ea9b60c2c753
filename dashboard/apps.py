from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "dashboard"
    label = "dashboard"
    verbose_name = "Bilans"

    def ready(self) -> None:
        from dashboard.perms import TABLE
        from symbiose.programmes.perms import register
        from symbiose.programmes.url_samples import register_samples

        register(TABLE)
        register_samples({"dashboard:facts": lambda programme: {"name": "engaged"}})
