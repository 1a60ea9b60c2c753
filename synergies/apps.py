from django.apps import AppConfig


class SynergiesConfig(AppConfig):
    name = "synergies"
    label = "synergies"
    verbose_name = "Synergies"

    def ready(self) -> None:
        from diagnostics.report.leads import register_leads
        from symbiose.journal.timeline import register_readings
        from symbiose.links.cards import register_cards
        from symbiose.programmes.perms import register
        from symbiose.programmes.url_samples import register_samples
        from synergies import evidence, figures, perms, personal_samples
        from synergies.cards import synergy_cards
        from synergies.leads import leads_of_company
        from synergies.readings import READINGS
        from synergies.samples import SAMPLES

        register(perms.TABLE)
        register_samples(SAMPLES)
        figures.register()
        evidence.register()
        register_readings(READINGS)
        register_cards(synergy_cards)
        register_leads(leads_of_company)
        register_samples(personal_samples.SAMPLES)
