from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "companies"
    label = "companies"
    verbose_name = "Entreprises"

    def ready(self) -> None:
        from companies import engagement_facts, figures, perms
        from companies.colleagues import make_colleague
        from companies.holders import contact_holder, contacts_at, contacts_of
        from companies.readings import READINGS
        from companies.samples import SAMPLES
        from symbiose.holders import CONTACT, register_finder, register_holders
        from symbiose.journal.timeline import register_readings
        from symbiose.links.colleagues import register_colleagues
        from symbiose.programmes.perms import register
        from symbiose.programmes.url_samples import register_samples

        register(perms.TABLE)
        register_samples(SAMPLES)
        figures.register()
        engagement_facts.register()
        register_readings(READINGS)
        register_holders(CONTACT, contact_holder, contacts_of)
        register_finder(contacts_at)
        register_colleagues(CONTACT, make_colleague)
