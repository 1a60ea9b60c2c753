"""How this app's facts read in a timeline."""

from django.utils.translation import gettext as _

from symbiose.journal.timeline import FactReading

READINGS = {
    "personal_page_opened": FactReading(
        icon="box-arrow-in-right", tone="contact", group="contact", sentence=lambda fact: _("Page personnelle ouverte")
    ),
    "link_transferred": FactReading(
        icon="person-plus", tone="contact", group="contact", sentence=lambda fact: _("Page transmise à un collègue")
    ),
    "opted_out": FactReading(
        icon="bell-slash", tone="contact", group="contact", sentence=lambda fact: _("Ne souhaite plus être relancée")
    ),
    "opted_in": FactReading(
        icon="bell", tone="contact", group="contact", sentence=lambda fact: _("Accepte de nouveau les relances")
    ),
    "calendar_opened": FactReading(
        icon="calendar-plus", tone="note", sentence=lambda fact: _("Adresse d’agenda créée")
    ),
    "calendar_cut": FactReading(icon="calendar-x", tone="note", sentence=lambda fact: _("Adresse d’agenda coupée")),
}
