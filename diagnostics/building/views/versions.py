"""The versions of a template: reading any of them, opening the next one, publishing or abandoning it."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from diagnostics.building.pages import Outline
from diagnostics.building.views.drafts_of import address_of, on_draft, visible_template
from diagnostics.models import Diagnostic, Questionnaire, Survey, Template
from diagnostics.questionnaire.differences import differences
from diagnostics.services.templates import TemplateFaults, discard_draft, draft_of, publish_template
from symbiose.http import MemberRequest
from symbiose.programmes.perms import may
from symbiose.ui.toasts import toast


@require_safe
def template_detail(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """One version, as it was published or as it stands, and the others beside it."""
    template = visible_template(request, pk)
    versions = list(_versions(request, template))
    context = {
        "template": template,
        "outline": Outline(template),
        "versions": versions,
        "draft": next((version for version in versions if version.published_at is None), None),
        "newest": next((version for version in versions if version.published_at), None),
        "used": used_by(template),
        "can_edit": may(request.membership, "templates:revise", "POST"),
    }
    return render(request, "building/detail.html", context)


def _versions(request: MemberRequest, template: Template) -> list[Template]:
    visible = Template.objects.visible_to(request.membership).defer("schema")
    return list(visible.filter(series=template.series).order_by("-number"))


def used_by(template: Template) -> dict[str, int]:
    """How often this version was asked."""
    names = (("visits", Diagnostic), ("questionnaires", Questionnaire), ("surveys", Survey))
    return {
        name: model._default_manager.filter(template=template).aggregate(n=Count("pk"))["n"] for name, model in names
    }


@require_POST
def template_revise(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """« Modifier »: the draft of the next version, made where there is none yet."""
    draft = draft_of(visible_template(request, pk), request.user)
    return redirect(address_of("edit", draft, request))


@require_http_methods(["GET", "HEAD", "POST"])
@on_draft
def template_publish(request: MemberRequest, template: Template) -> HttpResponse:
    """What changes and what is wrong, then « Publier la version 2 »."""
    if request.method == "POST":
        try:
            published = publish_template(template_id=template.pk, actor=request.user)
        except TemplateFaults:
            return _publish_page(request, template, 422)
        toast(request, _("Version %(n)s publiée : c’est elle qui sert maintenant.") % {"n": published.number})
        return redirect(address_of("detail", published, request))
    return _publish_page(request, template, 200)


def _publish_page(request: MemberRequest, template: Template, status: int) -> HttpResponse:
    earlier = Template.objects.published().filter(programme=template.programme_id, series=template.series)
    last = earlier.order_by("-number").first()
    context = {
        "template": template,
        "outline": Outline(template),
        "last": last,
        "changes": differences(last.schema, template.schema) if last else [],
        "is_refused": status != 200,
    }
    return render(request, "building/publish.html", context, status=status)


@require_POST
@on_draft
def template_discard(request: MemberRequest, template: Template) -> HttpResponse:
    """« Abandonner le brouillon »."""
    discard_draft(template_id=template.pk, actor=request.user)
    toast(request, _("Brouillon abandonné."))
    return redirect("templates:list", programme_slug=request.programme.slug)
