"""The trial of a template that somebody of the staff sends to their own address."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from diagnostics.models import Template
from symbiose.holders import USER, resolve_holder
from symbiose.outbox.contexts import NothingToSay
from symbiose.outbox.services import Message, queue_email

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.outbox.models import OutboxEmail


@transaction.atomic
def send_trial(*, template: Template, click: uuid.UUID, actor: User) -> OutboxEmail | None:
    """Write to oneself, with a link to the preview; one click writes once. None for an account without an address."""
    holder = resolve_holder(USER, actor.uuid)
    if holder is None:
        return None
    address = {"programme_slug": template.programme.slug, "pk": template.pk}
    message = Message(
        kind="template_trial",
        template="template_trial",
        subject=_("Essai : %(title)s") % {"title": template.title},
        context={"template": str(template.uuid)},
        path=reverse("templates:preview", kwargs=address),
        asked_for=True,
    )
    key = f"template:{template.uuid}:trial:{click}:user:{holder.uuid}"
    return queue_email(key=key, message=message, recipient=holder, programme=template.programme, actor=actor)


def trial_context(email: OutboxEmail) -> dict[str, Any]:
    """The template tried out. Raises NothingToSay when it was abandoned meanwhile."""
    template = Template.objects.filter(uuid=email.context["template"]).first()
    if template is None:
        raise NothingToSay(_("Ce brouillon a été abandonné."))
    return {"tried": template, "action_label": _("Ouvrir l’aperçu")}
