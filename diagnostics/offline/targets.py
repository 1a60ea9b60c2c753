"""What an operation may change: the visit itself, one of its lines, one of its answers. One interface to merge."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any, Protocol

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from diagnostics.attachments.services import give_to_line
from diagnostics.enums import Origin
from diagnostics.flow_forms import FlowForm
from diagnostics.lines import may_read_line_note, may_read_private_note
from diagnostics.models import Attachment, Diagnostic, FieldConflict, Flow
from diagnostics.offline.texts import alike, posted
from diagnostics.services.flows import edit_flow, end_flow, record_flow
from diagnostics.services.visits import save_notes
from symbiose.journal.services import Actor
from symbiose.programmes.models import Membership

Errors = dict[str, str]
PRIVATE = "private_note"


class Refused(Exception):
    """The values cannot be kept as they are; `errors` says why, by field, in French."""

    def __init__(self, errors: Errors) -> None:
        super().__init__(str(errors))
        self.errors = errors


class Gone(Exception):
    """What was to be changed is not there, or not for this person: never told apart."""


class Target(Protocol):
    """One thing whose fields are merged."""

    @property
    def kind(self) -> str:
        """As FieldConflict names it."""

    @property
    def key(self) -> uuid.UUID:
        """The public uuid of the visit, the line or the question."""

    def current(self, names: Iterable[str]) -> dict[str, Any]:
        """The fields as they stand, as a form would post them."""

    def alike(self, name: str, value: Any) -> Any:
        """The comparable form of a value of one field."""

    def check(self, values: Mapping[str, Any]) -> None:
        """Raises Refused when these values cannot be kept."""

    def write(self, values: Mapping[str, Any]) -> None:
        """Keep these values, checked before."""

    def last_editor(self, name: str) -> tuple[int | None, Any]:
        """Who wrote the field last, and when."""


class VisitFieldsForm(forms.ModelForm[Diagnostic]):
    """The fields of a visit that a tablet may send."""

    class Meta:
        model = Diagnostic
        fields = ["notes", "private_note", "visit_on", "visit_at"]


class RowTarget:
    """What visits and lines have in common: a row, a form that cleans it, a history."""

    kind: FieldConflict.Target
    row: Any

    @property
    def key(self) -> uuid.UUID:
        return uuid.UUID(str(self.row.uuid))

    def allowed(self) -> set[str]:
        raise NotImplementedError

    def form(self, data: QueryDict) -> forms.ModelForm[Any]:
        raise NotImplementedError

    def current(self, names: Iterable[str]) -> dict[str, Any]:
        return {name: posted(getattr(self.row, name)) for name in names}

    def alike(self, name: str, value: Any) -> Any:
        return alike(name, value)

    def check(self, values: Mapping[str, Any]) -> None:
        self.cleaned(values)

    def cleaned(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """These values as the form cleans them beside those that stand. Raises Refused."""
        unknown = set(values) - self.allowed()
        if unknown:
            raise Refused({name: _("Ce champ ne peut pas être changé ici.") for name in sorted(unknown)})
        form = self.form(form_data({**self.current(sorted(self.allowed())), **values}))
        if not form.is_valid():
            raise Refused(errors_of(form))
        return {name: form.cleaned_data[name] for name in values}

    def last_editor(self, name: str) -> tuple[int | None, Any]:
        columns = {field.name for field in self.row.history.model._meta.concrete_fields}
        shown = name if name in columns else "version"
        rows = self.row.history.order_by("history_date", "history_id").values_list(
            shown, "history_user_id", "history_date"
        )
        return last_change(list(rows.reverse()[:100]))


class VisitTarget(RowTarget):
    """The visit itself: its notes, its day."""

    kind = FieldConflict.Target.VISIT

    def __init__(self, diagnostic: Diagnostic, membership: Membership) -> None:
        self.row = diagnostic
        self.membership = membership

    def allowed(self) -> set[str]:
        hidden = set() if may_read_private_note(self.row, self.membership) else {PRIVATE}
        return set(VisitFieldsForm.Meta.fields) - hidden

    def form(self, data: QueryDict) -> forms.ModelForm[Any]:
        return VisitFieldsForm(data, instance=copy(self.row))

    def write(self, values: Mapping[str, Any]) -> None:
        cleaned = self.cleaned(values)
        self.row = save_notes(diagnostic_id=self.row.pk, texts=cleaned, expected_version=self.row.version)


class FlowTarget(RowTarget):
    """One line of the company."""

    kind = FieldConflict.Target.FLOW

    def __init__(self, flow: Flow, membership: Membership) -> None:
        self.row = flow
        self.membership = membership
        self.reads_note = may_read_line_note(flow, membership)

    def allowed(self) -> set[str]:
        return set(FlowForm.Meta.fields) | ({PRIVATE} if self.reads_note else set())

    def form(self, data: QueryDict) -> forms.ModelForm[Any]:
        return FlowForm(data, instance=copy(self.row), membership=self.membership, with_private_note=self.reads_note)

    def write(self, values: Mapping[str, Any]) -> None:
        cleaned = self.cleaned(values)
        self.row = edit_flow(flow_id=self.row.pk, values=cleaned, expected_version=self.row.version)

    def end(self, actor: Actor) -> None:
        self.row = end_flow(flow_id=self.row.pk, actor=actor)


def find_flow(diagnostic: Diagnostic, key: uuid.UUID, membership: Membership) -> Flow | None:
    """The line of the visited company that this member may change."""
    flows = Flow.objects.visible_to(membership).filter(company=diagnostic.company_id, uuid=key)
    return flows.select_for_update(of=("self",)).select_related("company").first()


def create_flow(
    diagnostic: Diagnostic, key: uuid.UUID, values: Mapping[str, Any], membership: Membership
) -> FlowTarget:
    """A new line, cleaned as the form of the visit cleans it. Raises Refused, and Gone for a key used elsewhere."""
    if Flow.objects.filter(uuid=key).exists():
        raise Gone
    private = may_read_private_note(diagnostic, membership)
    data = form_data({**values, "line_uuid": str(key)})
    form = FlowForm(data, membership=membership, with_private_note=private)
    unknown = set(values) - set(form.fields)
    if unknown:
        raise Refused({name: _("Ce champ n’existe pas.") for name in sorted(unknown)})
    if not form.is_valid():
        raise Refused(errors_of(form))
    flow = record_flow(
        company=diagnostic.company,
        values=form.values,
        origin_kind=Origin.DIAGNOSTIC,
        origin_uuid=diagnostic.uuid,
        actor=Actor(user=membership.user),
        flow_uuid=key,
    )
    photo = form.cleaned_data["photo"]
    taken = Attachment.objects.visible_to(membership).kept().filter(uuid=photo).first() if photo else None
    if taken:
        give_to_line(attachment_id=taken.pk, flow=flow, actor=Actor(user=membership.user))
    return FlowTarget(flow, membership)


def form_data(values: Mapping[str, Any]) -> QueryDict:
    """Values as a browser would have posted them; what is no text is written as one."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        texts = value if isinstance(value, list) else [value]
        data.setlist(name, ["" if text is None else str(text) for text in texts])
    return data


def errors_of(form: forms.BaseForm) -> Errors:
    """The first message of each field."""
    return {("" if name == "__all__" else name): str(errors[0]) for name, errors in form.errors.items()}


def last_change(rows: list[tuple[Any, int | None, Any]]) -> tuple[int | None, Any]:
    """The author of the last change of a column, from its values newest first."""
    if not rows:
        return None, None
    author = rows[0]
    for row in rows[1:]:
        if row[0] != author[0]:
            break
        author = row
    return author[1], author[2]
