from diagnostics.questionnaire.prefill import Known, KnownFlow, known_replies
from diagnostics.questionnaire.replies import Status
from tests.diagnostics.questionnaire.schemas import COUNT, KILOS, LEND, STAFF, schema

SST = KnownFlow("f1", "besoin", "competence", "Formation SST", 4, "personne")
FORKLIFT = KnownFlow("f2", "ressource", "equipement", "Chariot élévateur, l’après-midi")
COMPUTERS = KnownFlow("f3", "ressource", "dechet", "vieux ordinateurs et écrans", 0.06, "t")


def known(*flows: KnownFlow, workforce: int | None = None):
    return known_replies(schema(), Known({"workforce": workforce}, flows, "2016-06-07"))


def test_the_register_is_offered():
    reply = known(workforce=14)[STAFF]

    assert (reply.status, reply.value, reply.on) == (Status.OFFERED, 14, "2016-06-07")


def test_nothing_known_is_asked():
    assert known() == {}


def test_a_quantity_falls_into_its_range():
    assert known(SST)[COUNT].value == "3-5"


def test_the_flow_that_is_known_is_remembered():
    assert known(SST)[COUNT].flows == {"": "f1"}


def test_a_quantity_out_of_every_range_is_asked():
    assert COUNT not in known(KnownFlow("f1", "besoin", "competence", "Formation SST", 40, "personne"))


def test_a_need_does_not_answer_for_a_resource():
    assert LEND not in known(KnownFlow("f2", "besoin", "equipement", "Chariot élévateur"))


def test_each_choice_remembers_its_flow():
    reply = known(FORKLIFT)[LEND]

    assert (reply.value, reply.flows) == (["forklift"], {"forklift": "f2"})


def test_a_quantity_is_given_in_the_unit_of_the_question():
    assert known(COMPUTERS)[KILOS].value == 60


def test_a_quantity_that_measures_something_else_is_asked():
    assert KILOS not in known(KnownFlow("f3", "ressource", "dechet", "vieux ordinateurs", 3, "palette"))
