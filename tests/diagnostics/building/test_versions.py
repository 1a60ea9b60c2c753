"""The list, the versions, what is published and what is abandoned."""

import pytest

from diagnostics.models import Template
from symbiose.journal.models import Fact
from tests.diagnostics.building.schemas import BY, COUNT, small_schema
from tests.diagnostics.factories import QuestionnaireFactory, TemplateFactory

pytestmark = pytest.mark.django_db


def test_the_list_shows_one_row_per_series_with_its_draft(as_animator, programme, published, address):
    TemplateFactory(programme=programme, title="En usage", number=2, series=published.series, published_at=None)

    page = as_animator.get(address("list")).content.decode()

    assert page.count(">En usage</a>") == 1
    assert "brouillon de la version 2" in page


def test_the_list_says_how_often_a_template_was_used(as_animator, programme, published, address):
    QuestionnaireFactory.create_batch(2, template=published, company__programme=programme)

    assert "2\u00a0fois" in as_animator.get(address("list")).content.decode().replace("2 fois", "2\u00a0fois")


def test_the_list_asks_no_more_of_the_database_for_more_templates(
    as_animator, programme, address, django_assert_max_num_queries
):
    for number in range(12):
        TemplateFactory(programme=programme, title=f"Modèle {number}")

    with django_assert_max_num_queries(15):
        as_animator.get(address("list"))


def test_an_empty_list_says_what_will_be_there(as_animator, address):
    assert "Aucun modèle pour l’instant" in as_animator.get(address("list")).content.decode()


def test_a_new_template_begins_empty(as_animator, programme, address):
    as_animator.post(address("create"), {"title": "Sondage", "kind": "survey"})

    made = Template.objects.get(programme=programme, title="Sondage")
    assert (made.kind, made.published_at, made.schema) == ("survey", None, {"sections": []})


def test_a_new_template_begins_as_a_copy(as_animator, programme, published, address):
    as_animator.post(address("create"), {"title": "Ma copie", "start": published.pk})

    made = Template.objects.get(programme=programme, title="Ma copie")
    assert made.schema == small_schema()
    assert made.series != published.series


def test_a_form_sent_twice_makes_one_template(as_animator, programme, address):
    post = {"title": "Une", "kind": "survey", "submission_key": "6d1c8f62-1d52-4c2f-9b43-6a5b6a6a0a11"}
    as_animator.post(address("create"), post)
    as_animator.post(address("create"), post)

    assert Template.objects.filter(programme=programme, title="Une").count() == 1


def test_a_template_of_another_programme_is_no_start(as_animator, address):
    answer = as_animator.post(address("create"), {"title": "Volée", "start": TemplateFactory().pk})

    assert answer.status_code == 422


def test_a_series_put_away_leaves_the_list_and_comes_back(as_animator, published, address):
    as_animator.post(address("archive", published))
    away = as_animator.get(address("list")).content.decode()
    as_animator.post(address("restore", published))
    back = as_animator.get(address("list")).content.decode()

    assert ">En usage</a>" not in away
    assert ">En usage</a>" in back


def test_modify_opens_the_next_version_once(as_animator, programme, published, address):
    as_animator.post(address("revise", published))
    as_animator.post(address("revise", published))

    drafts = Template.objects.filter(series=published.series, programme=programme, published_at__isnull=True)
    assert [draft.number for draft in drafts] == [2]


@pytest.fixture
def next_version(as_animator, published, address):
    as_animator.post(address("revise", published))
    return Template.objects.get(series=published.series, number=2)


def test_publishing_shows_what_changes(as_animator, next_version, address):
    as_animator.post(address("question_delete", next_version, question=BY))

    page = as_animator.get(address("publish", next_version)).content.decode()

    assert "Publier la version 2" in page
    assert "Retirée\u00a0: «\u00a0Avant quelle date\u00a0?\u00a0»" in page


def test_a_version_is_published_and_the_earlier_one_stays_as_it_was(as_animator, published, next_version, address):
    as_animator.post(address("question_delete", next_version, question=BY))
    as_animator.post(address("publish", next_version))

    current = Template.objects.current().get(series=published.series)
    assert current.number == 2
    assert Template.objects.get(pk=published.pk).schema == small_schema()
    assert Fact.objects.filter(kind="template_published", subject_uuid=current.uuid).exists()


def test_what_was_answered_keeps_its_version(as_animator, programme, published, next_version, address):
    questionnaire = QuestionnaireFactory(template=published, company__programme=programme)
    as_animator.post(address("question_delete", next_version, question=BY))
    as_animator.post(address("publish", next_version))

    questionnaire.refresh_from_db()
    assert questionnaire.template == published
    page = as_animator.get(address("detail", published)).content.decode()
    assert "Avant quelle date" in page
    assert "Une version plus récente est en usage" in page


def test_a_faulty_draft_is_not_published(as_animator, next_version, address):
    as_animator.post(address("question_delete", next_version, question=COUNT))

    answer = as_animator.post(address("publish", next_version))

    assert answer.status_code == 422
    assert "Sa condition ne porte pas sur une question précédente" in answer.content.decode()
    assert Template.objects.get(pk=next_version.pk).published_at is None


def test_a_fault_stands_beside_its_question(as_animator, next_version, address):
    as_animator.post(address("question_delete", next_version, question=COUNT))

    page = as_animator.get(address("edit", next_version)).content.decode()
    beside = page[page.index(f'id="question-{BY}"') :]

    assert "Sa condition ne porte pas" in beside[: beside.index("</li>")]


def test_an_abandoned_draft_leaves_the_version_in_use(as_animator, published, next_version, address):
    as_animator.post(address("discard", next_version))

    assert list(Template.objects.filter(series=published.series)) == [published]


def test_a_long_questionnaire_is_warned_of(as_animator, draft, address):
    questions = [{"uuid": f"00000000-0000-4000-8000-{n:012}", "kind": "text", "text": f"{n} ?"} for n in range(26)]
    draft.schema = {"sections": [{**draft.schema["sections"][0], "questions": questions}]}
    draft.save()

    assert "Plus de 25 questions" in as_animator.get(address("edit", draft)).content.decode()


def test_a_version_is_read_with_few_queries(as_animator, published, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        as_animator.get(address("detail", published))
