"""What a message needs to be written: each app says, for its templates, which objects the stored ids mean.

An app writes `templates/emails/<template>.txt`, and `.html` where the text alone would be poor: only the body,
a few short paragraphs. The greeting, the button to `link`, the note added by the animator, the signature and
the way out are those of `emails/layout.*`. Registered in the app's AppConfig:

    register_context("questionnaire_invitation", invitation_context)

    def invitation_context(email: OutboxEmail) -> dict[str, Any]:
        questionnaire = Questionnaire.objects.filter(uuid=email.context["questionnaire"]).first()
        if questionnaire is None:
            raise NothingToSay(_("Le questionnaire n’existe plus."))
        return {"questionnaire": questionnaire, "action_label": _("Répondre au questionnaire")}

Always at hand in the templates: `email`, `holder` (None without one), `programme`, `link`, `action_label`,
`recipient_name`, and every value of the stored context. A builder may replace `link` (an invitation has its own).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symbiose.outbox.models import OutboxEmail

ContextBuilder = Callable[["OutboxEmail"], Mapping[str, Any]]


class NothingToSay(Exception):
    """What the message was about is gone; it is cancelled, and the page shows this reason."""


_BUILDERS: dict[str, ContextBuilder] = {}


def register_context(template: str, builder: ContextBuilder) -> None:
    """Say who finds the objects of a template; without a builder, the stored context is all it gets."""
    _BUILDERS[template] = builder


def built_context(email: OutboxEmail) -> dict[str, Any]:
    """What the app of the template gives. Raises NothingToSay."""
    builder = _BUILDERS.get(email.template)
    return dict(builder(email)) if builder else {}
