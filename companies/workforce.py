"""How many people work there: an INSEE band or a number, and how each reads and sorts."""

from __future__ import annotations

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from symbiose.nomenclatures.workforce import workforce_band, workforce_bands

# Least and most people of each of INSEE's bands; the last is open.
BANDS: dict[str, tuple[int, int | None]] = {
    band.code: (band.smallest, band.largest) for band in workforce_bands().values() if band.smallest is not None
}
UNKNOWN_BANDS = frozenset({"NN", "N/A", "NA"})
MOST = 1_000_000

# The sizes offered by the filter: word, label, least and most people.
SIZES = (
    ("0", gettext_lazy("sans salarié"), 0, 0),
    ("1-9", gettext_lazy("1 à 9 salariés"), 1, 9),
    ("10-49", gettext_lazy("10 à 49 salariés"), 10, 49),
    ("50-249", gettext_lazy("50 à 249 salariés"), 50, 249),
    ("250", gettext_lazy("250 salariés et plus"), 250, MOST),
)


def read_workforce(text: str) -> tuple[str, int | None]:
    """Read a cell as (band, number): a band of two digits is a band, any other whole number a number.

    « 12 » is the band of 20 to 49 people, as CONTRACTS has it. Raises ValueError for anything else.
    """
    code = text.strip().upper().replace("\u00a0", "").replace(" ", "")
    if code in UNKNOWN_BANDS:
        return "", None
    if code in BANDS:
        return code, None
    whole = code.removesuffix(",0").removesuffix(".0")
    if not (whole.isascii() and whole.isdigit()) or len(whole) > 7 or int(whole) > MOST:
        raise ValueError(_("ni une tranche de l’INSEE (00 à 53), ni un nombre"))
    return workforce_band(int(whole)), int(whole)


def workforce_label(band: str, people: int | None) -> str:
    """« 48 salariés », « 20 à 49 salariés », or nothing when neither is known."""
    if people is not None:
        return _people(people)
    if band not in BANDS:
        return ""
    least, most = BANDS[band]
    if most is None:
        return _("%(least)s salariés et plus") % {"least": _thousands(least)}
    if least == most:
        return _people(least)
    word = _("%(least)s ou %(most)s salariés") if most - least == 1 else _("%(least)s à %(most)s salariés")
    return word % {"least": _thousands(least), "most": _thousands(most)}


def workforce_cell(band: str, people: int | None) -> str:
    """The same for a column of numbers: « 48 », « 20–49 »."""
    if people is not None:
        return _thousands(people)
    if band not in BANDS:
        return ""
    least, most = BANDS[band]
    if most is None:
        return f"{_thousands(least)}\u00a0+"
    return _thousands(least) if least == most else f"{_thousands(least)}–{_thousands(most)}"


def _people(count: int) -> str:
    if count == 0:
        return _("sans salarié")
    return ngettext("%(count)s salarié", "%(count)s salariés", count) % {"count": _thousands(count)}


def _thousands(count: int) -> str:
    return f"{count:,}".replace(",", "\u00a0")


def size_condition(size: str) -> Q:
    """The companies of one of SIZES, by their number where known, else by their band."""
    least, most = next((low, high) for word, _label, low, high in SIZES if word == size)
    bands = [band for band, (low, _high) in BANDS.items() if least <= low <= most]
    return Q(workforce__range=(least, most)) | Q(workforce__isnull=True, workforce_band__in=bands)


def people_expression() -> Coalesce:
    """A number to sort by: the number of people, else the least of the band."""
    whens = [When(workforce_band=band, then=Value(least)) for band, (least, _most) in BANDS.items()]
    return Coalesce(F("workforce"), Case(*whens, default=None, output_field=IntegerField()))
