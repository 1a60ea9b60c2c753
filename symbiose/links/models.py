from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.programmes.rows import ProgrammeRow


class Purpose(models.TextChoices):
    """What a personal link opens. A link of one purpose never opens another."""

    HOME = "home", _("page personnelle")
    UNSUBSCRIBE = "unsubscribe", _("ne plus être relancé")


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    def usable(self) -> PersonalLinkQuerySet:
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())

    def of_holder(self, kind: str, holder_uuid: uuid.UUID) -> PersonalLinkQuerySet:
        return self.filter(holder_kind=kind, holder_id=holder_uuid)


class PersonalLink(ProgrammeRow):
    """A link of one person for one purpose.

    Its secret is not stored: the address holds the row's uuid and a MAC of (uuid, purpose, nonce) under the
    site's key, minted at sending. Revoking is one date; renewing changes the nonce, and old addresses die.
    """

    holder_kind = models.CharField(max_length=20)
    holder_id = models.UUIDField()
    purpose = models.CharField(max_length=16, choices=Purpose, default=Purpose.HOME)
    nonce = models.UUIDField(default=uuid.uuid4, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(_("ouvert le"), null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    transferred_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("lien personnel")
        indexes = [models.Index(fields=["holder_kind", "holder_id", "purpose"])]

    def __str__(self) -> str:
        return f"{self.holder_kind}:{self.holder_id}:{self.purpose}"

    @property
    def is_usable(self) -> bool:
        return self.revoked_at is None and not self.has_expired

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()


class CalendarLinkQuerySet(models.QuerySet["CalendarLink"]):
    def usable(self) -> CalendarLinkQuerySet:
        return self.filter(revoked_at__isnull=True, user__is_active=True)


class CalendarLink(ProgrammeRow):
    """The address at which a member's own calendar is read by their calendar programme; one per programme.

    Sealed like a personal link: the address proves (uuid, nonce) and is stored nowhere. It lives until it is
    revoked; renewing changes the nonce, and the old address dies.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    nonce = models.UUIDField(default=uuid.uuid4, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("adresse d’agenda")
        constraints = [models.UniqueConstraint(fields=["programme", "user"], name="calendar_link_one_per_member")]

    def __str__(self) -> str:
        return f"{self.programme_id}:{self.user_id}"
