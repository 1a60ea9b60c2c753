from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from diagnostics.models import Survey, SurveyCompany, SurveyResponse, Template
from tests.diagnostics.factories import CompanyFactory, ProgrammeFactory

NURSERY, HOURS, MODE, KM, IDEA = (str(uuid.UUID(int=number)) for number in range(1, 6))
SCHEMA = {
    "sections": [
        {
            "uuid": str(uuid.UUID(int=90)),
            "title": "Garde d’enfants",
            "questions": [
                {"uuid": NURSERY, "kind": "yes_no", "text": "Une place de crèche vous intéresse ?"},
                {
                    "uuid": HOURS,
                    "kind": "choices",
                    "text": "À quels horaires ?",
                    "condition": {"question": NURSERY, "among": [True]},
                    "options": [{"key": "day", "label": "En journée"}, {"key": "early", "label": "Avant 7 h"}],
                },
            ],
        },
        {
            "uuid": str(uuid.UUID(int=91)),
            "title": "Trajets",
            "questions": [
                {
                    "uuid": MODE,
                    "kind": "choice",
                    "text": "Comment venez-vous ?",
                    "options": [{"key": "car", "label": "En voiture"}, {"key": "bike", "label": "À vélo"}],
                },
                {"uuid": KM, "kind": "number", "text": "Combien de kilomètres ?", "unit": "km", "most": 500},
                {"uuid": IDEA, "kind": "text", "text": "Une idée ?"},
            ],
        },
    ]
}


class SurveyTemplateFactory(factory.django.DjangoModelFactory):
    """Five questions on nursery and commuting."""

    class Meta:
        model = Template

    programme = factory.SubFactory(ProgrammeFactory)
    kind = Template.Kind.SURVEY
    title = "Garde d’enfants et trajets"
    schema = SCHEMA
    published_at = factory.LazyFunction(timezone.now)


class SurveyFactory(factory.django.DjangoModelFactory):
    """A survey open for two weeks more."""

    class Meta:
        model = Survey

    programme = factory.SubFactory(ProgrammeFactory)
    title = "Crèche et trajets"
    template = factory.SubFactory(SurveyTemplateFactory, programme=factory.SelfAttribute("..programme"))
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=14))


class SpreadFactory(factory.django.DjangoModelFactory):
    """A company that spreads a survey."""

    class Meta:
        model = SurveyCompany

    survey = factory.SubFactory(SurveyFactory)
    programme = factory.SelfAttribute("survey.programme")
    company = factory.SubFactory(CompanyFactory, programme=factory.SelfAttribute("..programme"))


def respond(spread: SurveyCompany, values: Iterable[Mapping[str, Any]]) -> None:
    """One answer for each mapping of question → value."""
    for sheet in values:
        SurveyResponse.objects.create(
            programme=spread.programme,
            survey_company=spread,
            answers={question: {"status": "given", "value": value} for question, value in sheet.items()},
        )
