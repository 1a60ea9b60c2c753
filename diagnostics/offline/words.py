"""The everyday words as a tablet keeps them: for each known phrase, its family and waste code by the lexicon.

The tablet does what `symbiose.lexicon.phrases` does, more simply (static/js/offline/words.js): it folds accents and
plurals, looks for the longest phrase and reads its meaning here.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256

from diagnostics.enums import Direction, Family
from diagnostics.suggestions import SAYS_ENOUGH, WASTE_FAMILIES
from symbiose.lexicon.classify import CUES
from symbiose.lexicon.concepts import concepts
from symbiose.lexicon.phrases import content_words, singular
from symbiose.lexicon.waste_words import code_of_concept, everyday_phrases
from symbiose.lexicon.words import STOP_WORDS, fold
from symbiose.nomenclatures.waste_list import ewc_label

LONGEST_PHRASE = 5
LONGEST_CODE_LABEL = 30
Meaning = tuple[str, str, str]


@cache
def offline_words() -> str:
    """The words as JSON: `meanings` are (family, waste code, theme), `phrases` gives the number of its meaning."""
    numbers: dict[Meaning, int] = {}
    phrases = {phrase: numbers.setdefault(meaning, len(numbers)) for phrase, meaning in sorted(_phrases().items())}
    words = {
        "families": {family.value: str(family.label).capitalize() for family in Family},
        "codes": {code: _short(ewc_label(code)) for _, code, _ in numbers if code},
        "meanings": list(numbers),
        "phrases": phrases,
        "stop": sorted({fold(word) for word in STOP_WORDS}),
        "cues": _cues(),
        "coded": sorted(family.value for family in WASTE_FAMILIES),
        "proposed": Direction.RESOURCE.value,
    }
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))


@cache
def words_version() -> str:
    return sha256(offline_words().encode()).hexdigest()[:12]


def _phrases() -> dict[str, Meaning]:
    """The everyday names of wastes first, as they are the surer, then the thesaurus."""
    themes = {phrase: meaning[2] for phrase, meaning in _of_concepts()}
    wastes = {_key(text): (Family.WASTE.value, code, themes.get(_key(text), "")) for text, code in everyday_phrases()}
    return {key: meaning for key, meaning in {**dict(_of_concepts()), **wastes}.items() if key}


@cache
def _of_concepts() -> tuple[tuple[str, Meaning], ...]:
    found: dict[str, Meaning] = {}
    for concept in concepts().values():
        theme = concept.label if concept.says >= SAYS_ENOUGH else ""
        meaning = (concept.family, code_of_concept(concept.id), theme)
        for term in concept.terms:
            found.setdefault(_key(term), meaning)
    return tuple(found.items())


def _key(text: str) -> str:
    """A phrase as the tablet looks it up: its content words, singular, without accents; empty for a long one."""
    words = content_words(text)
    return " ".join(word.written for word in words) if len(words) <= LONGEST_PHRASE else ""


def _cues() -> dict[str, str]:
    """Words that tell a family whatever they qualify: « vieux », « formation », « collecte »."""
    return {word: family for family, _weight, words in CUES for word in sorted(singular(cue) for cue in words)}


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_CODE_LABEL else f"{label[:LONGEST_CODE_LABEL].rsplit(' ', 1)[0]}…"
