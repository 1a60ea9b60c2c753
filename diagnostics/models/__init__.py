"""What companies have and lack: templates, visits, questionnaires, surveys, and the flows that all of them give."""

from diagnostics.models.flows import Flow, FlowVersion
from diagnostics.models.offline import SyncedOperation
from diagnostics.models.questionnaires import Answer, Campaign, Questionnaire
from diagnostics.models.surveys import Survey, SurveyCompany, SurveyResponse
from diagnostics.models.templates import Template
from diagnostics.models.visits import (
    Attachment,
    DataAgreement,
    Diagnostic,
    FieldConflict,
    PrintedDocument,
    VisitSlot,
)

__all__ = [
    "Answer",
    "Attachment",
    "Campaign",
    "DataAgreement",
    "Diagnostic",
    "FieldConflict",
    "Flow",
    "FlowVersion",
    "PrintedDocument",
    "Questionnaire",
    "Survey",
    "SurveyCompany",
    "SurveyResponse",
    "SyncedOperation",
    "Template",
    "VisitSlot",
]
