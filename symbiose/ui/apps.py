from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "symbiose.ui"
    verbose_name = _("éléments d’écran")

    def ready(self) -> None:
        from symbiose.programmes.perms import register_public

        register_public(["ui:styleguide", "worker:script", "worker:page"])
