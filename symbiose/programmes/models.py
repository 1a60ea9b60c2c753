"""The tenant: a programme, its territory, its partners, and who holds which role in it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.accounts.models import Language
from symbiose.programmes.rows import ProgrammeRow

if TYPE_CHECKING:
    from symbiose.accounts.models import User


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def of_user(self, user: User, today: date | None = None) -> ProgrammeQuerySet:
        """The programmes in which a person holds a role on the given day."""
        return self.filter(pk__in=Membership.objects.of_user(user).active(today).values("programme"))


class Programme(models.Model):
    """One industrial-symbiosis programme of one territory; everything else belongs to one."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    name = models.CharField(_("nom"), max_length=120)
    tagline = models.CharField(_("sous-titre"), max_length=120, blank=True)
    contact_phone = models.CharField(_("téléphone montré aux entreprises"), max_length=30, blank=True)
    language = models.CharField(_("langue"), max_length=2, choices=Language, default=Language.FRENCH)
    started_on = models.DateField(_("début"), default=timezone.localdate)
    hold_messages = models.BooleanField(
        _("relire avant d’envoyer"),
        default=True,
        help_text=_("Les messages attendent votre relecture ; rien ne part sans vous."),
    )
    core_synergies = models.PositiveSmallIntegerField(_("noyau dur : synergies au moins"), default=2)
    core_events = models.PositiveSmallIntegerField(_("noyau dur : rencontres au moins"), default=2)
    created_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("programme")
        constraints = [
            models.CheckConstraint(
                name="programme_core_numbers_positive",
                condition=Q(core_synergies__gte=1, core_events__gte=1),
                violation_error_message=_("Les deux nombres du noyau dur valent au moins 1."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("dashboard:home", kwargs={"programme_slug": self.slug})


class Wave(ProgrammeRow):
    """A wave (vague) of a programme: its meetings, campaigns and synergies. One by default, then not shown."""

    number = models.PositiveSmallIntegerField(_("numéro"), default=1)
    name = models.CharField(_("nom"), max_length=80, blank=True)
    starts_on = models.DateField(_("début"), default=timezone.localdate)

    class Meta:
        ordering = ["number"]
        verbose_name = _("vague")
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="wave_unique_number")]

    def __str__(self) -> str:
        return self.name or f"Vague {self.number}"


class TerritoryCommune(ProgrammeRow):
    """A commune of the programme's perimeter, by its INSEE code."""

    insee = models.CharField(_("code INSEE"), max_length=5)
    name = models.CharField(_("commune"), max_length=80)

    class Meta:
        ordering = ["name"]
        verbose_name = _("commune du périmètre")
        constraints = [models.UniqueConstraint(fields=["programme", "insee"], name="commune_once_per_programme")]

    def __str__(self) -> str:
        return self.name


class Park(ProgrammeRow):
    """A business park (zone d’activités)."""

    name = models.CharField(_("zone d’activités"), max_length=120)
    city = models.CharField(_("commune"), max_length=80, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("zone d’activités")
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="park_once_per_programme")]

    def __str__(self) -> str:
        return self.name


class PartnerQuerySet(models.QuerySet["Partner"]):
    def visible_to(self, membership: Membership) -> PartnerQuerySet:
        return self.filter(programme=membership.programme_id)

    def chambers(self) -> PartnerQuerySet:
        return self.filter(kind=Partner.Kind.CHAMBER)


class Partner(ProgrammeRow):
    """A body that takes part in the programme."""

    class Kind(models.TextChoices):
        CHAMBER = "chamber", _("chambre consulaire")
        LOCAL_AUTHORITY = "local_authority", _("collectivité")
        CARRIER = "carrier", _("structure porteuse")
        RELAY = "relay", _("relais (association, club)")
        ECO_ORGANISM = "eco_organism", _("éco-organisme")
        EXPERT = "expert", _("expert")
        FUNDER = "funder", _("financeur")

    name = models.CharField(_("nom"), max_length=120)
    short_name = models.CharField(_("sigle"), max_length=24, blank=True)
    kind = models.CharField(_("nature"), max_length=16, choices=Kind)
    email = models.EmailField(_("courriel"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("partenaire")
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="partner_once_per_programme")]

    def __str__(self) -> str:
        return self.short_name or self.name


class Role(models.TextChoices):
    ANIMATOR = "animator", _("animation")
    ADVISER = "adviser", _("conseil de chambre")
    COMMITTEE = "committee", _("comité de pilotage")
    PARTNER = "partner", _("partenaire invité")
    NETWORK = "network", _("tête de réseau")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, membership: Membership) -> MembershipQuerySet:
        return self.filter(programme=membership.programme_id)

    def active(self, today: date | None = None) -> MembershipQuerySet:
        day = today or timezone.localdate()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
            user__is_active=True,
        )

    def not_ended(self) -> MembershipQuerySet:
        """Held today or from a day to come."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=timezone.localdate()))

    def ended(self) -> MembershipQuerySet:
        return self.filter(valid_until__lt=timezone.localdate())

    def of_user(self, user: User) -> MembershipQuerySet:
        return self.filter(user=user)

    def animators(self) -> MembershipQuerySet:
        return self.filter(role=Role.ANIMATOR)


class Membership(ProgrammeRow):
    """A role that a person holds in a programme, for a time (an interim has dates)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("rôle"), max_length=10, choices=Role)
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("structure")
    )
    valid_from = models.DateField(_("à partir du"), null=True, blank=True)
    valid_until = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["role", "user__last_name", "pk"]
        verbose_name = _("membre")
        constraints = [
            models.UniqueConstraint(fields=["programme", "user", "role"], name="membership_once_per_role"),
            models.CheckConstraint(
                name="membership_adviser_has_a_chamber",
                condition=~Q(role=Role.ADVISER) | Q(partner__isnull=False),
                violation_error_message=_("Un conseiller appartient à une chambre."),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("La fin précède le début."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

    @property
    def is_animator(self) -> bool:
        return self.role == Role.ANIMATOR

    @property
    def is_adviser(self) -> bool:
        return self.role == Role.ADVISER


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, membership: Membership) -> InvitationQuerySet:
        return self.filter(programme=membership.programme_id)

    def for_email(self, email: str) -> InvitationQuerySet:
        return self.filter(email__iexact=email)

    def open(self) -> InvitationQuerySet:
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now())


class Invitation(ProgrammeRow):
    """An invitation by email to hold a role; its link is a MAC of the row, minted at sending, never stored."""

    email = models.EmailField(_("courriel"))
    role = models.CharField(_("rôle"), max_length=10, choices=Role)
    partner = models.ForeignKey(
        Partner, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("structure")
    )
    valid_from = models.DateField(_("à partir du"), null=True, blank=True)
    valid_until = models.DateField(_("jusqu’au"), null=True, blank=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("invitation")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "email", "role"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_open_per_person_and_role",
                violation_error_message=_("Cette personne a déjà une invitation pour ce rôle."),
            ),
            models.CheckConstraint(
                name="invitation_adviser_has_a_chamber",
                condition=~Q(role=Role.ADVISER) | Q(partner__isnull=False),
                violation_error_message=_("Un conseiller appartient à une chambre."),
            ),
            models.CheckConstraint(
                name="invitation_ends_after_it_starts",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("La fin précède le début."),
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        return not self.accepted_at and not self.revoked_at and self.expires_at > timezone.now()


class Submission(ProgrammeRow):
    """A creating form that was sent: its `uuid` is the key that the form carried (symbiose.programmes.submissions)."""

    class Meta:
        verbose_name = _("envoi de formulaire")

    def __str__(self) -> str:
        return str(self.uuid)
