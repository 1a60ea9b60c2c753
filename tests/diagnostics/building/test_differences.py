from diagnostics.questionnaire import editing
from diagnostics.questionnaire.differences import differences
from tests.diagnostics.building.schemas import (
    BY,
    COUNT,
    FIRST,
    MISSING,
    SECOND,
    count_question,
    idea_question,
    small_schema,
)


def sentences(new):
    return [change.sentence for change in differences(small_schema(), new)]


def details(question):
    changed = editing.replace_question(small_schema(), question)
    return list(differences(small_schema(), changed)[0].details)


def test_two_equal_versions_have_no_difference():
    assert differences(small_schema(), small_schema()) == []


def test_a_new_question_is_told_with_its_section():
    new = editing.add_question(small_schema(), SECOND, {**idea_question(), "uuid": MISSING, "text": "Un projet ?"})

    assert sentences(new) == ["Nouvelle question dans «\u00a0Déchets\u00a0»\u00a0: «\u00a0Un projet ?\u00a0»"]


def test_a_question_taken_out_is_told():
    new, _removed = editing.remove_question(small_schema(), BY)

    assert sentences(new) == ["Retirée\u00a0: «\u00a0Avant quelle date ?\u00a0»"]


def test_the_earlier_text_of_a_question_is_told():
    assert details({**count_question(), "text": "Combien ?"}) == [
        "Le texte était «\u00a0Combien de secouristes à former ?\u00a0»"
    ]


def test_choices_renamed_added_and_taken_out_are_told_apart():
    options = [{"key": "none", "label": "Personne", "gives_flow": False}, *count_question()["options"][2:]]

    assert details({**count_question(), "options": [*options, {"key": "6", "label": "6 ou plus"}]}) == [
        "Choix renommé\u00a0: «\u00a0Aucun\u00a0» devient «\u00a0Personne\u00a0»",
        "Choix en plus\u00a0: «\u00a06 ou plus\u00a0»",
        "Choix en moins\u00a0: «\u00a01 ou 2\u00a0»",
    ]


def test_what_a_choice_gives_is_told():
    options = [dict(option) for option in count_question()["options"]]
    options[1]["quantity"] = 1.5

    assert details({**count_question(), "options": options}) == [
        "Choix «\u00a01 ou 2\u00a0»\u00a0: ce qu’il donne change"
    ]


def test_an_answer_that_becomes_due_is_told():
    assert details({**count_question(), "required": True}) == ["Il faut y répondre"]


def test_a_question_that_changes_section_is_told_by_name():
    new = editing.replace_question(small_schema(), count_question(), SECOND)

    assert "Déplacée dans «\u00a0Déchets\u00a0»\u00a0: «\u00a0Combien de secouristes à former ?\u00a0»" in sentences(
        new
    )


def test_another_order_is_one_sentence():
    assert sentences(editing.move_question(small_schema(), COUNT, 1)) == ["L’ordre des questions change"]


def test_a_section_renamed_is_told():
    new = editing.replace_section(small_schema(), {"uuid": FIRST, "title": "Se former"})

    assert sentences(new) == ["La partie «\u00a0Formations\u00a0» s’appelle «\u00a0Se former\u00a0»"]
