"""What may be typed on a question: its text, its kind and its choices first, the rest under « Préciser »."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diagnostics.building.question_fields import QuestionFields
from diagnostics.building.question_parts import (
    ColumnForm,
    OptionForm,
    RowForm,
    column_initial,
    decimal_or_none,
    lines_of,
    new_parts,
    option_initial,
    row_count,
)
from diagnostics.building.words import COMPANY_FACTS, KIND_NAMES, KINDS_OF, answer_label
from diagnostics.enums import Level
from diagnostics.models import Template
from diagnostics.questionnaire.editing import Raw, section_of, sections_of
from diagnostics.questionnaire.json_reading import MOST_COLUMNS, MOST_OPTIONS
from diagnostics.questionnaire.questions import CONDITION_KINDS, Kind, Question
from diagnostics.questionnaire.schema import read_schema
from symbiose.lexicon.waste_codes import normalise_ewc

NOTHING = ("", gettext_lazy("aucune"))
WITH_OPTIONS = frozenset({Kind.CHOICE, Kind.CHOICES})
WITH_LINE = frozenset(Kind) - {Kind.FILE, Kind.FLOWS}
LINE = ("flow_family", "flow_label", "flow_unit", "flow_period", "flow_level", "flow_ewc_code", "flow_outlet")
COMPLETED = ("flow_until", "flow_contract", "flow_quantity")
DETAILS = (
    "help",
    "why",
    "required",
    "least",
    "most",
    "condition_question",
    "prefill_company",
    "prefill_words",
    "prefill_sentence",
)
PREFILL = ("prefill_company", "prefill_words", "prefill_sentence")
ONLY_FOR: Mapping[str, frozenset[Kind]] = {
    "unit": frozenset({Kind.NUMBER}),
    "least": frozenset({Kind.NUMBER}),
    "most": frozenset({Kind.NUMBER}),
    "options_new": WITH_OPTIONS,
    "columns_new": frozenset({Kind.TABLE}),
    "rows": frozenset({Kind.TABLE}),
    "accept": frozenset({Kind.FILE}),
    "most_files": frozenset({Kind.FILE}),
    "directions": frozenset({Kind.FLOWS}),
    "families": frozenset({Kind.FLOWS}),
    **dict.fromkeys(("flow_direction", *LINE, *COMPLETED), WITH_LINE),
    **dict.fromkeys(PREFILL, WITH_LINE - {Kind.TABLE}),
}


class QuestionForm(QuestionFields):
    """One question of a draft. `stored` is the question as the draft has it, None for a new one."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        template: Template,
        stored: Raw | None = None,
        section: str = "",
        kind: str = "",
    ) -> None:
        self.stored: Raw = stored or {}
        wanted = (data.get("kind", "") if data is not None else "") or kind or self.stored.get("kind", "")
        offered = KINDS_OF[Template.Kind(template.kind)]
        self.kind_now = next((known for known in offered if known == wanted), Kind.CHOICE)
        super().__init__(data, initial=self._initial(template.schema, section), auto_id="id_%s")
        self.raw = template.schema
        self._offer_kinds(offered)
        self._offer_sections()
        self._offer_questions()
        self._keep_only(template)
        self.option_rows = self._rows(OptionForm, "option", "options") if self.kind_now in WITH_OPTIONS else []
        self.column_rows = self._rows(ColumnForm, "column", "columns") if self.kind_now == Kind.TABLE else []

    # What is offered

    def _initial(self, raw: Raw, section: str) -> dict[str, Any]:
        stored, flow = self.stored, self.stored.get("flow") or {}
        condition, prefill = stored.get("condition") or {}, stored.get("prefill") or {}
        plain = {name: value for name, value in stored.items() if name in self.base_fields}
        return {
            **plain,
            "kind": self.kind_now,
            "least": decimal_or_none(stored.get("least")),
            "most": decimal_or_none(stored.get("most")),
            "section": section_of(raw, stored["uuid"]) if stored else section,
            "condition_question": condition.get("question", ""),
            "condition_values": [_typed(value) for value in condition.get("among", ())],
            "flow_direction": "none",
            **{f"flow_{name}": value for name, value in flow.items()},
            "flow_level": flow.get("level") or Level.CHAMBERS,
            "prefill_company": prefill.get("company", ""),
            "prefill_words": ", ".join(word.strip() for word in prefill.get("words", ())),
            "prefill_sentence": prefill.get("sentence", ""),
        }

    def _offer_kinds(self, offered: tuple[Kind, ...]) -> None:
        self._choices("kind", [(kind.value, KIND_NAMES[kind]) for kind in offered])

    def _offer_sections(self) -> None:
        sections = sections_of(self.raw)
        self._choices("section", [(s["uuid"], s.get("title") or _("Partie sans titre")) for s in sections])
        if len(sections) < 2:
            self.fields["section"].widget = forms.HiddenInput()

    def _offer_questions(self) -> None:
        """The questions that a condition may look at, and those that may complete the line."""
        everything = list(read_schema(self.raw).questions())
        uuids = [question.uuid for question in everything]
        own = self.stored.get("uuid", "")
        end = uuids.index(own) if own in uuids else len(everything)
        self.earlier = {q.uuid: q for q in everything[:end] if q.kind in CONDITION_KINDS}
        chosen = self._chosen_condition()
        self._choices("condition_question", [("", gettext_lazy("toujours posée")), *_texts(self.earlier.values())])
        self._choices("condition_values", answers_of(chosen) if chosen else [])
        for name, kind in (("flow_until", Kind.DATE), ("flow_contract", Kind.DATE), ("flow_quantity", Kind.NUMBER)):
            self._choices(name, [NOTHING, *_texts(q for q in everything if q.kind == kind and q.uuid != own)])
        self._choices("prefill_company", [("", gettext_lazy("non")), *COMPANY_FACTS.items()])

    def _chosen_condition(self) -> Question | None:
        typed = self.data.get("condition_question") if self.is_bound else self.initial["condition_question"]
        return self.earlier.get(str(typed))

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _keep_only(self, template: Template) -> None:
        """Leave what this kind of question needs; a survey, which names nobody, gives no line and knows nothing."""
        unwanted = {name for name, kinds in ONLY_FOR.items() if self.kind_now not in kinds}
        if template.kind == Template.Kind.SURVEY:
            unwanted |= {"flow_direction", *LINE, *COMPLETED, *PREFILL}
        if not self.earlier:
            unwanted |= {"condition_question", "condition_values"}
        elif not self.fields["condition_values"].choices:  # type: ignore[attr-defined]  # a ChoiceField
            unwanted.add("condition_values")
        if self.kind_now == Kind.TABLE:
            unwanted |= {*COMPLETED, "flow_unit"} - ({"flow_unit"} if self.stored else set())
        for name in unwanted & set(self.fields):
            del self.fields[name]

    def _rows(self, row: type[RowForm], prefix: str, name: str) -> list[Any]:
        stored: list[Raw] = self.stored.get(name) or []
        data = self.data if self.is_bound else None
        columns = (self.stored.get("flow") or {}).get("columns") or {}
        initials = [option_initial(part) if row is OptionForm else column_initial(part, columns) for part in stored]
        count = row_count(data, prefix, len(stored))  # type: ignore[arg-type]  # a QueryDict when bound
        blank: list[dict[str, Any]] = [{}] * max(0, count - len(initials))
        return [
            row(data, prefix=f"{prefix}-{number}", initial=initial)
            for number, initial in enumerate([*initials, *blank][:count])
        ]

    @property
    def open_details(self) -> bool:
        """« Préciser » is folded at first; it opens where something is wrong, or is being said."""
        return bool(set(DETAILS) & set(self.errors)) or (self.is_bound and self._says(DETAILS))

    @property
    def open_line(self) -> bool:
        wrong = {"flow_direction", *LINE, *COMPLETED} & set(self.errors)
        rows = any(row.errors for row in self.option_rows)
        return rows or bool(wrong) or (self.is_bound and self._says(("flow_direction",)))

    def _says(self, names: Iterable[str]) -> bool:
        values = [self[name].value() for name in names if name in self.fields]
        return any(value not in ("", None, False, [], "none") for value in values)

    # What was typed

    def clean_flow_direction(self) -> str:
        direction: str = self.cleaned_data["flow_direction"]
        return "" if direction == "none" else direction

    def clean_flow_ewc_code(self) -> str:
        typed = self.cleaned_data["flow_ewc_code"].strip()
        try:
            return normalise_ewc(typed) if typed else ""
        except ValueError:
            raise ValidationError(_("Un code déchet a six chiffres, par exemple 15 01 01.")) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        awaits = cleaned.get("condition_question") and "condition_values" in self.fields
        if awaits and not cleaned.get("condition_values"):
            self.add_error("condition_values", _("Cochez au moins une réponse, ou posez-la toujours."))
        if cleaned.get("flow_direction") and not cleaned.get("flow_family"):
            self.add_error("flow_family", _("Choisissez une famille : les pistes se cherchent par elle."))
        self._check_parts()
        return cleaned

    def _check_parts(self) -> None:
        rows = [row for row in [*self.option_rows, *self.column_rows] if not row.is_valid()]
        name, least, most = "options_new", 2, MOST_OPTIONS
        if self.kind_now == Kind.TABLE:
            name, least, most = "columns_new", 1, MOST_COLUMNS
        elif self.kind_now not in WITH_OPTIONS:
            return
        count = len(self.parts())
        if rows:
            self.add_error(name, _("Une ligne ci-dessus est à corriger."))
        elif count < least and name == "options_new":
            self.add_error(name, _("Écrivez au moins deux choix, un par ligne."))
        elif count < least:
            self.add_error(name, _("Écrivez au moins une colonne, une par ligne."))
        elif count > most:
            self.add_error(name, _("%(most)s au plus : retirez-en.") % {"most": most})

    def parts(self) -> list[Raw]:
        """Choices or columns: the rows whose text was not emptied, then one for each new line."""
        name, rows, typed, joint = "options", self.option_rows, "options_new", "-"
        if self.kind_now == Kind.TABLE:
            name, rows, typed, joint = "columns", self.column_rows, "columns_new", "_"
        stored = {part["key"]: part for part in self.stored.get(name) or []}
        filled = [row for row in rows if row.cleaned_data.get("label")]
        kept = [row.part(stored[row.cleaned_data["key"]]) for row in filled if row.cleaned_data.get("key") in stored]
        strays = [row.cleaned_data["label"] for row in filled if row.cleaned_data.get("key") not in stored]
        made = new_parts([*strays, *lines_of(self.cleaned_data.get(typed) or "")], kept, joint=joint)
        return [{"kind": "text", **part} for part in made] if self.kind_now == Kind.TABLE else made

    def quiet(self) -> None:
        """Show what was typed without its faults: nobody has asked to save yet."""
        self.full_clean()
        self._errors = ErrorDict()
        for row in [*self.option_rows, *self.column_rows]:
            row.full_clean()
            row._errors = ErrorDict()


def answers_of(question: Question) -> list[tuple[str, str]]:
    """What may be answered to a question that a condition looks at, as a form posts it."""
    if question.kind == Kind.YES_NO:
        return [("yes", answer_label(question, True)), ("no", answer_label(question, False))]
    return [(option.key, option.label) for option in question.options]


def _typed(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _texts(questions: Any) -> list[tuple[str, str]]:
    return [(question.uuid, question.text[:90]) for question in questions]
