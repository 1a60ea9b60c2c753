"""Pairs of flows: what the engine proposes, and what it never does."""

from dataclasses import replace
from datetime import date

import pytest

from synergies.matching import MatchSettings, explain_pair
from tests.synergies.flows import need, resource

SETTINGS = MatchSettings()


def proposed(a, b, settings=SETTINGS):
    return explain_pair(a, b, settings)


@pytest.mark.parametrize(
    ("have", "lack"),
    [
        (resource("sciure de chêne"), need("litière pour volailles")),
        (resource("ripes de menuiserie"), need("garnir le sol des boxes")),
        (resource("drêches de brasserie"), need("coproduits pour vaches")),
        (resource("chutes d'aluminium"), need("aluminium à refondre")),
        (resource("chaleur perdue de groupes froid", "energie"), need("chauffer une serre", "energie")),
        (resource("eau de pluie de toiture", "eau"), need("arroser le stade", "eau")),
        (resource("vieux ordinateurs portables"), need("ordinateurs reconditionnés", "achat")),
    ],
)
def test_what_one_discards_serves_another(have, lack):
    assert proposed(have, lack).kind == "substitution"


@pytest.mark.parametrize(
    ("have", "lack"),
    [
        (resource("nacelle 12 m", "equipement"), need("changer des néons en hauteur", "equipement")),
        (resource("pont bascule", "equipement"), need("peser des camions", "service")),
        (resource("salle de séminaire", "espace"), need("réunir vingt salariés", "espace")),
        (resource("comptable un jour par semaine", "competence"), need("établir les bulletins de paie", "competence")),
        (resource("fourgon libre le dimanche", "transport"), need("camionnette le week-end", "transport")),
    ],
)
def test_what_lies_idle_is_shared(have, lack):
    assert proposed(have, lack).kind == "partage"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (need("formation SST", "competence"), need("gestes qui sauvent", "competence")),
        (need("rédaction du DUERP", "service"), need("document unique à refaire", "service")),
        (need("électricité moins chère", "achat"), need("contrat de gaz groupé", "achat")),
        (need("enlèvement DEEE", "service"), need("collecte de déchets électriques", "service")),
        (resource("cartons d'emballage"), need("collecte groupée des cartons", "service")),
        (resource("cartons bruns", ewc_code="15 01 01"), resource("emballages carton", ewc_code="150101")),
    ],
)
def test_like_needs_and_wastes_are_handled_together(one, other):
    assert proposed(one, other).kind == "mutualisation"


@pytest.mark.parametrize(
    ("have", "lack"),
    [
        (resource("huile de vidange", ewc_code="13 02 05*"), need("huile alimentaire pour cantine", "achat")),
        (resource("huile de friture usagée"), need("aliment pour porcs")),
        (resource("huile de friture usagée"), need("huile alimentaire pour kermesse", "achat")),
        (resource("restes de repas de cantine"), need("nourriture pour poules")),
        (resource("abats de volaille"), need("aliment pour vaches laitières")),
        (resource("fientes de poules"), need("aliment pour bovins")),
        (resource("bois de démolition classe B"), need("copeaux secs pour granulation")),
        (resource("chutes de mélaminé"), need("litière pour chevaux")),
        (resource("plaques amiante-ciment"), need("matériau de remblai")),
        (resource("boues de station d'épuration"), need("fertilisant pour maraîchage bio")),
        (resource("terres polluées aux hydrocarbures"), need("terre végétale")),
        (resource("bidons souillés de pesticides"), need("récupérer l'eau de pluie au jardin")),
        (resource("eaux usées de process", "eau"), need("eau potable", "eau")),
        (resource("cuve à fioul", "equipement"), need("cuve pour vin", "equipement")),
    ],
)
def test_what_would_harm_is_never_proposed(have, lack):
    assert proposed(have, lack) is None


def test_a_hazardous_waste_goes_to_who_names_it():
    assert proposed(resource("solvants usagés"), need("solvants usagés à régénérer")).kind == "substitution"


def test_hazardous_and_harmless_wastes_are_not_mixed():
    assert proposed(resource("chiffons souillés"), resource("chiffons propres")) is None


def test_two_resources_make_no_substitution():
    assert proposed(resource("chaleur de four", "energie"), resource("chaleur de séchoir", "energie")) is None


def test_one_company_is_never_matched_with_itself():
    have = resource("sciure", company="C1")

    assert proposed(have, need("litière", company=" c1 ")) is None


def test_dates_that_never_meet_make_no_pair():
    have = resource("sciure", available_to=date(2026, 3, 31))

    assert proposed(have, need("litière", available_from=date(2026, 4, 1))) is None


def test_dates_that_meet_for_a_day_make_a_pair():
    have = resource("sciure", available_to=date(2026, 4, 1))

    assert proposed(have, need("litière", available_from=date(2026, 4, 1))) is not None


def test_a_nearer_need_scores_higher():
    have, near = resource("sciure"), need("litière")
    far = replace(near, latitude=49.0)

    assert proposed(have, near).score > proposed(have, far).score


def test_heat_does_not_travel():
    have = resource("chaleur de four", "energie")

    assert proposed(have, need("chauffer une serre", "energie", latitude=49.0)) is None


def test_a_reach_may_be_widened():
    have, lack = resource("chaleur de four", "energie"), need("chauffer une serre", "energie", latitude=48.8)

    assert proposed(have, lack, MatchSettings(reach_scale=5.0)) is not None


def test_quantities_that_fit_score_higher():
    have = resource("sciure", quantity=100, unit="t", period="an")
    like = need("litière", quantity=8, unit="t", period="mois")

    assert proposed(have, like).score > proposed(have, replace(like, quantity=0.01)).score


def test_a_one_off_is_not_compared_with_a_yearly_amount():
    have = resource("sciure", quantity=100, unit="t", period="an")

    assert proposed(have, need("litière", quantity=100, unit="t", period="ponctuel")).parts["quantity"] == 0.5


def test_the_sentence_names_labels_amounts_and_distance():
    have = resource("sciure de l'atelier", quantity=1200, unit="m3", period="an")

    said = proposed(have, need("litière pour chevaux", latitude=48.216)).explanation

    assert "«\u00a0sciure de l’atelier\u00a0» (1\u00a0200\u00a0m³ par an)" in said
    assert said.count("«") == said.count("»")
    assert "à 4\u00a0km" in said


def test_the_sentence_names_no_company():
    have = resource("sciure", company="Scierie Martin")

    assert "Martin" not in proposed(have, need("litière", company="Haras Dupont")).explanation


def test_a_flow_without_family_or_place_is_matched():
    have = resource("sciure", "", latitude=None, longitude=None)

    assert proposed(have, need("litière", "")).distance_km is None
