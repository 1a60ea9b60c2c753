"""French words made comparable: accents, letter case, elisions, plurals and endings do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from threading import Lock

import snowballstemmer

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "\u02bc": "'", "\u00a0": " ", "²": "2", "³": "3"})
ELISION = re.compile(r"\b(?:qu|jusqu|lorsqu|puisqu|quelqu|[cdjlmnst])'", re.IGNORECASE)
DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
APOSTROPHE_WORDS = {"aujourd'hui": "aujourdhui", "main d'oeuvre": "main oeuvre"}
FEMININE = re.compile(r"(euse|trice)s?$")
SHORTEST_FEMININE = 7
TOKEN = re.compile(r"[^\W_]+")
STOP_WORDS = frozenset(
    word
    for line in (
        "à a afin ai au aucun aussi autre autres aux avec car ce ceci cela celle celui ces cet cette chaque chez ci",
        "comme d dans de des deux depuis donc dont du elle elles en encore entre est et etc etre être eux fait faire",
        "ils je jusque l la le les leur leurs lors lorsque ma mais me mes moi moins mon même n ne ni nos notre nous",
        "on ont ou où par parmi pas pendant peu peut plus plusieurs pour pourquoi près puis qu quand que quel quelle",
        "quelles quelque quelques quels qui quoi sa sans se selon sera ses si soit son sont sous sur te tes ton tous",
        "issu issue issus issues provenant trois quatre cinq six sept huit dix vingt",
        "tout toute toutes très trop tu un une unes uns vers via voir vos votre vous y",
    )
    for word in line.split()
)
_stemmer = snowballstemmer.stemmer("french")
_one_at_a_time = Lock()  # the stemmer keeps the word it works on in itself, and pages are served by threads


def fold(text: str) -> str:
    """Fold letter case and accents: "Étuvée" and "etuvee" become one."""
    decomposed = unicodedata.normalize("NFKD", text.translate(LIGATURES)).casefold()
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(LIGATURES)


def plain(text: str) -> str:
    """Lower-case text in composed form, without elisions; accents stay, for the stemmer."""
    lowered = unicodedata.normalize("NFKC", text.translate(LIGATURES)).lower().translate(LIGATURES)
    for written, meant in APOSTROPHE_WORDS.items():
        lowered = lowered.replace(written, meant)
    lowered = DOTTED.sub(lambda found: found.group().replace(".", ""), lowered)
    return ELISION.sub(" ", lowered)


def masculine(word: str) -> str:
    """Give the form in -eur of a trade or machine: "contrôleuse" is "contrôleur", "formatrice" is "formateur"."""
    if len(word) < SHORTEST_FEMININE:
        return word
    return FEMININE.sub(lambda found: "teur" if found.group(1) == "trice" else "eur", word)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Cut a lower-case word to its stem, then drop accents; words with digits and short ones only lose accents."""
    if len(word) <= 3 or any(c.isdigit() for c in word):
        return fold(word).removesuffix("s") if len(word) == 3 and not word.isdigit() else fold(word)
    with _one_at_a_time:
        root = fold(_stemmer.stemWord(masculine(word)))
    return root.removesuffix("e") if len(root) > 4 else root


def tokens(text: str) -> list[str]:
    """Cut a text into lower-case words, accents kept, stop words included."""
    return TOKEN.findall(plain(text))


def stems(text: str) -> list[str]:
    """Cut a text into the stems of its words, stop words left out."""
    return [stem(token) for token in tokens(text) if token not in STOP_WORDS]


def search_key(text: str) -> str:
    """Write the folded words and stems of a text as one string, for a search column on any database."""
    folded = TOKEN.findall(fold(ELISION.sub(" ", text.translate(LIGATURES).lower())))
    return " ".join(dict.fromkeys([*folded, *stems(text)]))
