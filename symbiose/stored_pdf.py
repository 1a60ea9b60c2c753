"""PDFs asked for, printed by the worker and kept: one row and one file per content. The web never prints.

An app makes its table a `StoredPdf`, and gives three things: `ask_once` where the PDF is wanted, a task that calls
`print_once` (through `attempt`), and `left_to_print` for its sweep. `stored_pdf_views.serve` waits for the file.

In `diagnostics` all of that is done, in `diagnostics/printing.py`; a room that prints adds two lines and no table:

    register_printer(PrintedDocument.Kind.BALANCE, render_balance)   # in its registration.py; content → bytes
    ...
    pdf = ask_for_document(programme_id=…, kind=PrintedDocument.Kind.BALANCE, content=content, subject_uuid=…)
    return serve(request, pdf, filename="bilan-de-flux.pdf", title=_("Bilan de flux"), back=address)   # in its view

`content` is plain JSON and all that is printed: the same content is one row and one file, whoever asks, so it must
hold nothing that only some of its readers may see, and no personal link. `render` turns it into a dataclass, then
HTML (`templates/pdf/`), then bytes (`symbiose.pdf.render_pdf`), without a query.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from symbiose.programmes.rows import ProgrammeRow

ASK_AGAIN_AFTER = timedelta(minutes=2)
GIVE_UP_AFTER = timedelta(days=1)
SWEPT_AT_ONCE = 20
MAX_ERROR = 300
# Of a Celery task that prints one document: the first is noted on the row, the second ends the process.
SOFT_SECONDS, HARD_SECONDS = 45, 60
log = logging.getLogger(__name__)


class StoredPdf(ProgrammeRow):
    """A PDF asked for and, once printed, kept. Subclasses add `file`, and make `digest` unique within its subject."""

    digest = models.CharField(max_length=64)
    requested_at = models.DateTimeField(default=timezone.now)
    rendered_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    file: models.FileField

    class Meta:
        abstract = True

    def is_stuck(self, now: datetime) -> bool:
        """Asked for long ago and never printed, or printed and its file gone: it is asked for anew."""
        if self.rendered_at:
            return not (self.file.name and self.file.storage.exists(self.file.name))
        return now - self.requested_at > ASK_AGAIN_AFTER


P = TypeVar("P", bound=StoredPdf)
Ring = Callable[[int], Any]


def digest_of(content: dict[str, Any]) -> str:
    """The fingerprint of a content, whatever the order of its keys."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def ask_once(model: type[P], *, key: dict[str, Any], defaults: dict[str, Any], ring: Ring) -> P:
    """The PDF of a content, printed or to be printed soon; asking twice prints once.

    `key` names the row (its digest among others); `ring` wakes the worker up (`task.delay`) after the commit.
    """
    now = timezone.now()
    rows: models.Manager[P] = model._default_manager
    pdf, created = rows.get_or_create(**key, defaults=defaults)
    if created or pdf.is_stuck(now):
        rows.filter(pk=pdf.pk).update(requested_at=now, rendered_at=None, error="")
        pdf.refresh_from_db()
        transaction.on_commit(partial(_wake, ring, pdf.pk))
    return pdf


def _wake(ring: Ring, pdf_id: int) -> None:
    try:
        ring(pdf_id)
    except (OperationalError, OSError) as error:
        log.warning("the broker is away, the sweep will print PDF %s: %s", pdf_id, error)


def print_once(pdf: P, *, name: str, render: Callable[[P], bytes]) -> P:
    """Print and keep a PDF. Idempotent; the row is written after the file, so a killed worker leaves it to be done."""
    if pdf.rendered_at:
        return pdf
    body = render(pdf)
    pdf.file.save(f"{name}-{pdf.digest[:16]}.pdf", ContentFile(body), save=False)
    pdf.rendered_at, pdf.error = timezone.now(), ""
    pdf.save(update_fields=["file", "rendered_at", "error"])
    return pdf


def note_failure(model: type[StoredPdf], *, pdf_id: int, error: str) -> None:
    """Keep why a PDF could not be printed, for the page that waits for it."""
    model._default_manager.filter(pk=pdf_id).update(error=error[:MAX_ERROR])


def attempt(model: type[StoredPdf], pdf_id: int, print_one: Callable[..., Any]) -> None:
    """What a task does: print one PDF, unless its row is gone; a failure is noted on it, and the sweep tries again."""
    try:
        print_one(pdf_id=pdf_id)
    except model.DoesNotExist:
        return
    except Exception as error:
        note_failure(model, pdf_id=pdf_id, error=repr(error))
        raise


def left_to_print(model: type[StoredPdf]) -> list[int]:
    """What was asked for and never printed: a worker died, or the broker was away."""
    since = timezone.now() - GIVE_UP_AFTER
    waiting = model._default_manager.filter(rendered_at__isnull=True, requested_at__gt=since).order_by("pk")
    return list(waiting.values_list("pk", flat=True)[:SWEPT_AT_ONCE])
