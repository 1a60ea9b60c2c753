"""A company's people, and their personal links."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from companies.forms import ContactForm
from companies.models import Contact
from companies.personal_links import NobodyToWriteTo, open_links, revoke_links, send_link, show_link
from companies.services import add_contact, leave_contact, update_contact
from companies.views import company_or_404
from symbiose.http import MemberRequest
from symbiose.programmes.conflicts import edit_data, save_or_conflict
from symbiose.programmes.submissions import claim_submission, new_submission_key, submitted_key
from symbiose.ui.toasts import toast


def _contact(request: MemberRequest, pk: int) -> Contact:
    contacts = Contact.objects.visible_to(request.membership).select_related("company__programme", "programme")
    return get_object_or_404(contacts, pk=pk)


@require_http_methods(["GET", "POST"])
def contact_create(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    company = company_or_404(request, pk)
    blank = Contact(programme=request.programme, company=company)
    form = ContactForm(request.POST or None, instance=blank)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if claim_submission(request):
                add_contact(company=company, actor=request.user, **form.cleaned_data)
        return redirect(company.get_absolute_url())
    context: dict[str, Any] = {"form": form, "company": company}
    context["submission_key"] = request.POST.get("submission_key") or new_submission_key()
    return render(request, "companies/contact_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def contact_edit(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    contact = _contact(request, pk)
    form = ContactForm(edit_data(request, contact), instance=contact)

    def save(version: int) -> None:
        update_contact(contact=form.instance, expected_version=version, fields=list(form.cleaned_data))

    if request.method == "POST" and form.is_valid():
        return save_or_conflict(request, form, save) or redirect(contact.company.get_absolute_url())
    context: dict[str, Any] = {"form": form, "company": contact.company, "contact": contact}
    context["version"] = request.POST.get("version", contact.version)
    return render(request, "companies/contact_form.html", context, status=422 if form.errors else 200)


@require_POST
def contact_leave(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    contact = _contact(request, pk)
    leave_contact(contact=contact, actor=request.user)
    toast(request, _("%(name)s ne reçoit plus rien ; ses liens sont coupés.") % {"name": contact})
    return redirect(contact.company.get_absolute_url())


@require_http_methods(["GET", "POST"])
def contact_link(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """The personal link of a person: shown once to be copied, sent by email, or cut. GET makes nothing."""
    contact = _contact(request, pk)
    if contact.left_on:
        raise Http404  # whoever has left has no page any more
    context = {"contact": contact, "company": contact.company, "submission_key": new_submission_key()}
    if request.method == "POST":
        context |= _do(request, contact)
    context["n_links"] = open_links(contact)
    response = render(request, "companies/contact_link.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _do(request: MemberRequest, contact: Contact) -> dict[str, object]:
    action = request.POST.get("action", "")
    if action == "show":
        return {"address": show_link(contact=contact, actor=request.user)}
    if action == "revoke":
        return {"revoked": revoke_links(contact=contact, actor=request.user)}
    key = submitted_key(request)
    if action != "send" or key is None:
        return {}
    try:
        send_link(contact=contact, actor=request.user, submission_key=key)
    except NobodyToWriteTo:
        return {"fault": _("Cette personne n’a pas d’adresse électronique.")}
    return {"sent": True}
