from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NomenclaturesConfig(AppConfig):
    name = "symbiose.nomenclatures"
    verbose_name = _("nomenclatures")
