from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from symbiose.http import PersonalRequest
from symbiose.links.colleagues import can_have_colleagues
from symbiose.links.forms import ColleagueForm
from symbiose.links.gestures import TooManyTransfers, ask_for_new_link, has_opted_out, opt_in, opt_out, pass_on
from symbiose.links.home import drawn_cards, greeting, stop_words, who_sees
from symbiose.links.models import Purpose
from symbiose.links.pages import personal_page
from symbiose.programmes.submissions import claim_submission

ONE_CLICK = "One-Click"  # RFC 8058
RESUME = "resume"
DONE = {
    "transmis": gettext_lazy("C’est transmis : votre collègue reçoit son propre lien par courriel."),
    "sans-relance": gettext_lazy("C’est noté : plus aucune relance ne partira vers vous."),
    "relances": gettext_lazy("C’est noté : les relances reprennent."),
}


@personal_page()
@require_safe
def home(request: PersonalRequest, token: str) -> HttpResponse:
    context = {
        "token": token,
        "holder": request.holder,
        "programme": request.programme,
        "greeting": greeting(request.holder),
        "who_sees": who_sees(request.programme),
        "stop_words": stop_words(request.holder),
        "cards": drawn_cards(request, token),
        "done": DONE.get(request.GET.get("fait", "")),
        "opted_out": has_opted_out(request.programme, request.holder),
        "can_transfer": can_have_colleagues(request.holder.kind),
        "is_new": request.link.opened_at is None,
    }
    return render(request, "personal/home.html", context)


@personal_page()
@require_POST
def opened(request: PersonalRequest, token: str) -> HttpResponse:
    """The page's own word that a person, not a mail scanner, has it under their fingers."""
    return HttpResponse(status=204)


@personal_page(even_expired=True)
@require_POST
def renew(request: PersonalRequest, token: str) -> HttpResponse:
    ask_for_new_link(link=request.link, holder=request.holder)
    return render(request, "personal/renewed.html", {"programme": request.programme})


@personal_page()
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: PersonalRequest, token: str) -> HttpResponse:
    form = ColleagueForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _passed_on(request, form):
        return _home_saying(token, "transmis")
    status = 422 if form.errors else 200
    return render(request, "personal/transfer.html", {"form": form, "token": token}, status=status)


def _passed_on(request: PersonalRequest, form: ColleagueForm) -> bool:
    try:
        with transaction.atomic():
            if claim_submission(request):
                pass_on(link=request.link, holder=request.holder, colleague=form.colleague())
    except TooManyTransfers:
        form.add_error(None, _("Cette page a déjà été transmise plusieurs fois aujourd’hui. Appelez-nous plutôt."))
        return False
    return True


@personal_page()
@require_POST
def opt_out_here(request: PersonalRequest, token: str) -> HttpResponse:
    """« Ne plus être relancé » and its undoing, from the personal page itself."""
    resumes = _choose(request)
    return _home_saying(token, "relances" if resumes else "sans-relance")


@personal_page(Purpose.UNSUBSCRIBE)
@csrf_exempt  # a mail provider's one-click POST has no cookie (RFC 8058); the form's POST is checked below
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: PersonalRequest, token: str) -> HttpResponse:
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == ONE_CLICK:
        opt_out(programme=request.programme, holder=request.holder)
        return HttpResponse("ok", content_type="text/plain")
    return _unsubscribe_page(request, token)


@csrf_protect
def _unsubscribe_page(request: PersonalRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        _choose(request)
        return redirect("personal:unsubscribe", token=token)
    opted_out = has_opted_out(request.programme, request.holder)
    context = {
        "programme": request.programme,
        "opted_out": opted_out,
        "stop_words": stop_words(request.holder),
    }
    return render(request, "personal/unsubscribe.html", context)


def _choose(request: PersonalRequest) -> bool:
    """Opt out, or in again where the form says so; True when reminders resume."""
    resumes = request.POST.get("choice") == RESUME
    choose = opt_in if resumes else opt_out
    choose(programme=request.programme, holder=request.holder)
    return resumes


def _home_saying(token: str, what: str) -> HttpResponse:
    return redirect(reverse("personal:home", kwargs={"token": token}) + f"?fait={what}")
