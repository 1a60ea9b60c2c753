"""What a file of flows would change: rows to create, to update and to leave, found before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from companies.importing.planning import Action
from companies.models import Company
from diagnostics.models import Flow
from diagnostics.suggestions import family_of
from symbiose.flow_table import FLOW_COLUMNS, FlowRow, parse_flow_table
from symbiose.lexicon.waste_codes import waste_codes
from symbiose.tables import TableError, read_table

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

HEADER_LINE = 1
LONGEST_LABEL = 200
LONGEST_DESCRIPTION = 2000
LARGEST_QUANTITY = Decimal(10) ** 11
THOUSANDTH = Decimal("0.001")
PLAIN_FIELDS = (
    "direction",
    "label",
    "description",
    "unit",
    "period",
    "ewc_code",
    "naf_code",
    "latitude",
    "longitude",
    "available_from",
    "available_to",
)


@dataclass(slots=True)
class PlannedFlow:
    """One line of the file and the flow that it becomes."""

    row: FlowRow
    flow: Flow
    action: Action
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class FlowPlan:
    rows: list[PlannedFlow] = field(default_factory=list)
    errors: list[TableError] = field(default_factory=list)
    lines: int = 0

    def of(self, action: Action) -> list[PlannedFlow]:
        return [row for row in self.rows if row.action is action]

    @property
    def rejected(self) -> int:
        return len({error.line for error in self.errors if error.line > HEADER_LINE})


class CompanyIndex:
    """Which company a `company_id` means: a SIRET, else an external id, else the exact name."""

    def __init__(self, companies: Iterable[Company]) -> None:
        self.by_key: dict[tuple[str, str], list[Company]] = {}
        for company in companies:
            for kind, text in self._keys(company):
                self.by_key.setdefault((kind, text), []).append(company)

    def find(self, text: str) -> list[Company]:
        """The companies of that key: one, none, or several namesakes."""
        wanted = text.replace(" ", "").replace("\u00a0", "")
        keys = [("siret", wanted), ("external_id", text), ("name", text)]
        return next((self.by_key[key] for key in keys if key in self.by_key), [])

    @staticmethod
    def _keys(company: Company) -> list[tuple[str, str]]:
        names = {company.name, company.trade_name}
        keys = [("siret", company.siret), ("external_id", company.external_id), *(("name", name) for name in names)]
        return [key for key in keys if key[1]]


def plan_import(*, programme: Programme, data: bytes, filename: str) -> FlowPlan:
    """Read a file and compare it with the programme. Never raises on the content of a file; writes nothing."""
    index = CompanyIndex(Company.objects.active().filter(programme=programme).order_by("pk"))
    table = read_table(data, filename=filename, columns=FLOW_COLUMNS)
    read = parse_flow_table(table, unique_key=lambda row: (_company_key(index, row), row.flow_id))
    plan = FlowPlan(errors=list(read.errors), lines=len(table.rows))
    known = _known_flows(programme)
    for row in read.rows:
        faults = list(_faults(row, index))
        plan.errors += faults
        if not faults:
            plan.rows.append(_planned(row, index.find(row.company_id)[0], known))
    plan.errors.sort(key=lambda error: error.line)
    return plan


def _company_key(index: CompanyIndex, row: FlowRow) -> str | int:
    found = index.find(row.company_id)
    return found[0].pk if len(found) == 1 else row.company_id


def _known_flows(programme: Programme) -> dict[tuple[int, str], Flow]:
    flows = Flow.objects.filter(programme=programme).exclude(external_id="").select_related("company")
    return {(flow.company_id, flow.external_id): flow for flow in flows}


def _faults(row: FlowRow, index: CompanyIndex) -> Iterable[TableError]:
    shown = row.company_id[:60]
    found = index.find(row.company_id)
    if not found:
        message = _("Aucune entreprise du programme n’a pour SIRET, identifiant ou nom « %(key)s ».")
        yield TableError(row.line, "company_id", message % {"key": shown})
    if len(found) > 1:
        message = _("Plusieurs entreprises s’appellent « %(key)s » : donnez le SIRET ou l’identifiant.")
        yield TableError(row.line, "company_id", message % {"key": shown})
    if len(row.label) > LONGEST_LABEL:
        yield TableError(row.line, "label", _("Le texte dépasse %(n)s caractères.") % {"n": LONGEST_LABEL})
    if len(row.description) > LONGEST_DESCRIPTION:
        message = _("Le texte dépasse %(n)s caractères.") % {"n": LONGEST_DESCRIPTION}
        yield TableError(row.line, "description", message)
    if row.ewc_code and row.ewc_code.rstrip("*") not in waste_codes():
        message = _("Le code déchet « %(code)s » n’est pas dans la liste européenne.")
        yield TableError(row.line, "ewc_code", message % {"code": row.ewc_code})
    if row.quantity is not None and row.quantity >= LARGEST_QUANTITY:
        yield TableError(row.line, "quantity", _("Cette quantité est trop grande pour être vraie."))


def _planned(row: FlowRow, company: Company, known: dict[tuple[int, str], Flow]) -> PlannedFlow:
    flow = known.get((company.pk, row.flow_id))
    values = _values(row)
    if flow is None:
        new = Flow(programme_id=company.programme_id, company=company, external_id=row.flow_id)
        values.setdefault("family", family_of(row.label, direction=row.direction))
        return PlannedFlow(row, new, Action.CREATED, values)
    changes = {name: value for name, value in values.items() if getattr(flow, name) != value}
    return PlannedFlow(row, flow, Action.UPDATED if changes else Action.UNCHANGED, changes)


def _values(row: FlowRow) -> dict[str, Any]:
    """The values that a line gives; what is empty in the file says nothing."""
    values: dict[str, Any] = {name: getattr(row, name) for name in (*PLAIN_FIELDS, "family")}
    if row.quantity is not None:
        values["quantity"] = row.quantity.quantize(THOUSANDTH)
    return {name: value for name, value in values.items() if value not in ("", None)}
