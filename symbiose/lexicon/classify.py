"""Classify a free label: its family, how sure that is, and the waste codes that may be its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from symbiose.lexicon.concepts import concepts
from symbiose.lexicon.phrases import content_words
from symbiose.lexicon.reading import MATERIALS, mentions, read_concepts, segments
from symbiose.lexicon.waste_words import suggest_ewc
from symbiose.lexicon.words import stem, tokens

UNKNOWN_FAMILY = "matiere"
LEAST_CODE_SCORE = 0.3
LATER_MENTION = 0.5


def _stems_of(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in text.split())


# Words that tell a family whatever they qualify: their weight is added to it.
CUES: tuple[tuple[str, float, frozenset[str]], ...] = (
    (
        "dechet",
        0.9,
        _stems_of(
            "chutes rebuts déchets déchet usagé usagée usagés usagées vieux vieilles vides résidus résidu boues boue "
            "invendus périmés périmées souillés souillées cassés cassées réformés réformées rognures épluchures "
            "déclassés déclassées hors-service perdues gravats déblais marc drêches fumier lisier encombrants "
            "refus écarts remplacés obsolètes démolition sciure sciures copeaux dosses cendres fientes"
        ),
    ),
    (
        "competence",
        0.9,
        _stems_of(
            "formation former apprendre recyclage habilitation formateur formatrice comptable technicien technicienne "
            "temps-partagé compétence expertise savoir-faire conseil audit stagiaire apprenti saisonniers salarié "
            "ingénieur graphiste secrétaire animateur"
        ),
    ),
    (
        "service",
        0.9,
        _stems_of(
            "collecte collecter enlèvement ramassage nettoyage entretien contrôle vérification maintenance réparation "
            "analyse analyses gardiennage blanchisserie destruction vidange curage dératisation ramonage prestation "
            "crèche restauration dépannage débarras impression surveillance laver vider vérifier réparer chercher "
            "remplacer nettoyer peser pesée pesées rédaction document"
        ),
    ),
    (
        "achat",
        1.4,
        _stems_of("achat achats acheter groupement groupé fourniture fournitures commande abonnement tarif prix cher"),
    ),
    (
        "transport",
        0.9,
        _stems_of("transport transporter livraison livrer camion camionnette fourgon navette covoiturage fret trajet"),
    ),
    (
        "espace",
        0.8,
        _stems_of("salle local locaux hangar entrepôt bureau parking terrain atelier stockage stocker surface places"),
    ),
    ("energie", 0.9, _stems_of("chaleur chauffage électricité énergie vapeur froid biogaz calories kwh mwh")),
    ("eau", 0.9, _stems_of("eau eaux irrigation arrosage pluie condensats")),
    (
        "equipement",
        0.7,
        _stems_of(
            "chariot nacelle broyeur machine mini-pelle pelle tracteur presse équipement prêt louer matériel "
            "balayeuse groupe compresseur four cuve remorque"
        ),
    ),
)
WEIGHT_OF_ORDER = 0.7
SURE_CODE_SCORE = 0.9
SOUGHT = _stems_of(
    "recycler recyclé recyclés recyclée refondre récupération occasion réemploi réemployés réemployées réparer "
    "reconditionner reconditionnés régénérer remettre recherche besoin neuf neuve fabriquer"
)


@dataclass(frozen=True, slots=True)
class Classification:
    """What a label seems to be; ``score`` is the share of the evidence that speaks for the family."""

    label: str
    family: str
    score: float
    ewc_codes: tuple[str, ...]


@lru_cache(maxsize=10_000)
def classify(label: str) -> Classification:
    """Classify one label. An empty or unknown one is "matiere" with score 0."""
    weights = family_weights(label)
    total = sum(weights.values())
    if not total:
        codes = tuple(code for code, _ in suggest_ewc(label))
        return Classification(label, UNKNOWN_FAMILY, 0.0, codes)
    family = min(weights, key=lambda name: (-weights[name], name))
    codes = ()
    if family in MATERIALS:
        codes = tuple(code for code, score in suggest_ewc(label) if score >= LEAST_CODE_SCORE)
    return Classification(label, family, round(weights[family] / total, 4), codes)


def family_weights(label: str) -> dict[str, float]:
    """The evidence for each family: the concepts named, the first most, and the words that tell one."""
    weights: defaultdict[str, float] = defaultdict(float)
    share = 1.0
    for mention in mentions(segments(label, "")):
        for key in mention.concepts:
            concept = concepts()[key]
            weights[concept.family] += share * mention.weight * (0.4 + 0.6 * concept.says) / len(mention.concepts)
        share = LATER_MENTION
    first = True
    for word in content_words(label):
        for family, weight, cues in CUES:
            if word.stem in cues:
                weights[family] += weight * (1.0 if first else WEIGHT_OF_ORDER)
        first = False
    _settle_materials(weights, label)
    return dict(weights)


def _settle_materials(weights: defaultdict[str, float], label: str) -> None:
    """A thing that is thrown away is a waste, and then no raw material."""
    waste_stems = next(cues for family, _, cues in CUES if family == "dechet")
    words = tokens(label)
    said = any(stem(word) in waste_stems for word in words)
    if weights.get("matiere") and (said or _is_commonly_waste(label, words)):
        weights["dechet"] += weights.pop("matiere")


def _is_commonly_waste(label: str, words: Sequence[str]) -> bool:
    """Tell whether a material bears the everyday name of a waste, and no word of someone who seeks it."""
    sought = "pour" in words or any(stem(word) in SOUGHT for word in words)
    codes = suggest_ewc(label)
    return not sought and bool(codes) and codes[0][1] >= SURE_CODE_SCORE


def suggest_family(label: str, direction: str = "") -> str:
    """Suggest a family at the entry of a flow; empty where nothing is known.

    What a company needs is a raw material to it, even where it is another's waste.
    """
    if not read_concepts(label) and not family_weights(label):
        return ""
    family = classify(label).family
    return "matiere" if direction == "besoin" and family == "dechet" else family
