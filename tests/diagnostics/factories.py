import uuid
from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone

from diagnostics.enums import Direction, Family, Origin
from diagnostics.models import (
    Answer,
    Attachment,
    Campaign,
    Diagnostic,
    Flow,
    Questionnaire,
    Survey,
    Template,
    VisitSlot,
)
from diagnostics.questionnaire.replies import given, to_json
from diagnostics.questionnaire.stock import question_uuid, series_uuid, stock_template_of
from diagnostics.services.flows import normalise
from tests.companies import factories as companies
from tests.programmes.factories import MembershipFactory, PartnerFactory, ProgrammeFactory

DAY = date(2016, 6, 7)


class CompanyFactory(companies.CompanyFactory):
    """A joinery of Rouez with 14 people; `chamber` gives it one."""

    workforce = 14
    latitude = 48.14
    longitude = -0.11


class ContactFactory(companies.ContactFactory):
    company = factory.SubFactory(CompanyFactory)


class FlowFactory(factory.django.DjangoModelFactory):
    """Twelve tonnes a year of sawdust, recorded at a visit."""

    class Meta:
        model = Flow

    company = factory.SubFactory(CompanyFactory)
    programme = factory.SelfAttribute("company.programme")
    direction = Direction.RESOURCE
    family = Family.WASTE
    label = factory.Sequence(lambda n: f"Sciure {n}")
    quantity = 12
    unit = "t"
    period = "an"
    origin_kind = Origin.DIAGNOSTIC

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Flow:
        flow = normalise(model_class(*args, **kwargs))
        flow.save()
        return flow


class VisitSlotFactory(factory.django.DjangoModelFactory):
    """An hour in two days, offered by an adviser."""

    class Meta:
        model = VisitSlot

    class Params:
        membership = factory.SubFactory(MembershipFactory, adviser=True)

    programme = factory.SelfAttribute("membership.programme")
    adviser = factory.SelfAttribute("membership.user")
    chamber = factory.SelfAttribute("membership.partner")
    starts_at = factory.LazyFunction(lambda: timezone.now().replace(second=0, microsecond=0) + timedelta(days=2))


class TemplateFactory(factory.django.DjangoModelFactory):
    """A template of the start, the complementary questionnaire unless told: `TemplateFactory(stock="light")`.

    `own=True` makes a series of the programme's own, with the same questions; `draft=True` is not published.
    """

    class Meta:
        model = Template
        django_get_or_create = ("programme", "series", "number")

    class Params:
        own = factory.Trait(series=factory.LazyFunction(uuid.uuid4), title=factory.Sequence(lambda n: f"Modèle {n}"))
        draft = factory.Trait(published_at=None)
        source = factory.LazyAttribute(lambda template: stock_template_of(template.stock or "complementary"))

    programme = factory.SubFactory(ProgrammeFactory)
    stock = Template.Stock.COMPLEMENTARY
    kind = factory.LazyAttribute(lambda template: template.source.kind)
    series = factory.LazyAttribute(lambda template: series_uuid(template.stock))
    grows_into = factory.LazyAttribute(lambda template: template.source.grows_into)
    title = factory.LazyAttribute(lambda template: template.source.title)
    number = 1
    published_at = factory.LazyFunction(timezone.now)
    schema = factory.LazyAttribute(lambda template: template.source.schema)


class DiagnosticFactory(factory.django.DjangoModelFactory):
    """A planned visit by an adviser of a chamber that the company belongs to."""

    class Meta:
        model = Diagnostic

    class Params:
        membership = factory.SubFactory(
            MembershipFactory, adviser=True, programme=factory.SelfAttribute("..company.programme")
        )
        in_progress = factory.Trait(state=Diagnostic.State.IN_PROGRESS)
        completed = factory.Trait(state=Diagnostic.State.COMPLETED, completed_at=factory.LazyFunction(timezone.now))

    company = factory.SubFactory(CompanyFactory)
    programme = factory.SelfAttribute("company.programme")
    adviser = factory.SelfAttribute("membership.user")
    chamber = factory.SelfAttribute("membership.partner")
    template = factory.SubFactory(TemplateFactory, stock="full", programme=factory.SelfAttribute("..programme"))
    visit_on = DAY

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Diagnostic:
        kwargs["company"].chambers.add(kwargs["chamber"])
        return super()._create(model_class, *args, **kwargs)  # type: ignore[no-any-return]


class AttachmentFactory(factory.django.DjangoModelFactory):
    """A small photo of a visit, its bytes in place."""

    class Meta:
        model = Attachment

    diagnostic = factory.SubFactory(DiagnosticFactory)
    company = factory.SelfAttribute("diagnostic.company")
    programme = factory.SelfAttribute("company.programme")
    kind = Attachment.Kind.PHOTO
    name = "IMG_2041.jpg"
    content_type = "image/jpeg"
    size = 3
    digest = "0" * 64
    file = factory.django.FileField(data=b"une", filename="photo.jpg")
    preview = factory.django.FileField(data=b"la", filename="photo-petite.jpg")


class CampaignFactory(factory.django.DjangoModelFactory):
    """A sending of the complementary questionnaire, open since now."""

    class Meta:
        model = Campaign

    class Params:
        stopped = factory.Trait(stopped_at=factory.LazyFunction(timezone.now))

    programme = factory.SubFactory(ProgrammeFactory)
    template = factory.SubFactory(TemplateFactory, programme=factory.SelfAttribute("..programme"))
    title = factory.Sequence(lambda n: f"Campagne {n}")
    answer_by = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=21))
    opened_at = factory.LazyFunction(timezone.now)
    sent_at = factory.LazyFunction(timezone.now)


class SurveyFactory(factory.django.DjangoModelFactory):
    """The survey on nursery and commuting, open for a month."""

    class Meta:
        model = Survey

    programme = factory.SubFactory(ProgrammeFactory)
    template = factory.SubFactory(TemplateFactory, stock="commuting", programme=factory.SelfAttribute("..programme"))
    title = factory.Sequence(lambda n: f"Sondage {n}")
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))


class QuestionnaireFactory(factory.django.DjangoModelFactory):
    """Sent today, to be answered in three weeks."""

    class Meta:
        model = Questionnaire

    class Params:
        submitted = factory.Trait(state=Questionnaire.State.SUBMITTED, submitted_at=factory.LazyFunction(timezone.now))

    company = factory.SubFactory(CompanyFactory)
    programme = factory.SelfAttribute("company.programme")
    template = factory.SubFactory(TemplateFactory, programme=factory.SelfAttribute("..programme"))
    answer_by = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=21))


class AnswerFactory(factory.django.DjangoModelFactory):
    """An answer to a default question, named by its key: `AnswerFactory(key="first_aid", reply="3-5")`."""

    class Meta:
        model = Answer

    class Params:
        key = "first_aid"
        reply = "3-5"

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    programme = factory.SelfAttribute("questionnaire.programme")
    question_uuid = factory.LazyAttribute(lambda answer: question_uuid(answer.key))
    value = factory.LazyAttribute(lambda answer: to_json(given(answer.reply)))


class VisitAnswerFactory(AnswerFactory):
    """An answer given at a visit: `VisitAnswerFactory(diagnostic=visit, key="single_document", reply="old")`."""

    questionnaire = None
    diagnostic = factory.SubFactory(DiagnosticFactory)
    programme = factory.SelfAttribute("diagnostic.programme")


__all__ = [
    "AnswerFactory",
    "AttachmentFactory",
    "CampaignFactory",
    "CompanyFactory",
    "ContactFactory",
    "DiagnosticFactory",
    "FlowFactory",
    "MembershipFactory",
    "PartnerFactory",
    "ProgrammeFactory",
    "QuestionnaireFactory",
    "SurveyFactory",
    "TemplateFactory",
    "VisitAnswerFactory",
    "VisitSlotFactory",
]
