"""Icons, state badges, kinds of synergy and figures with their kind."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from symbiose.ui import forms_drawn
from symbiose.ui.badges import FIGURE_KINDS, KINDS, badge_for
from symbiose.ui.drawings import engagement_scale
from symbiose.ui.french import typography
from symbiose.ui.icons import icon as draw_icon
from symbiose.ui.templatetags.ui_formats import amount, eur, quantity

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """`{% icon "telephone" %}` beside a word; `{% icon "search" label="Chercher" %}` alone."""
    return draw_icon(name, str(label), css)


@register.simple_tag
def state_badge(family: str, state: Any, suffix: str = "") -> SafeString:
    """`{% state_badge "synergy" synergy.state %}`; `suffix` adds words (« par Nadia Roussel »)."""
    found = badge_for(family, str(state))
    words = f"{found.word} {suffix}" if suffix else str(found.word)
    template_ = '<span class="badge-state tint-{}" data-state="{}">{}{}</span>'
    return format_html(template_, found.tint, state, draw_icon(found.icon), format_html(" {}", words))


@register.simple_tag
def kind_badge(kind: Any) -> SafeString:
    """`{% kind_badge synergy.kind %}`: the form and the word of mutualisation, partage or substitution."""
    name = str(kind)
    if name not in KINDS:
        return SafeString("")
    return format_html('<span class="kind kind-{}">{} {}</span>', name, forms_drawn.kind_form(name), KINDS[name])


@register.simple_tag
def kind_form(kind: Any) -> SafeString:
    """The form alone, beside a word of one's own."""
    return forms_drawn.kind_form(str(kind)) if str(kind) in KINDS else SafeString("")


@register.simple_tag
def figure_kind(kind: Any) -> SafeString:
    """`{% figure_kind flow.quantity_kind %}`: ◌ estimé, ◐ déclaré, ● mesuré."""
    name = str(kind)
    if name not in FIGURE_KINDS:
        return SafeString("")
    form = forms_drawn.figure_form(name)
    return format_html('<span class="figure-kind">{} {}</span>', form, FIGURE_KINDS[name])


@register.simple_tag
def figure(value: Any, unit: str = "", kind: str = "", size: str = "text") -> SafeString:
    """`{% figure 1630 "€" "estimated" size="card" %}`: value, unit, then the kind. Sizes: text, card, key."""
    if isinstance(value, str):
        written = typography(value)
    else:
        written = eur(value) if unit == "€" else quantity(value, unit) if unit else amount(value)
    mark = format_html(" {}", figure_kind(kind)) if kind else ""
    return format_html(
        '<span class="figure figure-{}"><span class="figure-value">{}</span>{}</span>', size, written, mark
    )


@register.simple_tag
def engagement_bar(level: Any) -> SafeString:
    """`{% engagement_bar company.engagement %}`: nine bricks, with both ends named."""
    word = badge_for("engagement", str(level)).word
    return format_html(
        '<div class="engagement"><span class="visually-hidden">{}</span>{}'
        '<div class="engagement-ends" aria-hidden="true"><span>{}</span><span>{}</span></div></div>',
        typography(_("Engagement : %(level)s") % {"level": word}),
        engagement_scale(str(level)),
        _("identifiée"),
        _("noyau dur"),
    )
