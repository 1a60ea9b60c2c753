"""The group of companies that a reader chooses: by place, trade, wave, source and family."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from diagnostics.balance.cells import Record
from diagnostics.balance.words import FAMILIES
from symbiose.nomenclatures.naf import naf_sections
from symbiose.programmes.models import Park, Wave

if TYPE_CHECKING:
    from django.http import QueryDict

    from symbiose.programmes.models import Programme

LEAST_WAVES = 2


@dataclass(frozen=True, slots=True)
class Axis:
    """One filter: its key in the address, its name, what may be chosen and what is."""

    key: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str = ""

    @property
    def chosen_label(self) -> str:
        return dict(self.options).get(self.chosen, "")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader chose, as the words that lines bear; an unknown value chooses nothing."""

    axes: tuple[Axis, ...]

    @property
    def groups(self) -> frozenset[str]:
        return frozenset(f"{axis.key}:{axis.chosen}" for axis in self.axes if axis.chosen and axis.key != "family")

    @property
    def family(self) -> str:
        return next((axis.chosen for axis in self.axes if axis.key == "family"), "")

    @property
    def in_words(self) -> str:
        """« Commune : Sillé-le-Guillaume · Famille : déchets »; empty for the whole territory."""
        return " · ".join(f"{axis.label}\u00a0: {axis.chosen_label}" for axis in self.axes if axis.chosen)


def choice_of(programme: Programme, records: Iterable[Record], asked: QueryDict) -> Choice:
    known = list(records)
    groups = set[str]().union(*{record.groups for record in known})
    families = {record.family for record in known}
    axes = [
        Axis("source", _("Source"), _sources(groups)),
        Axis("park", _("Zone d’activités"), _parks(programme, groups)),
        Axis("city", _("Commune"), tuple((city, city) for city in _values(groups, "city"))),
        Axis(
            "naf",
            _("Secteur"),
            tuple((letter, naf_sections().get(letter, letter)) for letter in _values(groups, "naf")),
        ),
        Axis("wave", _("Vague"), _waves(programme, groups)),
        Axis("family", _("Famille"), tuple((key, str(name)) for key, name in FAMILIES.items() if key in families)),
    ]
    shown = [axis for axis in axes if axis.options]
    return Choice(tuple(_chosen(axis, asked.get(axis.key, "")) for axis in shown))


def _chosen(axis: Axis, value: str) -> Axis:
    return Axis(axis.key, axis.label, axis.options, value) if value in dict(axis.options) else axis


def _values(groups: Iterable[str], axis: str) -> list[str]:
    return sorted(group.partition(":")[2] for group in groups if group.startswith(f"{axis}:"))


def _sources(groups: set[str]) -> tuple[tuple[str, str], ...]:
    return (("balance", _("bilans de flux seulement")),) if "source:balance" in groups else ()


def _parks(programme: Programme, groups: set[str]) -> tuple[tuple[str, str], ...]:
    parks = Park.objects.filter(programme=programme).values_list("pk", "name")
    return tuple((str(pk), name) for pk, name in parks if f"park:{pk}" in groups)


def _waves(programme: Programme, groups: set[str]) -> tuple[tuple[str, str], ...]:
    """One wave alone is no choice."""
    known = [wave for wave in Wave.objects.filter(programme=programme) if f"wave:{wave.pk}" in groups]
    return tuple((str(wave.pk), str(wave)) for wave in known) if len(known) >= LEAST_WAVES else ()
