"""How facts of the programme itself read in a timeline."""

from django.utils.translation import gettext as _

from symbiose.journal.timeline import FactReading

READINGS = {
    "programme_created": FactReading(icon="flag", sentence=lambda fact: _("Programme ouvert")),
    "role_granted": FactReading(icon="person-check", sentence=lambda fact: _("Un membre rejoint le programme")),
    "role_ended": FactReading(icon="person-dash", sentence=lambda fact: _("Un membre quitte le programme")),
}
