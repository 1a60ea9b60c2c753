"""Roadmaps to print: the collection of the pictures, an empty one, a very long one and a hostile one.

Companies, people and figures are fictional.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from roadmaps.cost_sharing import share_cost
from roadmaps.document import (
    AttachedDocument,
    Budget,
    BudgetLine,
    Companion,
    CompanyLine,
    Decision,
    FigureKind,
    Funding,
    Gain,
    Indicator,
    KeyFigure,
    NextMeeting,
    Reading,
    Risk,
    RoadmapDocument,
    SharingRule,
    Signature,
    StepLine,
    StepState,
    SynergyKind,
    Validation,
    Weather,
)
from symbiose.pdf_masthead import Emblem, Partner

DAY = date(2017, 2, 27)
PARTNERS = (
    Partner("Pays de la Haute-Sarthe", emblem=Emblem.SAIL),
    Partner("Communauté de communes 4C – Pays de Sillé", emblem=Emblem.RINGS),
    Partner("Chambre de commerce et d’industrie", "CCI", Emblem.BOX),
    Partner("Chambre de métiers et de l’artisanat", "CMA", Emblem.PILL),
    Partner("Chambre d’agriculture", "CA", Emblem.LEAF),
    Partner("Éco-organisme", emblem=Emblem.LOOP),
)
COMPANIES = (
    (
        "Plasturgie du Pont-Landry",
        "Sillé-le-Guillaume",
        "Accueille la collecte sur son parking les 25 et 26 avril ; prête un transpalette.",
        "Alain Bertin",
        date(2017, 1, 20),
        96,
    ),
    (
        "Transports Lemoine",
        "Conlie",
        "Fait une tournée pour les quatre entreprises sans véhicule.",
        "Patrick Lemoine",
        date(2017, 1, 24),
        71,
    ),
    (
        "Charpentes Brault",
        "Crissé",
        "Trie et dépose ; prête deux caisses-palettes.",
        "Denis Brault",
        date(2016, 11, 18),
        60,
    ),
    (
        "Fromagerie du Val de Vègre",
        "Tennie",
        "Trie et dépose ; fait effacer ses disques.",
        "Hélène Chauvin",
        date(2017, 1, 30),
        52,
    ),
    (
        "Imprimerie Hersent",
        "Conlie",
        "Imprime les consignes de tri, sans frais.",
        "Luc Hersent",
        date(2016, 12, 2),
        46,
    ),
    ("Menuiserie Garreau", "Rouez", "Trie et dépose.", "Sylvie Garreau", date(2016, 11, 18), 38),
    (
        "Garage de la Charnie",
        "Rouez",
        "Trie et dépose ; garde les batteries à part.",
        "Éric Foulard",
        date(2017, 2, 6),
        31,
    ),
    (
        "Cidrerie des Trois Haies",
        "Mont-Saint-Jean",
        "Trie ; tournée de Transports Lemoine.",
        "Anne Lhuissier",
        date(2016, 11, 18),
        18,
    ),
    (
        "Cabinet comptable Ferré",
        "Sillé-le-Guillaume",
        "Trie ; demande l’attestation d’effacement.",
        "Paul Ferré",
        date(2017, 2, 9),
        15,
    ),
    (
        "Pépinières du Gué",
        "Domfront-en-Champagne",
        "Trie ; tournée de Transports Lemoine.",
        "Maud Rivière",
        date(2016, 11, 25),
        14,
    ),
    (
        "Optique de la Place",
        "Sillé-le-Guillaume",
        "Trie ; tournée de Transports Lemoine.",
        "Samira Haddad",
        date(2016, 12, 2),
        12,
    ),
    ("Boulangerie Lhommeau", "Conlie", "Trie ; tournée de Transports Lemoine.", "Joël Lhommeau", date(2017, 2, 10), 9),
)
STEPS = (
    StepLine(
        1,
        "Recenser les appareils par entreprise",
        "Claire Aubry, animatrice",
        date(2016, 10, 24),
        date(2016, 11, 18),
        StepState.DONE,
    ),
    StepLine(
        2,
        "Comparer les conditions de l’éco-organisme",
        "Marc Tessier, CCI",
        date(2016, 11, 21),
        date(2016, 12, 9),
        StepState.DONE,
    ),
    StepLine(
        3,
        "Trouver un lieu d’accueil, couvert et fermé",
        "Alain Bertin, Pont-Landry",
        date(2016, 12, 1),
        date(2017, 1, 20),
        StepState.DONE,
    ),
    StepLine(
        4,
        "Confirmer les poids et atteindre 500 kg",
        "Alain Bertin, Pont-Landry",
        date(2017, 1, 23),
        date(2017, 3, 17),
        StepState.IN_PROGRESS,
        note="462 kg sur 500",
    ),
    StepLine(
        5,
        "Appeler trois entreprises de Conlie",
        "Gérard Poirier, élu référent",
        date(2017, 3, 6),
        date(2017, 3, 15),
        note="demandé au COPIL",
    ),
    StepLine(
        6,
        "Signer la convention d’accueil sur le parking",
        "Alain Bertin et la CC",
        date(2017, 2, 13),
        date(2017, 3, 24),
        StepState.IN_PROGRESS,
        note="projet relu le 20 févr.",
    ),
    StepLine(
        7,
        "Envoyer les consignes de tri et d’effacement",
        "Nadia Roussel, CMA",
        date(2017, 3, 20),
        date(2017, 3, 31),
    ),
    StepLine(
        8,
        "Réserver l’enlèvement",
        "Claire Aubry, animatrice",
        date(2017, 3, 20),
        date(2017, 4, 3),
        StepState.BLOCKED,
        blocked_by="l’étape 4",
        freed_by="quand 500 kg sont inscrits",
    ),
    StepLine(
        9,
        "Accueillir les dépôts et peser par entreprise",
        "Alain Bertin, Pont-Landry",
        date(2017, 4, 25),
        date(2017, 4, 26),
    ),
    StepLine(
        10, "Enlever les appareils, remettre le bordereau", "Éco-organisme", date(2017, 4, 27), date(2017, 4, 27)
    ),
    StepLine(
        11, "Faire le bilan, proposer la date de 2018", "Claire Aubry, animatrice", date(2017, 5, 2), date(2017, 5, 19)
    ),
)
BUDGET = Budget(
    lines=(
        BudgetLine(
            "Attestation d’effacement des disques, lot de 30",
            Decimal("240.00"),
            "Devis de l’atelier d’insertion, 12 janv.",
        ),
        BudgetLine("Caisses-palettes et film", Decimal("186.40"), "Devis du 19 janv."),
        BudgetLine("Location d’un second transpalette, 2 jours", Decimal("84.00"), "Tarif public 2017"),
        BudgetLine("Affiches et consignes de tri", Decimal("0.00"), "Offertes par l’Imprimerie Hersent"),
        BudgetLine("Enlèvement par l’éco-organisme", Decimal("0.00"), "Sans frais à partir de 500 kg"),
        BudgetLine("Pesons et étiquettes", Decimal("62.50"), "Devis du 19 janv."),
    ),
    fundings=(Funding("Communauté de communes", Decimal("150.00"), "aide demandée au COPIL"),),
    rule=SharingRule.VOLUME,
    rule_note="Au poids inscrit",
    basis_label="Poids inscrit",
    basis_unit="kg",
)


def company_lines(budget: Budget) -> tuple[CompanyLine, ...]:
    weights = [Decimal(row[-1]) for row in COMPANIES]
    shares = share_cost(budget.to_share, weights)
    return tuple(
        CompanyLine(name, city, brings, who, when, weight, share, is_pilot=index == 0)
        for index, ((name, city, brings, who, when, _kg), weight, share) in enumerate(
            zip(COMPANIES, weights, shares, strict=True)
        )
    )


def collection() -> RoadmapDocument:
    """The roadmap of the pictures: twelve companies, eleven steps, four pages."""
    return RoadmapDocument(
        programme_name="Pays de Sillé",
        programme_tagline="Entreprises en synergie",
        partners=PARTNERS,
        title="Collecter ensemble les appareils électriques des entreprises",
        short_title="Collecte d’appareils électriques",
        kind=SynergyKind.MUTUALISATION,
        version=3,
        dated_on=DAY,
        today=DAY,
        validated_by="les 12 participants",
        weather=Weather.CLOUD,
        weather_reason="Il manque 38 kg pour que l’enlèvement soit gratuit ; tout le reste est prêt.",
        why="Douze entreprises gardent de vieux appareils dans leurs réserves ; faire venir un prestataire coûte 65 €"
        " chacune.",
        how="Un dépôt commun deux jours sur un parking de Sillé, pesé par entreprise ; l’éco-organisme enlève sans"
        " frais à partir de 500 kg.",
        then="Trois appels d’ici au 15 mars, puis réservation de l’enlèvement pour le 27 avril.",
        key_figures=(
            KeyFigure("462 kg", "inscrits sur 500 kg", FigureKind.DECLARED),
            KeyFigure("12", "entreprises, dans sept communes"),
            KeyFigure("422,90 €", "à partager, aide déduite"),
            KeyFigure("27 avril", "enlèvement prévu"),
        ),
        companies=company_lines(BUDGET),
        with_them=(
            Companion("Claire Aubry", "Animatrice"),
            Companion("Marc Tessier", "CCI"),
            Companion("Nadia Roussel", "CMA"),
            Companion("Gérard Poirier, Conlie", "Élu référent"),
            Companion("Éco-organisme de la filière ; atelier d’insertion pour l’effacement des disques"),
        ),
        steps=STEPS,
        next_meeting=NextMeeting(datetime(2017, 3, 15, 8, 30, tzinfo=ZoneInfo("Europe/Paris")), "par téléphone"),
        budget=BUDGET,
        gains=(
            Gain(
                "Enlèvement évité",
                "780 € la première année",
                FigureKind.ESTIMATED,
                "Devis d’un prestataire du 2 déc. 2016 : 65 € × 12 entreprises",
            ),
            Gain(
                "Trajets évités vers la déchetterie du Mans",
                "760 km, une fois",
                FigureKind.ESTIMATED,
                "12 allers-retours, distances routières ; facteur de 2016",
            ),
            Gain(
                "Poids confié à la filière",
                "462 kg, une fois",
                FigureKind.DECLARED,
                "Réponses des 12 entreprises par lien personnel, au 24 févr.",
                baseline="0 kg en 2016",
            ),
            Gain(
                "Don de la filière à une association",
                "100 €, une fois",
                FigureKind.ESTIMATED,
                "Barème de l’éco-organisme : 50 € par tranche de 200 kg",
            ),
            Gain(
                "Poids pesé",
                "à la pesée du 26 avril",
                FigureKind.MEASURED,
                "Peson de Pont-Landry, un champ par entreprise",
            ),
        ),
        indicators=(
            Indicator(
                "Poids inscrit",
                Decimal(500),
                "kg",
                (Reading(date(2017, 1, 20), Decimal(318)), Reading(date(2017, 2, 24), Decimal(462))),
            ),
            Indicator("Entreprises inscrites", Decimal(12), "", (Reading(date(2017, 2, 24), Decimal(12)),)),
            Indicator("Disques à effacer attestés", Decimal(30), "", (Reading(DAY, Decimal(0)),)),
            Indicator("Souhaitent recommencer en 2018", Decimal(10), next_reading_on=date(2017, 5, 19)),
        ),
        risks=(
            Risk(
                "Le seuil de 500 kg n’est pas atteint",
                "Moyen",
                "Trois appels de l’élu référent ; à défaut, report au 22 juin avec la zone de Conlie.",
            ),
            Risk(
                "Des données restent sur un disque",
                "Faible",
                "Effacement par l’atelier d’insertion, attestation par lot.",
            ),
            Risk("Un dépôt non trié ou mouillé", "Faible", "Consignes envoyées le 31 mars ; auvent de Pont-Landry."),
        ),
        conditions=("500 kg inscrits au 17 mars", "une convention d’accueil signée avant les consignes"),
        legal_form="Convention d’accueil entre Plasturgie du Pont-Landry et la communauté de communes ; aucune"
        " structure à créer.",
        documents=(
            AttachedDocument("Projet de convention d’accueil", "relu par le service juridique", date(2017, 2, 20)),
            AttachedDocument("Conditions d’enlèvement de l’éco-organisme", "", date(2016, 12, 9)),
        ),
        decisions=(
            Decision(date(2017, 3, 9), "COPIL", "Aide de 150 € ; signature de la convention d’accueil.", to_take=True),
            Decision(
                date(2016, 10, 18),
                "Atelier de Conlie",
                "Synergie retenue ; Pont-Landry entreprise pilote. 16 voix pour, 3 à approfondir, 1 écartée.",
            ),
            Decision(
                date(2016, 12, 8),
                "COPIL",
                "Version 2 validée ; l’aide de la communauté de communes sera examinée en mars.",
            ),
            Decision(date(2017, 1, 20), "Appel", "Parking et auvent de Pont-Landry accordés, enlèvement avant 10 h."),
        ),
        validations=tuple(
            Validation(row[0], row[3], date(2017, 2, 20) + timedelta(days=index % 5))
            for index, row in enumerate(COMPANIES)
        ),
        signatures=(
            Signature("Alain Bertin", "Plasturgie du Pont-Landry, entreprise pilote"),
            Signature("Gérard Poirier", "Communauté de communes, élu référent"),
        ),
    )


def empty() -> RoadmapDocument:
    """A roadmap just opened: nothing is written but its title."""
    return RoadmapDocument(
        programme_name="Pays de Sillé",
        programme_tagline="Entreprises en synergie",
        partners=PARTNERS,
        title="Collecter ensemble les appareils électriques des entreprises",
        short_title="Collecte d’appareils électriques",
        kind=SynergyKind.MUTUALISATION,
        version=1,
        dated_on=DAY,
        today=DAY,
    )


LONG_TITLE = (
    "Collecter, trier, effacer, peser et faire enlever ensemble les équipements électriques et électroniques"
    " professionnels hors d’usage des entreprises du Pays de Sillé et de la Champagne conlinoise, saison une"
)
LONG_WORD = "Anticonstitutionnellementconstructionmétalliqueindustrielle"
ODD_NAMES = (
    "Établissements Vandenbroucke-Hauteville-Montmorency & Fils, successeurs",
    "مخبز النور",
    "Ferme du Bout-du-Monde",
    "Łódź-Przedsiębiorstwo Sp. z o.o.",
    LONG_WORD,
    "Σιδηρουργείο Αθήνας",
    "Boulangerie 🥖 du Pont 🔥",
    "Пекарня Солнце",
)
STATES = (StepState.DONE, StepState.LATE, StepState.IN_PROGRESS, StepState.BLOCKED, StepState.UPCOMING)


def stress(companies: int = 40, steps: int = 40) -> RoadmapDocument:
    """Forty companies, forty steps, a title of 200 characters, odd names."""
    weights = [Decimal(3 + (37 * index) % 90) for index in range(companies)]
    shares = share_cost(Decimal("1234.57"), weights)
    budget = replace(
        BUDGET, lines=(*BUDGET.lines[:-1], BudgetLine("Pesons et étiquettes", Decimal("874.17"), "Devis du 19 janv."))
    )
    return replace(
        collection(),
        title=LONG_TITLE,
        short_title="",
        weather=Weather.STORM,
        weather_reason="Six étapes sont en retard et l’entreprise pilote ne répond plus depuis 31 jours ; une réunion"
        " est demandée avec la communauté de communes et les trois chambres.",
        budget=budget,
        companies=tuple(_stress_company(index, weights[index], shares[index]) for index in range(companies)),
        steps=tuple(_stress_step(number, steps) for number in range(1, steps + 1)),
    )


def _stress_company(index: int, weight: Decimal, share: Decimal) -> CompanyLine:
    name = ODD_NAMES[index] if index < len(ODD_NAMES) else f"Entreprise {index} de la zone"
    brings = "Trie et dépose ; " + "prête du matériel et accueille une tournée, " * (index % 4)
    who = ("Jo Le", "Marie-Antoinette de La Rochefoucauld-Montbazon")[index % 2]
    return CompanyLine(name, "Bernay-Neuvy-en-Champagne", brings, who, date(2017, 2, 3), weight, share, index == 0)


def _stress_step(number: int, count: int) -> StepLine:
    state = STATES[(number - 1) * len(STATES) // count]
    title = ("Réserver", "Écrire à toutes les entreprises de la zone qui n’ont pas encore répondu au rappel")[
        number % 2
    ]
    starts_on = date(2016, 9, 5) + timedelta(days=12 * number)
    return StepLine(
        number,
        f"{title} ({number})",
        ("Claire Aubry, animatrice", "Établissements Vandenbroucke-Hauteville-Montmorency")[number % 3 == 0],
        starts_on,
        starts_on + timedelta(days=20),
        state,
        blocked_by="l’étape 12" if state is StepState.BLOCKED else "",
        freed_by="quand la convention d’accueil est signée" if state is StepState.BLOCKED else "",
    )


PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='file:///etc/passwd'>",
    '"><svg onload=alert(1)><title>x</title></svg>',
    "</style><style>@import url(http://example.test/x.css);</style>",
    "<link rel=attachment href=file:///etc/passwd>",
    "<a href='javascript:alert(1)'>x</a>",
    "{{ 7|add:7 }}{% include 'base.html' %}",
    "&lt;b&gt;gras&lt;/b&gt; &amp;amp;",
    "-->]]></title></text></svg><h1>Titre</h1>",
)


def hostile(payload: str) -> RoadmapDocument:
    """The same text typed in every field that takes text."""
    return RoadmapDocument(
        programme_name=payload,
        programme_tagline=payload,
        partners=(Partner(payload, payload), Partner(payload)),
        title=payload,
        short_title=payload,
        kind=SynergyKind.SHARING,
        version=1,
        dated_on=DAY,
        today=DAY,
        validated_by=payload,
        author=payload,
        weather_reason=payload,
        why=payload,
        how=payload,
        then=payload,
        key_figures=(KeyFigure(payload, payload, FigureKind.MEASURED),),
        companies=(CompanyLine(payload, payload, payload, payload, DAY, Decimal(1), Decimal(2), True),),
        with_them=(Companion(payload, payload),),
        steps=(StepLine(1, payload, payload, DAY, DAY, StepState.BLOCKED, payload, payload, payload),),
        next_meeting=NextMeeting(DAY, payload),
        budget=Budget((BudgetLine(payload, Decimal(3), payload),), (Funding(payload, Decimal(1), payload),)),
        gains=(Gain(payload, payload, FigureKind.ESTIMATED, payload, payload),),
        indicators=(Indicator(payload, Decimal(2), payload, (Reading(DAY, Decimal(1)),)),),
        risks=(Risk(payload, payload, payload),),
        conditions=(payload,),
        legal_form=payload,
        documents=(AttachedDocument(payload, payload, DAY),),
        decisions=(Decision(DAY, payload, payload, True),),
        validations=(Validation(payload, payload, DAY),),
        signatures=(Signature(payload, payload, DAY),),
    )
