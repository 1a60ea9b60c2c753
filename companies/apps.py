from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "companies"
    label = "companies"
    verbose_name = "Entreprises"
