"""Companies and people named in a note: their words are looked for, folded, among those of the sentence. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from companies.notes.words import Word

# Words of many names, which alone name nobody.
COMMON = frozenset(
    [
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "l",
        "d",
        "et",
        "en",
        "au",
        "aux",
        "a",
        "sur",
        "sous",
        "chez",
        "pour",
        "par",
        "the",
        "and",
        "sarl",
        "sas",
        "sasu",
        "eurl",
        "sa",
        "sci",
        "scop",
        "earl",
        "gaec",
        "scea",
        "snc",
        "ets",
        "etablissements",
        "entreprise",
        "entreprises",
        "societe",
        "groupe",
        "compagnie",
        "cie",
        "fils",
        "freres",
        "france",
        "maison",
        "atelier",
        "ateliers",
        "garage",
        "menuiserie",
        "charpentes",
        "charpente",
        "transports",
        "transport",
        "imprimerie",
        "fromagerie",
        "boulangerie",
        "boucherie",
        "plasturgie",
        "cidrerie",
        "scierie",
        "ferme",
        "cooperative",
        "laiterie",
        "paysages",
        "serres",
        "mecanique",
        "metallerie",
        "electricite",
        "plomberie",
        "maconnerie",
        "peinture",
        "couverture",
        "services",
        "service",
        "bois",
        "energie",
        "travaux",
        "industrie",
        "industries",
        "distribution",
        "logistique",
        "agricole",
        "centre",
        "saint",
        "sainte",
        "val",
        "bourg",
        "fictif",
        "nord",
        "sud",
        "est",
        "ouest",
        "grand",
        "petit",
    ]
)
TITLES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"})
FULL, STRONG, PERSON, WEAK = 4, 3, 2, 1
MANY = 1000


@dataclass(frozen=True, slots=True)
class KnownCompany:
    """A company of the programme by its folded names, trade name included."""

    pk: int
    names: tuple[tuple[str, ...], ...]

    @property
    def telling(self) -> frozenset[str]:
        return frozenset(word for name in self.names for word in name if word not in COMMON and len(word) > 2)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A contact by the folded words of the last name, and the first name."""

    pk: int
    company_pk: int
    last_name: tuple[str, ...]
    first_name: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in the sentence: whose it is, where it stands, and how sure one may be."""

    pk: int
    start: int
    end: int
    sureness: int
    company_pk: int = 0


def find_people(words: Sequence[Word], people: Iterable[KnownPerson]) -> list[Named]:
    """Each person whose last name is in the sentence, with their title or first name where it stands before."""
    found = []
    for person in people:
        place = _sequence(words, person.last_name)
        if place is None or not _is_a_name(words, place, person):
            continue
        first = place - 1 if place and words[place - 1].folded in {*TITLES, person.first_name} else place
        last = place + len(person.last_name) - 1
        sureness = PERSON if first < place else WEAK
        found.append(Named(person.pk, words[first].start, words[last].end, sureness, person.company_pk))
    return found


def _is_a_name(words: Sequence[Word], place: int, person: KnownPerson) -> bool:
    """Whether the word stands as a name: with a capital, or after a title or the first name."""
    if place and words[place - 1].folded in {*TITLES, person.first_name}:
        return True
    return words[place].is_capital and (place > 0 or len(person.last_name[0]) > 3)


def find_companies(
    words: Sequence[Word], companies: Iterable[KnownCompany], places: frozenset[str] = frozenset()
) -> list[Named]:
    """The companies named, those of the surest kind only: whole name, telling word with a capital, telling word.

    `places` are words of communes, which alone name no company.
    """
    known = list(companies)
    shared = Counter(word for company in known for word in company.telling)
    shared.update(dict.fromkeys(places, MANY))
    spoken = {word.folded for word in words}
    found = [
        named
        for company in known
        if company.telling & spoken or any(set(name) <= spoken for name in company.names)
        if (named := _find_company(words, company, shared))
    ]
    best = max((named.sureness for named in found), default=0)
    return [named for named in found if named.sureness == best]


def _find_company(words: Sequence[Word], company: KnownCompany, shared: Counter[str]) -> Named | None:
    for name in company.names:
        place = _sequence(words, name)
        if place is not None and (len(name) > 1 or words[place].is_capital or name[0] in company.telling):
            return Named(company.pk, words[place].start, words[place + len(name) - 1].end, FULL)
    hits = [word for word in words if word.folded in company.telling and shared[word.folded] < MANY]
    capitals = [word for word in hits if word.is_capital]
    if capitals:
        return Named(company.pk, capitals[0].start, _end_of_run(capitals), _sureness(capitals, shared))
    rare = [word for word in hits if shared[word.folded] == 1 and len(word.folded) > 4]
    return Named(company.pk, rare[0].start, rare[0].end, WEAK) if rare else None


def _sureness(hits: Sequence[Word], shared: Counter[str]) -> int:
    return STRONG if len(hits) > 1 or shared[hits[0].folded] <= 3 else WEAK


def _end_of_run(hits: Sequence[Word]) -> int:
    end = hits[0].end
    for word in hits[1:]:
        if word.start - end > 1:
            break
        end = word.end
    return end


def _sequence(words: Sequence[Word], wanted: Sequence[str]) -> int | None:
    """The place where the wanted words follow one another."""
    if not wanted:
        return None
    size = len(wanted)
    starts = (index for index, word in enumerate(words[: len(words) - size + 1]) if word.folded == wanted[0])
    return next(
        (index for index in starts if all(words[index + step].folded == wanted[step] for step in range(size))), None
    )
