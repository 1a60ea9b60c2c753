"""Which company of the programme a line of a file is: by SIRET, else by external id, else by name and commune."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from companies.derived import name_key
from companies.importing.records import CompanyRecord
from companies.models import Company
from symbiose.tables import TableError


class KnownCompanies:
    """The companies of a programme by each of the keys that a file may bring."""

    def __init__(self, companies: Iterable[Company]) -> None:
        self.by_siret: dict[str, Company] = {}
        self.by_external_id: dict[str, Company] = {}
        self.by_name: dict[str, list[Company]] = {}
        for company in companies:
            if company.siret:
                self.by_siret[company.siret] = company
            if company.external_id:
                self.by_external_id[company.external_id] = company
            self.by_name.setdefault(company.name_key, []).append(company)

    def find(self, record: CompanyRecord) -> Company | None:
        """The company of a line. A name never joins two that bear different numbers."""
        if record.siret and record.siret in self.by_siret:
            return self.by_siret[record.siret]
        by_id = self.by_external_id.get(record.company_id) if record.company_id else None
        if by_id is not None and _may_be(by_id.siret, record.siret):
            return by_id
        namesakes = self.by_name.get(name_key(record.name, record.city), [])
        return next((company for company in namesakes if _is_same(company, record)), None)


def _may_be(known: str, given: str) -> bool:
    return not known or not given or known == given


def _is_same(company: Company, record: CompanyRecord) -> bool:
    return _may_be(company.siret, record.siret) and _may_be(company.external_id, record.company_id)


def without_doubles(
    records: Iterable[CompanyRecord], known: KnownCompanies, errors: list[TableError]
) -> list[CompanyRecord]:
    """The lines that are the first of their company; each later one is a fault that names both lines."""
    first_lines: dict[tuple[str, str], CompanyRecord] = {}
    kept = []
    for record in records:
        keys = _keys(record, known)
        earlier = next((first_lines[key] for key in keys if _clashes(key, first_lines.get(key), record)), None)
        for key in keys:
            first_lines.setdefault(key, record)
        if earlier is None:
            kept.append(record)
        else:
            errors.append(_double(earlier, record))
    return kept


def _keys(record: CompanyRecord, known: KnownCompanies) -> list[tuple[str, str]]:
    company = known.find(record)
    keys = [
        ("siret", record.siret),
        ("company_id", record.company_id),
        ("row", str(company.pk) if company else ""),
        ("name", name_key(record.name, record.city) if record.city else ""),
    ]
    return [key for key in keys if key[1]]


def _clashes(key: tuple[str, str], earlier: CompanyRecord | None, record: CompanyRecord) -> bool:
    """Whether two lines of one key are one company: numbers and rows always, names unless their numbers differ."""
    if earlier is None:
        return False
    if key[0] != "name":
        return True
    return _may_be(earlier.siret, record.siret) and _may_be(earlier.company_id, record.company_id)


def _double(earlier: CompanyRecord, record: CompanyRecord) -> TableError:
    lines = {"first": earlier.line, "second": record.line}
    if record.siret and record.siret == earlier.siret:
        message = _("Le SIRET %(siret)s est donné deux fois, lignes %(first)d et %(second)d.")
        return TableError(record.line, "siret", message % {"siret": record.siret, **lines})
    if record.company_id and record.company_id == earlier.company_id:
        message = _("L’identifiant «\u00a0%(id)s\u00a0» est donné deux fois, lignes %(first)d et %(second)d.")
        return TableError(record.line, "company_id", message % {"id": record.company_id, **lines})
    message = _("L’entreprise «\u00a0%(name)s\u00a0» est donnée deux fois, lignes %(first)d et %(second)d.")
    return TableError(record.line, "name", message % {"name": record.name[:60], **lines})
