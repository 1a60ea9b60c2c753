"""The two demo programmes, told from the first call to today. One transaction each: all of it, or nothing."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from companies.models import Company
from dashboard.demo.cast import CORSE, SILLE, add_partners, add_people
from dashboard.demo.clock import day, told_on
from dashboard.demo.flow_balance import weigh_flows
from dashboard.demo.meetings import close_workshop, hold_information_meeting, open_workshop, plan_what_follows
from dashboard.demo.next_questions import begin_next_questionnaire
from dashboard.demo.photos import take_photos
from dashboard.demo.planning import plan_the_weeks
from dashboard.demo.register import add_companies, note_what_was_said
from dashboard.demo.reports import follow_visits, think_better_of_it
from dashboard.demo.surveys import ask_employees
from dashboard.demo.together import decide, identify
from dashboard.demo.visits import confirm_some, hold_visits, send_and_answer
from dashboard.demo.written import write_all
from symbiose.accounts.models import User
from symbiose.nomenclatures.communes import commune_by_name
from symbiose.outbox.models import OutboxEmail
from symbiose.programmes.models import Programme, TerritoryCommune
from symbiose.programmes.services import create_programme

BEGINNING = {SILLE: -300, CORSE: -20}
NAMES = {
    SILLE: ("Programme du Pays de Sillé", "Entreprises en synergie", "02 43 20 00 11"),
    CORSE: ("Programme du Centre-Corse", "Imprese inseme", "04 95 20 00 11"),
}
SLUGS = (SILLE, CORSE)


def load(slug: str) -> bool:
    """Load one demo programme; False, and nothing changed, when it is there already."""
    if Programme.objects.filter(slug=slug).exists():
        return False
    with transaction.atomic():
        if slug == SILLE:
            _load_sille()
        else:
            _load_corse()
    return True


def _load_sille() -> None:
    programme, companies, people = _open(SILLE, "companies.csv")
    animator = people["animatrice"]
    hold_information_meeting(programme, companies, animator)
    visits = hold_visits(companies)
    take_photos(visits)
    confirm_some(visits)
    follow_visits(visits)
    send_and_answer(programme, visits, animator)
    identify(programme)
    workshop = open_workshop(programme, companies, animator)
    synergies = decide(workshop, companies, people)
    close_workshop(workshop, animator)
    write_all(synergies, companies, people)
    note_what_was_said(companies, people)
    plan_what_follows(programme, companies, animator)
    plan_the_weeks(programme, companies)
    think_better_of_it(visits)
    weigh_flows(programme, companies)
    ask_employees(programme, companies, animator)
    begin_next_questionnaire(programme, animator)
    _settle_mail(programme)


def _load_corse() -> None:
    """Just started: companies, and an information meeting to come."""
    programme, _companies, _people = _open(CORSE, "corse_companies.csv")
    programme.created_from = Programme.objects.filter(slug=SILLE).first()
    programme.save(update_fields=["created_from"])
    _settle_mail(programme)


def _open(slug: str, file: str) -> tuple[Programme, dict[str, Company], dict[str, User]]:
    name, tagline, phone = NAMES[slug]
    with told_on(BEGINNING[slug]):
        programme = create_programme(slug=slug, name=name)
        programme.tagline, programme.contact_phone, programme.hold_messages = tagline, phone, False
        programme.started_on = day(BEGINNING[slug])
        programme.save()
        partners = add_partners(programme)
        people = add_people(programme, partners)
        companies = add_companies(programme, file, partners, people)
    _draw_territory(programme, companies)
    return programme, companies, people


def _draw_territory(programme: Programme, companies: dict[str, Company]) -> None:
    """The perimeter: the communes where its companies are."""
    names = {company.city for company in companies.values()}
    found = [commune for name in sorted(names) if (commune := commune_by_name(name))]
    TerritoryCommune.objects.bulk_create(
        TerritoryCommune(programme=programme, insee=commune.insee, name=commune.name) for commune in found
    )


def _settle_mail(programme: Programme) -> None:
    """What the story wrote was received long ago; only what is to come still leaves."""
    past = OutboxEmail.objects.of_programme(programme.pk).unsent().filter(due_at__lte=timezone.now())
    for email in past.only("pk", "due_at"):
        OutboxEmail.objects.filter(pk=email.pk).update(sent_at=email.due_at, tries=1)
