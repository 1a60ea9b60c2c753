"""The door of the package: what a questionnaire asks, read from the JSON of a template and checked."""

from __future__ import annotations

from diagnostics.questionnaire.faults import find_faults, read_schema, schema_faults
from diagnostics.questionnaire.json_reading import Fault
from diagnostics.questionnaire.questions import (
    Column,
    Condition,
    FlowSpec,
    Kind,
    Option,
    Prefill,
    Question,
    Schema,
    Section,
)

__all__ = [
    "Column",
    "Condition",
    "Fault",
    "FlowSpec",
    "Kind",
    "Option",
    "Prefill",
    "Question",
    "Schema",
    "Section",
    "find_faults",
    "read_schema",
    "schema_faults",
]
