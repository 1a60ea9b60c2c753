"""A running survey of employees: nursery and commuting, by four companies, three of them with enough answers."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from companies.models import Company
from dashboard.demo.clock import day, told_on
from diagnostics.models import SurveyCompany, Template
from diagnostics.questionnaire.path import applicable
from diagnostics.questionnaire.replies import Reply, given, to_json
from diagnostics.questionnaire.schema import Kind, Question, Schema, read_schema
from diagnostics.services.templates import stock_template
from diagnostics.surveys.services import SurveyPlan, keep_response, open_survey

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.programmes.models import Programme

OPENED, CLOSES = -9, 12
ANSWERS = {"ehpad": 17, "plasturgie": 21, "salaisons": 11, "hersent": 3}
INTRO = "Une crèche partagée près de la zone ? Des trajets à plusieurs ? Dites-nous ce qui vous servirait."
# Turns of the answers, so that each company reads a little differently.
STRIDES = (1, 5, 3, 7, 2, 4)


def ask_employees(programme: Programme, companies: dict[str, Company], animator: User) -> None:
    template = stock_template(programme, Template.Stock.COMMUTING)
    with told_on(OPENED, 9):
        survey = open_survey(
            programme=programme,
            template=template,
            plan=SurveyPlan(title="Crèche et trajets", closes_on=day(CLOSES), intro=INTRO),
            companies=[companies[key] for key in ANSWERS],
            actor=animator,
        )
    schema = read_schema(template.schema)
    spreads = SurveyCompany.objects.filter(survey=survey).select_related("company")
    for spread in spreads:
        for turn in range(ANSWERS[spread.company.external_id]):
            _answer(spread, schema, turn)


def _answer(spread: SurveyCompany, schema: Schema, turn: int) -> None:
    with told_on(OPENED + 1 + turn % 7, 12):
        keep_response(
            spread_id=spread.pk,
            sheet_uuid=uuid.uuid5(spread.uuid, str(turn)),
            answers={key: to_json(reply) for key, reply in _replies(schema, turn).items()},
        )


def _replies(schema: Schema, turn: int) -> dict[str, Reply]:
    replies: dict[str, Reply] = {}
    for number, question in enumerate(schema.questions()):
        if question in applicable(schema, replies):
            replies[question.uuid] = given(
                _value(question, turn * STRIDES[number % len(STRIDES)] + turn // 2 + number)
            )
    return replies


def _value(question: Question, turn: int) -> Any:
    options = [option.key for option in question.options]
    if question.kind == Kind.CHOICES:
        return [options[turn % len(options)]]
    if question.kind == Kind.YES_NO:
        return turn % 5 != 0
    if question.kind == Kind.NUMBER:
        return 1 + turn % 4
    return options[turn % len(options)] if options else "Un car aux heures de l’équipe du matin."
