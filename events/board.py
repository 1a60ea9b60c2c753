"""A workshop at a glance: what is discussed, what was decided in three columns, what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from events.models import AgendaItem, Attendance, Event
from synergies.models import Participant

NEXT_SHOWN = 4
NAMES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One synergy on the wall."""

    item: AgendaItem
    pilot: str
    companies: list[str]

    @property
    def others(self) -> list[str]:
        """The other companies: two names are read from far, then a number."""
        return [name for name in self.companies if name != self.pilot]

    @property
    def n_more(self) -> int:
        return max(0, len(self.others) - NAMES_SHOWN)


@dataclass(frozen=True, slots=True)
class RaisedHands:
    """One of the three numbers of a show of hands; None where nobody counted. The largest one leads."""

    label: str
    number: int | None
    leads: bool


@dataclass(frozen=True, slots=True)
class Board:
    """`current` is None when all is decided; `number` counts from 1; `undecided` has the current one too."""

    current: AgendaItem | None
    hands: list[RaisedHands]
    number: int
    total: int
    retained: list[BoardCard]
    to_study: list[BoardCard]
    set_aside: list[BoardCard]
    undecided: list[AgendaItem]
    n_present: int

    @property
    def coming(self) -> list[AgendaItem]:
        return [item for item in self.undecided if item != self.current][:NEXT_SHOWN]

    @property
    def n_hands(self) -> int:
        return sum(raised.number or 0 for raised in self.hands)


def board_of(event: Event, current: AgendaItem | None = None) -> Board:
    """The state of a workshop, in three queries whatever the agenda.

    `current` is the item on which the animator works; without it, the one for which hands are being counted,
    else the first that is undecided.
    """
    everyone = Participant.objects.current().select_related("company").order_by("company__name")
    items = list(
        AgendaItem.objects.filter(event=event)
        .select_related("synergy")
        .prefetch_related(Prefetch("synergy__participants", queryset=everyone, to_attr="current_participants"))
    )
    undecided = [item for item in items if not item.decision]
    current = next((item for item in items if current and item.pk == current.pk), None) or _discussed(undecided)
    cards = {item.pk: _card(item) for item in items}
    return Board(
        current=current,
        hands=_hands(current) if current else [],
        number=items.index(current) + 1 if current else len(items),
        total=len(items),
        retained=_column(items, cards, AgendaItem.Decision.RETAINED),
        to_study=_column(items, cards, AgendaItem.Decision.TO_STUDY),
        set_aside=_column(items, cards, AgendaItem.Decision.SET_ASIDE),
        undecided=undecided,
        n_present=Attendance.objects.present().filter(event=event).count(),
    )


def _column(items: list[AgendaItem], cards: dict[int, BoardCard], decision: str) -> list[BoardCard]:
    return [cards[item.pk] for item in items if item.decision == decision]


def _card(item: AgendaItem) -> BoardCard:
    rows = item.synergy.current_participants  # type: ignore[attr-defined]  # prefetched above
    pilot = next((str(row.company) for row in rows if row.role == Participant.Role.PILOT), "")
    return BoardCard(item, pilot, [str(row.company) for row in rows])


def _discussed(undecided: list[AgendaItem]) -> AgendaItem | None:
    """The undecided item for which hands were typed, else the first."""
    counted = [item for item in undecided if any(number is not None for number in _numbers(item))]
    return next(iter(counted or undecided), None)


def _numbers(item: AgendaItem) -> tuple[int | None, int | None, int | None]:
    return item.hands_retain, item.hands_study, item.hands_set_aside


def _hands(item: AgendaItem) -> list[RaisedHands]:
    numbers = _numbers(item)
    largest = max((number or 0 for number in numbers), default=0)
    labels = [_("Retenue"), _("À approfondir"), _("Écartée")]
    return [
        RaisedHands(label, number, leads=bool(number) and number == largest)
        for label, number in zip(labels, numbers, strict=True)
    ]
