"""Who: the companies of a programme, their contacts, and what was said with them."""

from __future__ import annotations

import re
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from symbiose.accounts.models import Language
from symbiose.lexicon.words import fold
from symbiose.programmes.models import Membership, Park, Partner, Role
from symbiose.programmes.rows import ProgrammeRow


class CompanyQuerySet(models.QuerySet["Company"]):
    def visible_to(self, membership: Membership) -> CompanyQuerySet:
        """The companies whose page this member may open: an adviser those of their chamber, an animator all."""
        companies = self.filter(programme=membership.programme_id)
        if membership.role == Role.ANIMATOR:
            return companies
        if membership.role == Role.ADVISER:
            return companies.filter(
                Q(pk__in=Company.chambers.through.objects.filter(partner=membership.partner_id).values("company"))
                | Q(assigned_adviser=membership.user_id)
            )
        return companies.none()

    def active(self) -> CompanyQuerySet:
        return self.filter(archived_at__isnull=True)

    def search(self, text: str) -> CompanyQuerySet:
        """Companies in whose words, and those of their people, each word of the text is found; a mark finds none."""
        words = re.findall(r"[^\W_]+", fold(text))[:8]
        found = self if words or not text.strip() else self.none()
        for word in words:
            found = found.filter(search_text__contains=word)
        return found

    def with_last_contact(self) -> CompanyQuerySet:
        """Annotate `last_contact_at` and `last_contact_kind` (a note is not a contact), null where there was none."""
        contacts = Interaction.objects.contacts().filter(company=OuterRef("pk")).order_by("-happened_at", "-pk")
        return self.annotate(
            last_contact_at=Subquery(contacts.values("happened_at")[:1]),
            last_contact_kind=Subquery(contacts.values("kind")[:1]),
        )

    def quiet_since(self, instant: datetime) -> CompanyQuerySet:
        """Companies with which nobody has spoken since an instant."""
        heard = Interaction.objects.contacts().filter(company=OuterRef("pk"), happened_at__gte=instant)
        return self.filter(~Exists(heard))


class Company(ProgrammeRow):
    """One establishment in one programme. A firm in two programmes is two rows."""

    class Kind(models.TextChoices):
        FIRM = "firm", _("entreprise")
        FARM = "farm", _("exploitation agricole")
        CRAFT = "craft", _("artisan")
        SHOP = "shop", _("commerce")
        MUNICIPALITY = "municipality", _("commune ou collectivité")
        ASSOCIATION = "association", _("association")

    name = models.CharField(_("nom"), max_length=160)
    trade_name = models.CharField(_("enseigne"), max_length=160, blank=True)
    kind = models.CharField(_("nature"), max_length=14, choices=Kind, default=Kind.FIRM)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True, db_index=True, editable=False)
    external_id = models.CharField(_("identifiant d’origine"), max_length=60, blank=True)
    naf_code = models.CharField(_("code NAF"), max_length=6, blank=True)
    activity = models.CharField(_("activité en clair"), max_length=160, blank=True)
    workforce_band = models.CharField(_("tranche d’effectif"), max_length=2, blank=True)
    workforce = models.PositiveIntegerField(_("effectif"), null=True, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    postcode = models.CharField(_("code postal"), max_length=10, blank=True)
    city = models.CharField(_("commune"), max_length=80, blank=True)
    insee = models.CharField(_("code INSEE"), max_length=5, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    park = models.ForeignKey(
        Park, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("zone d’activités")
    )
    chambers = models.ManyToManyField(Partner, blank=True, related_name="+", verbose_name=_("chambres"))
    assigned_adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("conseiller"),
    )
    sharing_agreed_on = models.DateField(_("accord de partage signé le"), null=True, blank=True)
    named_in_public = models.BooleanField(_("accepte d’être citée"), default=False)
    # Written by companies.services from name and city, so that both databases search alike.
    name_key = models.CharField(max_length=260, editable=False, db_index=True)
    search_text = models.TextField(editable=False, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CompanyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("entreprise")
        verbose_name_plural = _("entreprises")
        indexes = [models.Index(fields=["programme", "name"])]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "siret"],
                condition=~Q(siret=""),
                name="company_unique_siret",
                violation_error_message=_("Une entreprise du programme porte déjà ce SIRET."),
            ),
            models.UniqueConstraint(
                fields=["programme", "external_id"],
                condition=~Q(external_id=""),
                name="company_unique_external_id",
                violation_error_message=_("Une entreprise du programme porte déjà cet identifiant."),
            ),
        ]

    def __str__(self) -> str:
        return self.trade_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("companies:detail", kwargs={"programme_slug": self.programme.slug, "pk": self.pk})


class Channel(models.TextChoices):
    EMAIL = "email", _("courriel")
    PHONE = "telephone", _("téléphone")
    VISIT = "visite", _("visite")
    POST = "courrier", _("courrier")


PREFERENCES = {
    Channel.EMAIL: _("préfère le courriel"),
    Channel.PHONE: _("préfère le téléphone"),
    Channel.VISIT: _("préfère une visite"),
    Channel.POST: _("préfère le courrier"),
}


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, membership: Membership) -> ContactQuerySet:
        return self.filter(company__in=Company.objects.visible_to(membership))

    def current(self) -> ContactQuerySet:
        return self.filter(left_on__isnull=True)

    def reachable_by_email(self) -> ContactQuerySet:
        return self.current().exclude(email="")


class Contact(ProgrammeRow):
    """A person of a company: they have no account, but a personal page."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="contacts")
    title = models.CharField(_("civilité"), max_length=10, blank=True, choices=[("Mme", "Mme"), ("M.", "M.")])
    first_name = models.CharField(_("prénom"), max_length=60, blank=True)
    last_name = models.CharField(_("nom"), max_length=80)
    role = models.CharField(_("fonction"), max_length=120, blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    preferred_channel = models.CharField(
        _("joindre de préférence par"), max_length=10, choices=Channel, default=Channel.EMAIL
    )
    best_time = models.CharField(_("moment préféré"), max_length=60, blank=True)
    language = models.CharField(_("langue"), max_length=2, choices=Language, default=Language.FRENCH)
    is_primary = models.BooleanField(_("interlocuteur principal"), default=True)
    left_on = models.DateField(_("parti le"), null=True, blank=True)
    # Written by companies.services from the last name, so that « Noter » finds people on both databases alike.
    name_key = models.CharField(max_length=90, editable=False, blank=True, db_index=True)

    objects = ContactQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-is_primary", "last_name", "pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def formal_name(self) -> str:
        """« Mme Garreau », or the whole name when the title is not known."""
        return f"{self.title} {self.last_name}" if self.title else str(self)

    @property
    def preference(self) -> str:
        """« préfère le téléphone »."""
        return str(PREFERENCES[Channel(self.preferred_channel)])


class InteractionQuerySet(models.QuerySet["Interaction"]):
    def visible_to(self, membership: Membership) -> InteractionQuerySet:
        return self.filter(company__in=Company.objects.visible_to(membership))

    def contacts(self) -> InteractionQuerySet:
        """The exchanges in which somebody was spoken or written to: all but notes."""
        return self.exclude(kind=Interaction.Kind.NOTE)

    def to_do(self) -> InteractionQuerySet:
        return self.exclude(next_step="").filter(next_step_done_at__isnull=True)


class Interaction(ProgrammeRow):
    """A call, visit, mail or note with a company, and the next step that came out of it."""

    class Kind(models.TextChoices):
        CALL = "call", _("appel")
        VISIT = "visit", _("visite")
        EMAIL = "email", _("courriel")
        SMS = "sms", _("SMS")
        NOTE = "note", _("note")

    class Outcome(models.TextChoices):
        REACHED = "reached", _("jointe")
        MESSAGE = "message", _("message laissé")
        NO_ANSWER = "no_answer", _("pas de réponse")
        REFUSED = "refused", _("ne souhaite pas")
        NONE = "", _("sans objet")

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="interactions")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(_("nature"), max_length=8, choices=Kind, default=Kind.NOTE)
    outcome = models.CharField(_("résultat"), max_length=10, choices=Outcome, default=Outcome.NONE, blank=True)
    happened_at = models.DateTimeField(_("le"), default=timezone.now)
    text = models.TextField(_("ce qui s’est dit"), max_length=4000, blank=True)
    next_step = models.CharField(_("prochaine étape"), max_length=200, blank=True)
    next_step_on = models.DateField(_("pour le"), null=True, blank=True)
    next_step_done_at = models.DateTimeField(null=True, blank=True)
    submission_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = InteractionQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-pk"]
        verbose_name = _("échange")
        indexes = [models.Index(fields=["company", "-happened_at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_at:%d/%m/%Y}"
