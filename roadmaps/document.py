"""What a printed roadmap says, as plain frozen values: no row, no query, no clock.

``roadmaps/document_from_rows.py`` fills these from the database; ``roadmaps/pdf.py`` turns them
into HTML, then ``symbiose/pdf.py`` into a PDF. The same values always give the same bytes.

Conventions: money is a ``Decimal`` of euros; a date is a ``date``; a text left empty means
"not written yet", and its section then says the next gesture. Texts are plain: anything that
looks like markup is printed as it was typed.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from symbiose.pdf_masthead import Logo, Partner, shortened

MAX_KEY_FIGURES = 4
LONG_TITLE = 90  # characters; above, the title is set smaller (design/PDF.md)
SHORT_TITLE = 54  # characters of the title that the footer can hold on one line


class SynergyKind(StrEnum):
    """Kind of synergy; the values are those of the flow files and of `Synergy.kind`."""

    MUTUALISATION = "mutualisation"
    SHARING = "partage"
    SUBSTITUTION = "substitution"


class Weather(StrEnum):
    """State of the roadmap in one word: does its next step keep its date?"""

    SUN = "sun"
    CLOUD = "cloud"
    STORM = "storm"


class FigureKind(StrEnum):
    """How a figure is known. No figure is printed without it, save a count or a date."""

    ESTIMATED = "estimated"
    DECLARED = "declared"
    MEASURED = "measured"


class StepState(StrEnum):
    DONE = "done"
    IN_PROGRESS = "in_progress"
    UPCOMING = "upcoming"
    BLOCKED = "blocked"
    LATE = "late"


class SharingRule(StrEnum):
    """How the companies share what is left to pay."""

    EQUAL = "equal"
    VOLUME = "volume"
    WORKFORCE = "workforce"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the four large figures: « 462 kg », « inscrits sur 500 kg », déclaré."""

    value: str
    label: str
    kind: FigureKind | None = None


@dataclass(frozen=True, slots=True)
class Companion:
    """Someone who is with the companies: « Élu référent : Gérard Poirier, Conlie »; ``role`` may be empty."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """A company of the roadmap, what it brings, who committed it and when, and its part of the cost.

    ``basis`` is the number on which the cost is shared (its kilograms, its workforce, its parts);
    ``share`` is the result of `roadmaps.cost_sharing.share_cost`.
    """

    name: str
    city: str = ""
    brings: str = ""
    committed_by: str = ""
    committed_on: date | None = None
    basis: Decimal | None = None
    share: Decimal | None = None
    is_pilot: bool = False


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step: ``number`` is its place (from 1); ``note`` is one short fact (« 462 kg sur 500 »).

    ``blocked_by`` completes « par » (« l’étape 4 »); ``freed_by`` completes « se débloque »
    (« quand 500 kg sont inscrits »).
    """

    number: int
    title: str
    responsible: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    state: StepState = StepState.UPCOMING
    note: str = ""
    blocked_by: str = ""
    freed_by: str = ""


@dataclass(frozen=True, slots=True)
class BudgetLine:
    label: str
    amount: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True)
class Funding:
    """Money that comes from elsewhere; ``amount`` is positive, ``note`` says whether it is asked or granted."""

    label: str
    amount: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """Costs, funding and the rule by which the rest is shared.

    ``shows_parts`` is false in the committee's edition unless each company agreed: the weights and
    shares per company are then left out and the total stands alone.
    """

    lines: tuple[BudgetLine, ...] = ()
    fundings: tuple[Funding, ...] = ()
    rule: SharingRule = SharingRule.EQUAL
    rule_note: str = ""  # « Au poids inscrit »: words that replace the rule's own
    basis_label: str = ""  # « Poids inscrit », head of the column
    basis_unit: str = ""  # « kg »
    shows_parts: bool = True

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def funded(self) -> Decimal:
        return sum((funding.amount for funding in self.fundings), Decimal(0))

    @property
    def to_share(self) -> Decimal:
        return max(self.total - self.funded, Decimal(0))


@dataclass(frozen=True, slots=True)
class Gain:
    """An expected gain: « Enlèvement évité », « 780 € la première année », estimé, d’où il vient."""

    label: str
    value: str
    kind: FigureKind
    source: str = ""
    baseline: str = ""  # the state before, to which the gain compares


@dataclass(frozen=True, slots=True)
class Reading:
    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with its target; ``readings`` run from the oldest to the latest."""

    label: str
    target: Decimal | None = None
    unit: str = ""
    readings: tuple[Reading, ...] = ()
    next_reading_on: date | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    label: str
    level: str = ""
    response: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision taken, or (``to_take``) one that is asked for: the latter are printed last."""

    on: date | None
    event: str
    text: str
    to_take: bool = False


@dataclass(frozen=True, slots=True)
class AttachedDocument:
    title: str
    note: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """« mercredi 15 mars 2017, 8 h 30, par téléphone »; ``at`` is in local time."""

    at: datetime | date
    place: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """A frame to sign on paper, or (``signed_on``) who signed and when."""

    name: str
    capacity: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Validation:
    """A company's yes to this version, given by its personal link or in the meeting."""

    company: str
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class RoadmapDocument:
    """The whole of one printed roadmap, at one version and one date."""

    programme_name: str
    title: str
    kind: SynergyKind
    version: int
    dated_on: date
    today: date  # the day that the calendar shows as today; fixed, so that the bytes are

    programme_tagline: str = ""
    programme_logo: Logo | None = None
    partners: tuple[Partner, ...] = ()
    short_title: str = ""  # for the footer; the start of the title when empty
    validated_by: str = ""  # « les 12 participants »; empty: a draft
    author: str = ""  # of the PDF's metadata; the programme when empty

    weather: Weather = Weather.CLOUD
    weather_reason: str = ""
    why: str = ""
    how: str = ""
    then: str = ""
    key_figures: tuple[KeyFigure, ...] = ()

    companies: tuple[CompanyLine, ...] = ()
    with_them: tuple[Companion, ...] = ()
    steps: tuple[StepLine, ...] = ()
    next_meeting: NextMeeting | str | None = None  # a text as it was typed
    budget: Budget = field(default_factory=Budget)
    gains: tuple[Gain, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    risks: tuple[Risk, ...] = ()
    conditions: tuple[str, ...] = ()
    legal_form: str = ""
    documents: tuple[AttachedDocument, ...] = ()
    decisions: tuple[Decision, ...] = ()
    validations: tuple[Validation, ...] = ()
    signatures: tuple[Signature, ...] = ()

    def __post_init__(self) -> None:
        if len(self.key_figures) > MAX_KEY_FIGURES:
            raise ValueError(f"at most {MAX_KEY_FIGURES} key figures, got {len(self.key_figures)}")

    @property
    def is_draft(self) -> bool:
        return not self.validated_by

    @property
    def has_long_title(self) -> bool:
        return len(self.title) > LONG_TITLE

    @property
    def has_summary(self) -> bool:
        return bool(self.why or self.how or self.then)

    @property
    def footer_title(self) -> str:
        return shortened(self.short_title or self.title, SHORT_TITLE)

    @property
    def pilot(self) -> CompanyLine | None:
        return next((company for company in self.companies if company.is_pilot), None)

    @property
    def ordered_decisions(self) -> tuple[Decision, ...]:
        """From the oldest to the one that is asked for."""
        return tuple(sorted(self.decisions, key=lambda decision: (decision.to_take, decision.on or date.max)))
