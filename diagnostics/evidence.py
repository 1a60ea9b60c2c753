"""The facts of visits and questionnaires behind a company's engagement."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.engagement import EngagementLevel
from companies.engagement_facts import Evidence, FactLine, day_of, register_evidence
from companies.models import Company
from diagnostics.models import Diagnostic, Questionnaire


def _visits(company: Company) -> QuerySet[Diagnostic]:
    return Diagnostic.objects.filter(company=company).select_related("adviser", "chamber", "programme")


def _completed(company: Company) -> QuerySet[Diagnostic]:
    return _visits(company).filter(pk__in=Diagnostic.objects.completed().values("pk"))


def _answered(company: Company) -> QuerySet[Questionnaire]:
    return Questionnaire.objects.submitted().filter(company=company).select_related("programme")


def _visit(diagnostic: Diagnostic) -> FactLine:
    words = _("Visite de %(who)s (%(chamber)s)") % {"who": diagnostic.adviser, "chamber": diagnostic.chamber}
    return FactLine(words, diagnostic.visit_on)


def _answer(questionnaire: Questionnaire) -> FactLine:
    kwargs = {"programme_slug": questionnaire.programme.slug, "pk": questionnaire.pk}
    url = reverse("questionnaires:detail", kwargs=kwargs)
    return FactLine(_("Questionnaire complémentaire répondu"), day_of(questionnaire.submitted_at), url)


def _planned_words(count: int) -> str:
    return ngettext("%(n)s visite prévue ou faite", "%(n)s visites prévues ou faites", count) % {"n": count}


def _completed_words(count: int) -> str:
    return ngettext("%(n)s diagnostic terminé", "%(n)s diagnostics terminés", count) % {"n": count}


def _answered_words(count: int) -> str:
    return ngettext("%(n)s questionnaire répondu", "%(n)s questionnaires répondus", count) % {"n": count}


def register() -> None:
    register_evidence(
        {
            EngagementLevel.VOLUNTEER: Evidence(_visits, _visit, _planned_words),
            EngagementLevel.DIAGNOSED: Evidence(_completed, _visit, _completed_words),
            EngagementLevel.ANSWERED: Evidence(_answered, _answer, _answered_words),
        }
    )
