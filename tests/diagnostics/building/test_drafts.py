"""The page of a draft and the gestures on it."""

import pytest

from diagnostics.building.services import head_digest
from diagnostics.models import Template
from diagnostics.questionnaire.editing import digest, find_question, find_section
from tests.diagnostics.building.posts import fields_of
from tests.diagnostics.building.schemas import BY, COUNT, FIRST, IDEA, MISSING, SECOND, WASTE, order

pytestmark = pytest.mark.django_db


def schema_of(draft):
    return Template.objects.get(pk=draft.pk).schema


def test_the_page_shows_questions_conditions_and_lines(as_animator, draft, address):
    page = as_animator.get(address("edit", draft)).content.decode()

    assert "Combien de secouristes à former" in page
    assert "Si «\u00a0Combien de secouristes à former\u00a0?\u00a0»\u00a0: 1 ou 2, 3 à 5" in page
    assert "cherche · compétence · Formation SST · 4\u00a0personnes/an" in page


def test_the_page_of_twenty_questions_asks_no_more_of_the_database(
    as_animator, draft, address, django_assert_max_num_queries
):
    questions = [{"uuid": f"00000000-0000-4000-8000-{n:012}", "kind": "text", "text": f"{n} ?"} for n in range(20)]
    draft.schema["sections"][0]["questions"] += questions
    draft.save()

    with django_assert_max_num_queries(12):
        as_animator.get(address("edit", draft))


@pytest.mark.parametrize(
    ("name", "key", "post", "expected"),
    [
        ("question_move", BY, {"to": "up"}, [["2", "1"], ["3", "4"]]),
        ("question_move", BY, {"to": "down"}, [["1"], ["2", "3", "4"]]),
        ("question_move", BY, {"to": "aside"}, [["1", "2"], ["3", "4"]]),
        ("question_delete", BY, {}, [["1"], ["3", "4"]]),
        ("section_move", SECOND, {"to": "up"}, [["3", "4"], ["1", "2"]]),
        ("section_delete", SECOND, {}, [["1", "2"]]),
    ],
)
def test_a_gesture_changes_the_order(as_animator, draft, address, name, key, post, expected):
    kind = "section" if name.startswith("section") else "question"

    answer = as_animator.post(address(name, draft, **{kind: key}), post)

    assert answer.status_code == 302
    assert order(schema_of(draft)) == expected


def test_a_copy_is_made_below(as_animator, draft, address):
    as_animator.post(address("question_duplicate", draft, question=COUNT))

    assert [len(section["questions"]) for section in schema_of(draft)["sections"]] == [3, 2]


def test_a_section_is_copied_with_its_questions(as_animator, draft, address):
    as_animator.post(address("section_duplicate", draft, section=FIRST))

    assert [len(section["questions"]) for section in schema_of(draft)["sections"]] == [2, 2, 2]


def test_htmx_gets_the_part_and_a_toast_that_undoes(as_animator, draft, address):
    answer = as_animator.post(address("question_delete", draft, question=BY), headers={"HX-Request": "true"})

    assert answer.content.decode().startswith('<div id="draft"')
    assert address("undo", draft) in answer.headers["HX-Trigger"]


def test_what_was_taken_out_is_put_back_once(as_animator, draft, address):
    as_animator.post(address("question_delete", draft, question=BY))
    as_animator.post(address("undo", draft))
    as_animator.post(address("undo", draft))

    assert order(schema_of(draft)) == [["1", "2"], ["3", "4"]]


def test_taking_out_what_somebody_else_changed_is_refused_with_words(as_animator, draft, address):
    answer = as_animator.post(address("question_delete", draft, question=BY), {"seen": "0" * 16}, follow=True)

    assert "relisez-la avant de la retirer" in answer.content.decode()
    assert find_question(schema_of(draft), BY)


def test_a_gesture_on_what_has_gone_is_told(as_animator, draft, address):
    answer = as_animator.post(address("question_move", draft, question=MISSING), {"to": "up"}, follow=True)

    assert "une autre personne l’a retiré" in answer.content.decode()


def test_a_section_is_added_at_the_end(as_animator, draft, address):
    as_animator.post(address("section_create", draft), {"title": "Énergie"})

    assert [section["title"] for section in schema_of(draft)["sections"]] == ["Formations", "Déchets", "Énergie"]


def test_a_section_without_a_title_is_refused(as_animator, draft, address):
    assert as_animator.post(address("section_create", draft), {"title": " "}).status_code == 422


def test_two_titles_of_one_section_are_both_shown(as_animator, draft, address):
    url = address("section_edit", draft, section=FIRST)
    seen = digest(find_section(draft.schema, FIRST))
    as_animator.post(url, {"title": "Se former", "seen": seen})

    answer = as_animator.post(url, {"title": "Apprendre", "seen": seen})

    assert answer.status_code == 409
    assert "Se former" in answer.content.decode()
    assert "Apprendre" in answer.content.decode()
    assert schema_of(draft)["sections"][0]["title"] == "Se former"


def test_a_question_is_added_to_its_section(as_animator, draft, address):
    url = address("question_create", draft) + f"?section={SECOND}"
    post = fields_of(as_animator, url) | {"text": "Du tri ?", "kind": "yes_no"}

    as_animator.post(url, post)

    assert schema_of(draft)["sections"][1]["questions"][-1]["text"] == "Du tri ?"


def test_a_form_sent_twice_adds_one_question(as_animator, draft, address):
    url = address("question_create", draft)
    post = fields_of(as_animator, url) | {"text": "Du tri ?", "kind": "yes_no"}

    as_animator.post(url, post)
    as_animator.post(url, post)

    assert [len(section["questions"]) for section in schema_of(draft)["sections"]] == [2, 3]


def test_one_may_go_on_with_another_question(as_animator, draft, address):
    url = address("question_create", draft)
    post = fields_of(as_animator, url) | {"text": "Du tri ?", "kind": "yes_no", "do": "another"}

    answer = as_animator.post(url, post)

    assert answer.url.startswith(address("question_create", draft))


def test_an_invalid_question_keeps_what_was_typed(as_animator, draft, address):
    url = address("question_create", draft)

    answer = as_animator.post(url, {"text": "Du prêt ?", "kind": "choice", "options_new": "Un seul", "section": FIRST})

    assert answer.status_code == 422
    assert "Du prêt ?" in answer.content.decode()
    assert "au moins deux choix" in answer.content.decode()


def test_choosing_a_kind_redraws_the_form_and_saves_nothing(as_animator, draft, address):
    url = address("question_create", draft)

    answer = as_animator.post(
        url, {"text": "Lesquels ?", "kind": "table", "do": "refresh"}, headers={"HX-Request": "true"}
    )

    assert answer.status_code == 200
    assert 'name="columns_new"' in answer.content.decode()
    assert "field-error" not in answer.content.decode()
    assert schema_of(draft) == draft.schema


def test_the_lines_are_told_while_typing(as_animator, draft, address):
    url = address("question_edit", draft, question=COUNT)
    post = fields_of(as_animator, url) | {"option-2-quantity": "5", "do": "lines"}

    answer = as_animator.post(url, post, headers={"HX-Request": "true"})

    assert "Formation SST · 5\u00a0personnes/an" in answer.content.decode()
    assert "<form" not in answer.content.decode()


def test_the_lines_are_told_without_a_script_too(as_animator, draft, address):
    url = address("question_edit", draft, question=COUNT)

    answer = as_animator.post(url, fields_of(as_animator, url) | {"option-2-quantity": "5", "do": "lines"})

    assert "Formation SST · 5\u00a0personnes/an" in answer.content.decode()
    assert "<h1>" in answer.content.decode()


def test_rows_change_places_before_saving(as_animator, draft, address):
    url = address("question_edit", draft, question=COUNT)
    post = fields_of(as_animator, url)
    moved = as_animator.post(url, post | {"do": "option-down-0"})

    assert moved.content.decode().index('value="1-2"') < moved.content.decode().index('value="none"')
    assert schema_of(draft) == draft.schema


def test_two_people_may_write_two_questions_at_once(as_animator, draft, address):
    mine, theirs = address("question_edit", draft, question=COUNT), address("question_edit", draft, question=IDEA)
    first, second = fields_of(as_animator, mine), fields_of(as_animator, theirs)

    as_animator.post(mine, first | {"text": "Combien ?"})
    answer = as_animator.post(theirs, second | {"text": "Un projet ?"})

    assert answer.status_code == 302
    assert find_question(schema_of(draft), COUNT)["text"] == "Combien ?"
    assert find_question(schema_of(draft), IDEA)["text"] == "Un projet ?"


@pytest.fixture
def conflict(as_animator, draft, address):
    """A question written by two: the fields of the page that shows both texts."""
    url = address("question_edit", draft, question=IDEA)
    opened = fields_of(as_animator, url)
    as_animator.post(url, opened | {"text": "La leur ?"})
    answer = as_animator.post(url, opened | {"text": "La mienne ?"})
    assert answer.status_code == 409
    return url, answer, opened | {"text": "La mienne ?"}


def test_a_question_written_twice_shows_both_texts(conflict):
    _url, answer, _post = conflict

    assert "La leur\u00a0?" in answer.content.decode()
    assert "La mienne\u00a0?" in answer.content.decode()


@pytest.mark.parametrize(
    ("choice", "texts"),
    [("mine", ["La mienne ?"]), ("theirs", ["La leur ?"]), ("both", ["La leur ?", "La mienne ?"])],
)
def test_one_chooses_between_both_texts(as_animator, draft, conflict, choice, texts):
    url, _answer, post = conflict
    seen = digest(find_question(schema_of(draft), IDEA))

    as_animator.post(url, post | {"seen": seen, "keep_question": choice})

    assert [question["text"] for question in schema_of(draft)["sections"][1]["questions"][1:]] == texts


def test_a_question_taken_out_meanwhile_loses_nothing_of_what_was_typed(as_animator, draft, address):
    url = address("question_edit", draft, question=COUNT)
    opened = fields_of(as_animator, url)
    as_animator.post(address("question_delete", draft, question=COUNT))

    answer = as_animator.post(url, opened | {"text": "Combien ?"})
    again = opened | {"text": "Combien ?", "seen": "", "keep_question": "both"}
    as_animator.post(url, again)

    assert answer.status_code == 409
    restored = schema_of(draft)["sections"][0]["questions"][-1]
    assert restored["text"] == "Combien ?"
    assert [option["label"] for option in restored["options"]] == ["Aucun", "1 ou 2", "3 à 5"]


def test_the_title_is_written(as_animator, draft, address):
    as_animator.post(address("name", draft), {"title": "Mieux", "description": ""})

    assert Template.objects.get(pk=draft.pk).title == "Mieux"


def test_writing_the_title_leaves_the_questions_of_others(as_animator, draft, address):
    seen = head_digest(draft)
    as_animator.post(address("question_delete", draft, question=WASTE))

    as_animator.post(address("name", draft), {"title": "Mieux", "seen": seen})

    assert order(schema_of(draft)) == [["1", "2"], ["4"]]
    assert Template.objects.get(pk=draft.pk).title == "Mieux"


def test_two_titles_are_both_shown(as_animator, draft, address):
    seen = head_digest(draft)
    as_animator.post(address("name", draft), {"title": "La leur", "seen": seen})

    answer = as_animator.post(address("name", draft), {"title": "La mienne", "seen": seen})

    assert answer.status_code == 409
    assert "La leur" in answer.content.decode()
    assert "La mienne" in answer.content.decode()
