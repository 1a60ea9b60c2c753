"""Choices that diagnostics, the engine's door and the imports share; the stored words are those of CONTRACTS."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    RESOURCE = "ressource", _("propose")
    NEED = "besoin", _("cherche")


class Family(models.TextChoices):
    MATERIAL = "matiere", _("matière")
    WASTE = "dechet", _("déchet")
    ENERGY = "energie", _("énergie")
    WATER = "eau", _("eau")
    EQUIPMENT = "equipement", _("équipement")
    SKILL = "competence", _("compétence")
    SPACE = "espace", _("espace")
    SERVICE = "service", _("service")
    TRANSPORT = "transport", _("transport")
    PURCHASE = "achat", _("achat")


class Period(models.TextChoices):
    YEAR = "an", _("par an")
    MONTH = "mois", _("par mois")
    WEEK = "semaine", _("par semaine")
    ONCE = "ponctuel", _("une fois")


class Level(models.TextChoices):
    """Who may see a flow, from the closest to the widest."""

    ADVISER = "adviser", _("Conseiller seul")
    CHAMBERS = "chambers", _("Animatrice et chambres")
    PROGRAMME = "programme", _("Entreprises du programme")
    PUBLIC = "public", _("Tout public")


class Origin(models.TextChoices):
    """Where a flow came from; with origin_uuid it names the row."""

    DIAGNOSTIC = "diagnostic", _("visite")
    QUESTIONNAIRE = "questionnaire", _("questionnaire")
    IMPORT = "import", _("import")
    COMPANY = "company", _("saisie par l’entreprise")


class Outlet(models.TextChoices):
    """Where a flow goes or comes from, for the territory's balance."""

    TERRITORY = "territory", _("sur le territoire")
    OUTSIDE = "outside", _("hors du territoire")


class FigureKind(models.TextChoices):
    ESTIMATED = "estimated", _("estimé")
    DECLARED = "declared", _("déclaré")
    MEASURED = "measured", _("mesuré")
