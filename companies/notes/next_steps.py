"""The next step that a clause of a note announces: « convention à signer jeudi 16 » is to sign it. Pure."""

from __future__ import annotations

import re

from companies.notes.words import flat

MASCULINE = (
    "accord avenant bilan bon cahier chariot chiffrage compte contrat courriel courrier creneau devis diagnostic "
    "document dossier fichier local mail message numero plan planning projet questionnaire rapport recapitulatif "
    "releve rendez-vous tableau tarif lien camion conteneur bac stock"
)
FEMININE = (
    "adresse analyse attestation benne collecte commande convention date demande facture fiche formation "
    "liste lettre note offre piste photo proposition question relance reponse reunion salle visite candidature"
)
PLURAL = "dates devis documents photos tarifs offres quantites chiffres volumes contacts besoins bennes factures"
ARTICLES = dict.fromkeys(MASCULINE.split(), "le") | dict.fromkeys(FEMININE.split(), "la")
ARTICLES |= {word: "les" for word in PLURAL.split() if word != "devis"}

NOT_VERBS = frozenset(
    [
        "hier",
        "courrier",
        "cahier",
        "dossier",
        "atelier",
        "chantier",
        "premier",
        "dernier",
        "janvier",
        "fevrier",
        "papier",
        "metier",
        "partenaire",
        "fichier",
        "numero",
        "calendrier",
        "matiere",
        "lumiere",
        "biere",
        "entier",
        "ouvrier",
        "notaire",
        "maire",
        "affaire",
        "salaire",
        "horaire",
        "formulaire",
        "questionnaire",
        "inventaire",
        "commentaire",
        "territoire",
        "histoire",
        "memoire",
        "avenir",
        "plaisir",
        "loisir",
        "soir",
        "devoir",
        "pouvoir",
        "espoir",
        "couloir",
        "terre",
        "pierre",
        "titre",
        "lettre",
        "offre",
        "nombre",
        "chambre",
        "membre",
        "cadre",
        "centre",
        "metre",
        "litre",
        "kilometre",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
        "ordre",
        "autre",
        "notre",
        "votre",
        "entre",
        "contre",
        "arbre",
        "cuivre",
        "livre",
        "mer",
        "fer",
        "hiver",
    ]
)
INFINITIVE = r"(?:re)?[a-z]{2,}(?:er|ir|re)"
FILLER = re.compile(
    r"^(?:et |puis |ensuite |alors |donc |mais |il faut |faut |on doit |je dois |nous devons |devons |doit |"
    r"ne pas oublier (?:de |d')|penser a |prevoir (?:de |d')|a faire ?: ?|reste a |il reste a |todo ?:? ?|suite ?: ?)+"
)
TRAILING = re.compile(
    r"(?:[\s,;:.!?\-–(]|(?<=\s)(?:le|la|au|pour|avant|apres|d'ici|vers|des|en|a|jusqu'a|jusqu'au|au plus tard|"
    r"courant|dans|sous|d'ici le|avant le|pour le))+$"
)
LEADING = re.compile(r"^(?:[\s,;:.!?\-–)]|(?:pour|le|avant|avant le|a|au)(?=\s))+")
TO_DO = re.compile(rf"^(?P<thing>.{{2,60}}?) a (?P<verb>{INFINITIVE})\b(?P<rest>.*)$")
BARE_TO_DO = re.compile(rf"^a (?P<verb>{INFINITIVE})\b")
STARTS_WITH_VERB = re.compile(rf"^(?P<verb>{INFINITIVE})\b")
MEETING = re.compile(r"^(?:rdv|rendez-vous|reunion|visite|point|appel)\b")
LONGEST = 180


def announces(clause: str) -> bool:
    """Whether a clause without a date says something to do: « à rappeler », « envoyer le devis », « RDV »."""
    body = _body(clause)
    plain = flat(body)
    return any(_is_verb(pattern.match(plain)) for pattern in (TO_DO, BARE_TO_DO, STARTS_WITH_VERB))


def step_title(clause: str) -> str:
    """Write what is to be done as a step: « Signer la convention ». Empty when the clause says nothing more."""
    body = _body(clause)
    plain = flat(body)
    to_do = TO_DO.match(plain)
    if to_do and _is_verb(to_do):
        return _capital(_turned(body, plain, to_do))
    bare = BARE_TO_DO.match(plain)
    if bare and _is_verb(bare):
        return _capital(body[bare.start("verb") :])
    if plain.startswith("rdv"):
        return _capital(f"rendez-vous{body[3:]}")
    return _capital(body)


def _body(clause: str) -> str:
    """The clause without what only joins it to the rest."""
    text = " ".join(clause.split())
    for pattern in (LEADING_PUNCTUATION, FILLER):
        found = pattern.match(flat(text))
        text = text[found.end() :] if found else text
    return text[: len(text) - _trailing(text)].strip()


def _trailing(text: str) -> int:
    found = TRAILING.search(flat(text))
    return found.end() - found.start() if found else 0


LEADING_PUNCTUATION = re.compile(r"^[\s,;:.!?\-–)]+")


def _is_verb(match: re.Match[str] | None) -> bool:
    return match is not None and match["verb"] not in NOT_VERBS


def _turned(body: str, plain: str, found: re.Match[str]) -> str:
    """« convention à signer » → « signer la convention », where the gender of the thing is known."""
    thing = body[found.start("thing") : found.end("thing")]
    verb = body[found.start("verb") : found.end("verb")]
    rest = body[found.start("rest") :]
    first = re.match(r"[a-z-]+", plain[found.start("thing") : found.end("thing")])
    article = ARTICLES.get(first.group()) if first else None
    if article is None:
        return body
    if article != "les" and first and first.group()[0] in "aeiouh":
        return f"{verb} l’{_small(thing)}{rest}"
    return f"{verb} {article} {_small(thing)}{rest}"


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    trimmed = text.strip()[:LONGEST].rstrip()
    return trimmed[:1].upper() + trimmed[1:]
