"""The outbox (boîte d’envoi): what goes out and when, read, corrected, released or stopped."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from followups.batch import batch_messages
from followups.filters import STATES, OutboxFilter
from followups.forms import MessageForm
from followups.kinds import kind_name
from followups.messages import attention_first, messages_visible_to
from symbiose.http import MemberRequest
from symbiose.outbox.contexts import NothingToSay
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.rendering import preview
from symbiose.outbox.services import (
    MessageHasLeft,
    cancel_messages,
    correct_message,
    hold_again,
    release_messages,
    retry_messages,
)
from symbiose.programmes.conflicts import edit_data, save_or_conflict
from symbiose.programmes.perms import may
from symbiose.ui.toasts import toast

log = logging.getLogger(__name__)

PAGE = 25
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def message_or_404(request: MemberRequest, pk: int) -> OutboxEmail:
    return get_object_or_404(messages_visible_to(request.membership).select_related("programme", "created_by"), pk=pk)


@require_GET
def outbox(request: MemberRequest, programme_slug: str) -> HttpResponse:
    visible = messages_visible_to(request.membership).with_state()
    filterset = OutboxFilter(request.GET, queryset=attention_first(visible))
    page = Paginator(filterset.qs, PAGE).get_page(request.GET.get("page"))
    page.object_list = [{"email": email, "kind": kind_name(email.kind)} for email in page.object_list]
    counts = messages_visible_to(request.membership).state_counts()
    context = {
        "page": page,
        "filterset": filterset,
        "chosen": filterset.chosen(),
        "states": STATES,
        "n_held": counts["held"],
        "n_refused": counts["failing"] + counts["failed"],
        "n_coming": counts["planned"] + counts["sending"],
        "n_sent": counts["sent"],
        "n_batch": batch_messages(request.programme, timezone.now()).count(),
        "can_release": may(request.membership, "followups:outbox_release", "POST"),
        "can_set_rules": may(request.membership, "followups:rules"),
    }
    template = "followups/partials/messages.html" if request.htmx else "followups/outbox.html"
    return render(request, template, context)


@require_GET
def outbox_message(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """One message as its recipient reads it; links are replaced by a mark."""
    email = message_or_404(request, pk)
    text, fault = _as_read(email)
    can_act = may(request.membership, "followups:outbox_release", "POST")
    context = {
        "email": email,
        "text": text,
        "fault": fault,
        "kind_label": kind_name(email.kind),
        "can_release": can_act and email.state == "held",
        "can_change": can_act and email.state in {"held", "planned", "failing", "failed"},
        "can_retry": can_act and email.state in {"failing", "failed"},
    }
    return render(request, "followups/message.html", context)


@require_http_methods(["GET", "POST"])
def outbox_edit(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """Correct the subject, or add a word of one’s own."""
    email = message_or_404(request, pk)
    form = MessageForm(edit_data(request, email), instance=email)

    def save(version: int) -> None:
        correct_message(email_id=pk, expected_version=version, **form.cleaned_data)

    if request.method == "POST" and form.is_valid():
        try:
            return save_or_conflict(request, form, save) or redirect(_address(email))
        except MessageHasLeft:
            form.add_error(None, _("Ce message est déjà parti ou annulé : il ne peut plus être corrigé."))
    context = {"form": form, "email": email, "version": request.POST.get("version", email.version)}
    return render(request, "followups/message_form.html", context, status=422 if form.errors else 200)


@require_POST
def outbox_release(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    return _release(request, [message_or_404(request, pk).pk])


@require_POST
def outbox_release_all(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """The morning's batch, in one click."""
    batch = batch_messages(request.programme, timezone.now())
    return _release(request, batch.values_list("pk", flat=True))


@require_POST
def outbox_hold_again(request: MemberRequest, programme_slug: str, stamp: int) -> HttpResponse:
    """Undo a release: those that have not left wait again."""
    released_at = EPOCH + timedelta(microseconds=min(stamp, 2**53))
    count = hold_again(programme=request.programme, released_at=released_at)
    toast(
        request,
        ngettext("%(n)s message attend de nouveau.", "%(n)s messages attendent de nouveau.", count) % {"n": count},
    )
    return _back(request)


@require_POST
def outbox_cancel(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    email = message_or_404(request, pk)
    reason = _("Annulé par %(person)s.") % {"person": request.user}
    if cancel_messages(email_ids=[email.pk], reason=reason):
        toast(request, _("Message annulé : il ne partira pas."))
    return _back(request)


@require_POST
def outbox_retry(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    if retry_messages(email_ids=[message_or_404(request, pk).pk]):
        toast(request, _("Nouvel essai dans la minute."))
    return _back(request)


def _release(request: MemberRequest, email_ids: Iterable[int]) -> HttpResponseRedirect:
    now = timezone.now()
    count = release_messages(email_ids=email_ids, now=now)
    if count:
        said = ngettext(
            "%(n)s message part dans la minute, ou à son heure.",
            "%(n)s messages partent dans la minute, ou à leur heure.",
            count,
        )
        stamp = (now - EPOCH) // timedelta(microseconds=1)
        undo = reverse(
            "followups:outbox_hold_again", kwargs={"programme_slug": request.programme.slug, "stamp": stamp}
        )
        toast(request, said % {"n": count}, undo_url=undo)
    return _back(request)


def _as_read(email: OutboxEmail) -> tuple[str, str]:
    """The text as it left or would leave, and what keeps it from being written."""
    if email.sent_at:
        return email.sent_text, ""
    try:
        return preview(email).masked_text, ""
    except NothingToSay as reason:
        return "", str(reason)
    except Exception:  # an app's template at fault; the page shows the row all the same
        log.exception("message %s cannot be written", email.key)
        return "", _("Ce message ne peut pas être écrit ; l’équipe technique est prévenue.")


def _address(email: OutboxEmail) -> str:
    assert email.programme is not None
    return reverse("followups:outbox_message", kwargs={"programme_slug": email.programme.slug, "pk": email.pk})


def _back(request: MemberRequest) -> HttpResponseRedirect:
    """To the home page when the gesture was made there, else to the outbox."""
    home = request.programme.get_absolute_url()
    if request.POST.get("next") == home:
        return HttpResponseRedirect(home)
    return redirect("followups:outbox", programme_slug=request.programme.slug)
