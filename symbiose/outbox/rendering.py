"""A stored row becomes a letter: text and HTML, with links minted now and kept nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, formataddr, parseaddr
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils import translation
from django.utils.html import linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from symbiose.addresses import site_url
from symbiose.holders import CONTACT
from symbiose.links.models import Purpose
from symbiose.links.services import address_of, link_for
from symbiose.outbox.checks import holder_of
from symbiose.outbox.contexts import built_context
from symbiose.programmes.people import animator_in_charge
from symbiose.ui.french import typography

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.holders import Holder
    from symbiose.outbox.models import OutboxEmail

LINK_MARK = "[lien personnel]"
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
_RAISED = re.compile(r"</?sup>")  # « 1er » raises its letters on a page; plain text has none to raise
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str
    html: str

    @property
    def masked_text(self) -> str:
        """The text as it may be kept and shown: each link is replaced by a mark."""
        return _ADDRESS.sub(LINK_MARK, self.text)


@dataclass(frozen=True, slots=True)
class Links:
    """Where the letter leads: the page it is about, and the way out of reminders."""

    page: str
    way_out: str = ""


def preview(email: OutboxEmail) -> Letter:
    """The letter as the animator reads it before it leaves: no link is made. Raises NothingToSay."""
    return _letter(email, holder_of(email), Links(page=site_url("/")), signatory(email))


def write(email: OutboxEmail, now: datetime) -> tuple[EmailMultiAlternatives, Letter]:
    """The message ready to be sent, and the letter in it. Raises NothingToSay."""
    holder = holder_of(email)
    links = _minted(email, holder)
    signing = signatory(email)
    letter = _letter(email, holder, links, signing)
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=_sender(email),
        to=[formataddr((_line(email.recipient_name), holder.email if holder else email.recipient_email))],
        reply_to=[signing.email] if signing else [],
        headers=_headers(email, links, now),
    )
    message.attach_alternative(letter.html, "text/html")
    return message, letter


def message_id(key: str) -> str:
    """The same for each try of one message, so that a double is recognised as one."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def signatory(email: OutboxEmail) -> User | None:
    """Who signs: the member who asked for the message, else the animator in charge today."""
    if email.created_by:
        return email.created_by
    return animator_in_charge(email.programme) if email.programme else None


def _headers(email: OutboxEmail, links: Links, now: datetime) -> dict[str, str]:
    headers = {
        "Message-ID": message_id(email.key),
        "Date": format_datetime(now),
        "X-Symbiose-Key": email.key,
        "Auto-Submitted": "auto-generated",
    }
    if links.way_out:
        headers["List-Unsubscribe"] = f"<{links.way_out}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _minted(email: OutboxEmail, holder: Holder | None) -> Links:
    path = str(email.context.get("path", ""))
    if holder is None or email.programme is None:
        return Links(page=site_url(path or "/"))
    way_out = address_of(link_for(programme=email.programme, holder=holder, purpose=Purpose.UNSUBSCRIBE))
    if holder.kind == CONTACT:
        return Links(page=address_of(link_for(programme=email.programme, holder=holder), path), way_out=way_out)
    return Links(page=site_url(path or email.programme.get_absolute_url()), way_out=way_out)


def _letter(email: OutboxEmail, holder: Holder | None, links: Links, signing: User | None) -> Letter:
    with translation.override(email.language):
        context = {**_context(email, holder, links), "signatory": signing, **built_context(email)}
        text_body = _typeset(_text(f"emails/{email.template}.txt", context).strip(), email.language)
        html_body = _html_body(email, context, text_body)
        return Letter(
            subject=_typeset(_line(email.subject), email.language),
            text=_text("emails/layout.txt", {**context, "body": text_body}).strip() + "\n",
            html=render_to_string("emails/layout.html", {**context, "body": html_body}),
        )


def _context(email: OutboxEmail, holder: Holder | None, links: Links) -> dict[str, Any]:
    return {
        **email.context,
        "email": email,
        "holder": holder,
        "programme": email.programme,
        "recipient_name": (holder.formal_name or holder.name) if holder else email.recipient_name,
        "note": email.personal_note,
        "link": links.page,
        "unsubscribe_link": links.way_out,
        "action_label": _("Ouvrir ma page"),
        "site": site_url("/"),
    }


def _text(template: str, context: dict[str, Any]) -> str:
    """Plain text: nothing is escaped, and the blank lines that tags leave are closed up."""
    written: str = get_template(template).template.render(Context(context, autoescape=False))  # type: ignore[attr-defined]
    return re.sub(r"\n[ \t]*\n([ \t]*\n)+", "\n\n", _RAISED.sub("", written))


def _typeset(text: str, language: str) -> str:
    """French spaces and quotation marks; a line with an address is left as it is."""
    if language != "fr":
        return text
    return "\n".join(line if "://" in line else typography(line) for line in text.split("\n"))


def _html_body(email: OutboxEmail, context: dict[str, Any], text_body: str) -> str:
    """The app's own HTML, else the paragraphs of its text."""
    try:
        return render_to_string(f"emails/{email.template}.html", context)
    except TemplateDoesNotExist as missing:
        if missing.args[0] != f"emails/{email.template}.html":
            raise
        return mark_safe(linebreaks(text_body, autoescape=True))  # escaped by linebreaks itself


def _sender(email: OutboxEmail) -> str:
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return formataddr((_line(email.programme.name), address)) if email.programme else settings.DEFAULT_FROM_EMAIL


def _line(text: str) -> str:
    """One line: a line feed in a header would begin another."""
    return _CONTROL.sub(" ", text).strip()
