"""What the personal page says around its cards: the greeting, whom to call, who sees what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from symbiose.links.cards import cards_for
from symbiose.programmes.models import Partner
from symbiose.programmes.people import animator_in_charge

if TYPE_CHECKING:
    from symbiose.holders import Holder
    from symbiose.http import PersonalRequest
    from symbiose.programmes.models import Programme

IN_FULL = {"Mme": gettext_lazy("Madame"), "M.": gettext_lazy("Monsieur")}
IN_LETTERS = {
    2: gettext_lazy("deux"),
    3: gettext_lazy("trois"),
    4: gettext_lazy("quatre"),
    5: gettext_lazy("cinq"),
    6: gettext_lazy("six"),
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom a company calls: the animator's first name, and the programme's phone, else their own."""

    first_name: str
    phone: str


def caller_of(programme: Programme) -> Caller | None:
    animator = animator_in_charge(programme)
    phone = programme.contact_phone or (animator.phone if animator else "")
    if not phone:
        return None
    return Caller(first_name=animator.first_name if animator else "", phone=phone)


def greeting(holder: Holder) -> str:
    """« Bonjour Madame Garreau »."""
    title, _space, name = holder.formal_name.partition(" ")
    full = f"{IN_FULL[title]} {name}" if title in IN_FULL else holder.formal_name or holder.name
    return _("Bonjour %(name)s") % {"name": full}


def stop_words(holder: Holder) -> str:
    """The words of the way out, agreed with the person where their title says how."""
    title = holder.formal_name.partition(" ")[0]
    if title == "Mme":
        return _("Ne plus être relancée")
    return _("Ne plus être relancé") if title == "M." else _("Ne plus recevoir de relances")


def who_sees(programme: Programme) -> str:
    """One sentence: who reads what the company says."""
    chambers = Partner.objects.filter(programme=programme).chambers().count()
    if not chambers:
        return _(
            "Sauf si vous les ouvrez à d’autres, vos lignes sont vues par l’équipe du programme. "
            "Aucune autre entreprise ne voit vos prix."
        )
    return ngettext(
        "Sauf si vous les ouvrez à d’autres, vos lignes sont vues par l’équipe du programme et sa chambre. "
        "Aucune autre entreprise ne voit vos prix.",
        "Sauf si vous les ouvrez à d’autres, vos lignes sont vues par l’équipe du programme et les %(n)s chambres. "
        "Aucune autre entreprise ne voit vos prix.",
        chambers,
    ) % {"n": IN_LETTERS.get(chambers, chambers)}


def drawn_cards(request: PersonalRequest, token: str) -> list[SafeString]:
    """The cards of every app, in the order in which they are read."""
    shared = {"token": token, "holder": request.holder, "programme": request.programme}
    return [
        render_to_string(card.template, {**shared, **card.context}, request)
        for card in cards_for(request, request.holder)
    ]
