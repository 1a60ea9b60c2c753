"""What comes with a file: where it belongs, its uuid made by the page or the tablet, what it shows."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from diagnostics.attachments.places import Place, place_of_flow
from diagnostics.models import Attachment, Diagnostic, Flow, Questionnaire, Template
from diagnostics.questionnaire.questions import Kind, Question
from diagnostics.questionnaire.schema import read_schema
from symbiose.programmes.models import Membership

LARGEST_KEY = 2**63 - 1


class PlaceForm(forms.Form):
    """Which visit, line or question; what the member may not open is not there."""

    diagnostic = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY)
    flow = forms.UUIDField(required=False)
    questionnaire = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY)
    question = forms.UUIDField(required=False)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.membership = membership

    def place(self) -> Place | None:
        """The place, None where it is not there for this member."""
        if not self.is_valid():
            return None
        cleaned = self.cleaned_data
        if cleaned["flow"]:
            return self._of_flow(cleaned["flow"])
        if cleaned["questionnaire"]:
            return self._of_questionnaire(cleaned["questionnaire"], cleaned["question"])
        return self._of_visit(cleaned["diagnostic"], cleaned["question"]) if cleaned["diagnostic"] else None

    def _of_flow(self, key: uuid.UUID) -> Place | None:
        companies = Company.objects.visible_to(self.membership)
        flows = Flow.objects.visible_to(self.membership).filter(company__in=companies)
        flow = flows.select_related("company").filter(uuid=key).first()
        return place_of_flow(flow) if flow else None

    def _of_visit(self, pk: int, question: uuid.UUID | None) -> Place | None:
        visits = Diagnostic.objects.visible_to(self.membership).select_related("company", "template", "programme")
        visit = visits.filter(pk=pk).first()
        if visit is None:
            return None
        if question and not _asks_for_file(visit, question):
            return None
        return Place(visit.company, visit, question_uuid=question)

    def _of_questionnaire(self, pk: int, question: uuid.UUID | None) -> Place | None:
        questionnaires: QuerySet[Questionnaire] = Questionnaire.objects.visible_to(self.membership).changeable()
        found = questionnaires.select_related("company", "template").filter(pk=pk).first()
        return place_in_questionnaire(found, question) if found and question else None


def _asks_for_file(visit: Diagnostic, question: uuid.UUID) -> bool:
    """Whether the visit's questions (those of the full diagnostic where it has none of its own) ask for this file."""
    full = Template.objects.current().filter(programme=visit.programme_id, stock=Template.Stock.FULL)
    template = visit.template or full.first()
    return template is not None and file_question(template.schema, question) is not None


def place_in_questionnaire(questionnaire: Questionnaire, question: uuid.UUID) -> Place | None:
    if file_question(questionnaire.template.schema, question) is None:
        return None
    return Place(questionnaire.company, questionnaire=questionnaire, question_uuid=question)


def file_question(schema: dict[str, Any], question: uuid.UUID) -> Question | None:
    """The question of that uuid where it asks for a file."""
    found = read_schema(schema).question(str(question))
    return found if found and found.kind == Kind.FILE else None


class FileForm(forms.Form):
    """The file itself is judged by symbiose.uploads; here is what comes beside it."""

    uuid = forms.UUIDField(required=False)
    caption = forms.CharField(label=_("Légende"), max_length=200, required=False)


class CaptionForm(forms.ModelForm[Attachment]):
    class Meta:
        model = Attachment
        fields = ["caption"]
        labels = {"caption": _("Légende")}


def first_fault(form: forms.Form) -> str:
    """The first message of a form, for an answer that shows one."""
    errors = [error for faults in form.errors.as_data().values() for error in faults]
    return str(ValidationError(errors).messages[0]) if errors else ""
