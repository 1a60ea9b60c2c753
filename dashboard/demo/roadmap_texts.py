"""What the five roadmaps of the demo say: data. Figures are the demo's own, each with its kind."""

from dashboard.demo.written import Planned, Written

TRAINING = Written(
    key="training",
    weather="cloud",
    reason="Il manque trois inscrits pour confirmer la deuxième session ; la première a eu lieu.",
    next_meeting="en mairie de Sillé, à la fin du mois, 8 h 30",
    content={
        "why": "Onze entreprises envoient leurs salariés se former au Mans, une par une : du temps, de la route et le prix fort.",
        "how": "Deux sessions de 12 places à Sillé, un organisme choisi ensemble, une salle et du matériel prêtés.",
        "then": "Trois appels pour les derniers inscrits, puis la session ; un calendrier des recyclages tous les 24 mois.",
        "rule": "volume",
        "rule_note": "Au nombre de places",
        "basis_label": "Places",
        "basis_unit": "",
        "key_figures": [
            {"value": "1 630 €", "label": "gagnés par an", "kind": "estimated"},
            {"value": "34", "label": "places demandées d’ici à juin", "kind": "declared"},
            {"value": "10", "label": "personnes déjà formées", "kind": "measured"},
        ],
        "budget": [
            {"label": "Deux sessions de formation, 22 places", "cents": 312400, "source": "devis retenu"},
            {"label": "Salle et café", "cents": 0, "source": "prêtés"},
        ],
        "fundings": [{"label": "Remise pour groupe de l’organisme", "cents": 31240, "note": "acquise"}],
        "gains": [
            {"label": "Prix de la place", "value": "142 € au lieu de 190 €", "kind": "measured", "source": "devis"},
            {"label": "Route évitée", "value": "2 900 km par an", "kind": "estimated", "source": "34 allers-retours"},
        ],
        "indicators": [
            {"label": "Personnes formées", "target": "22", "unit": "personnes", "value": "10", "read_on": ""},
            {"label": "Inscrits à la session 2", "target": "10", "unit": "personnes", "value": "7", "read_on": ""},
        ],
        "risks": [
            {"label": "Trop peu d’inscrits", "level": "moyen", "response": "ouvrir les places aux communes"},
            {"label": "Absents le jour même", "level": "faible", "response": "liste d’attente de deux noms"},
        ],
        "legal_form": "Inscription par entreprise ; une convention de formation chacune.",
        "decisions": [
            {
                "on": "",
                "event": "COPIL",
                "text": "La commune de Sillé prête la salle des fêtes en secours.",
                "to_take": False,
            },
        ],
    },
    steps=[
        Planned("Compter les places par entreprise", "animatrice", -100, -88, "done", "34 places, 11 entreprises"),
        Planned("Demander trois devis", "cma", -88, -70, "done"),
        Planned("Choisir l’organisme et les dates", "garreau", -70, -52, "done"),
        Planned("Première session, à Sillé (10 places)", "Organisme retenu", -14, -13, "done", "10 personnes formées"),
        Planned("Confirmer les inscrits de la deuxième session", "garreau", -20, -3, "doing", "7 inscrits sur 10"),
        Planned("Prêter la salle et le matériel d’exercice", "plasturgie", -4, 30, "doing"),
        Planned(
            "Deuxième session, à Sillé (12 places)",
            "Organisme retenu",
            35,
            36,
            "blocked",
            blocked_by=5,
            freed_by="10 inscrits sont confirmés",
        ),
        Planned("Bilan et calendrier des 24 mois", "animatrice", 50, 80),
    ],
    validated_by=["les 11 participants", "le COPIL"],
    brings={
        "garreau": "Tient la liste des inscrits.",
        "plasturgie": "Prête la salle et un extincteur d’exercice.",
        "brault": "Quatre places ; prête sa salle en secours.",
        "ehpad": "Ouvre son exercice d’évacuation aux voisins.",
        "lemoine": "Quatre places.",
        "scierie": "Deux places.",
        "fromagerie": "Trois places.",
        "metallerie": "Trois places.",
        "salaisons": "Quatre places ; accueille le formateur la veille.",
        "supermarche": "Deux places ; prête son parking.",
        "meca": "Quatre places, deux de plus si besoin.",
    },
    parts={
        "garreau": "3",
        "brault": "4",
        "plasturgie": "5",
        "fromagerie": "3",
        "scierie": "2",
        "metallerie": "3",
        "salaisons": "4",
        "supermarche": "2",
        "ehpad": "1",
        "lemoine": "4",
        "meca": "3",
    },
)

EQUIPMENT = Written(
    key="equipment",
    weather="sun",
    reason="Deux prêts essayés sans accroc ; la convention est presque prête.",
    next_meeting="chez Charpentes Brault, dans deux semaines",
    content={
        "why": "Six entreprises louent chaque mois ce que leur voisine laisse dormir.",
        "how": "Un carnet de prêt commun, un prêteur par engin, une convention type et une assurance vérifiée.",
        "then": "Signer la convention, puis ouvrir le carnet aux autres entreprises.",
        "key_figures": [
            {"value": "9 400 €", "label": "de location évités par an", "kind": "estimated"},
            {"value": "9", "label": "engins et 2 salles à prêter", "kind": "declared"},
            {"value": "2", "label": "prêts déjà essayés", "kind": "measured"},
        ],
        "budget": [
            {"label": "Avenants d’assurance des prêteurs", "cents": 54000, "source": "trois assureurs"},
            {"label": "Carnet de prêt, première année", "cents": 0, "source": "tenu par l’animatrice"},
        ],
        "fundings": [{"label": "Aide du club d’entreprises", "cents": 18000, "note": "acquise"}],
        "gains": [
            {
                "label": "Location évitée",
                "value": "9 400 € par an",
                "kind": "estimated",
                "source": "factures de six entreprises",
            },
            {"label": "Jours d’engin prêtés", "value": "4 jours à ce jour", "kind": "measured", "source": "carnet"},
        ],
        "indicators": [
            {"label": "Jours d’engin prêtés", "target": "40", "unit": "jours", "value": "4", "read_on": ""},
            {"label": "Prêteurs assurés", "target": "6", "unit": "entreprises", "value": "4", "read_on": ""},
        ],
        "risks": [
            {"label": "Casse d’un engin prêté", "level": "moyen", "response": "avenant d’assurance et état des lieux"}
        ],
        "legal_form": "Convention de prêt, modèle à faire relire par les assureurs.",
        "decisions": [
            {"on": "", "event": "Participants", "text": "Choisir qui tient le carnet de prêt.", "to_take": True}
        ],
    },
    steps=[
        Planned("Lister les engins et leurs jours libres", "brault", -70, -40, "done", "9 engins, 2 salles"),
        Planned("Vérifier les assurances", "cci", -40, -10, "done"),
        Planned("Signer la convention de prêt", "plasturgie", -9, 3, "doing"),
        Planned("Ouvrir le carnet de prêt", "animatrice", 4, 25, "to_do"),
        Planned("Premier trimestre : compter les jours prêtés", "brault", 26, 110),
    ],
    brings={
        "plasturgie": "Le chariot élévateur, l’après-midi.",
        "brault": "Une salle de 30 places.",
        "metallerie": "La presse plieuse, huit heures par semaine.",
        "macon": "Bétonnière et échafaudage, l’hiver.",
        "garreau": "Le plateau élévateur, deux jours par semaine.",
        "electricite": "La nacelle, le vendredi.",
    },
)

RISKS = Written(
    key="risks",
    weather="cloud",
    reason="Six documents sur huit sont finis ; deux dirigeants n’ont pas trouvé l’heure.",
    next_meeting="troisième demi-journée, à la CMA",
    content={
        "why": "Huit entreprises ont un Document Unique de plus de deux ans, ou pas de document.",
        "how": "Trois demi-journées animées par la CMA : chacune repart avec le sien.",
        "then": "Finir les deux derniers, puis une relecture commune chaque année.",
        "key_figures": [
            {"value": "12 h", "label": "gagnées par entreprise", "kind": "estimated"},
            {"value": "6 sur 8", "label": "documents à jour", "kind": "measured"},
        ],
        "budget": [{"label": "Animation de trois demi-journées", "cents": 90000, "source": "CMA"}],
        "fundings": [{"label": "Prise en charge par la CMA", "cents": 90000, "note": "acquise"}],
        "gains": [
            {
                "label": "Conseil évité",
                "value": "600 € par entreprise",
                "kind": "estimated",
                "source": "prix d’un cabinet",
            }
        ],
        "indicators": [{"label": "Documents à jour", "target": "8", "unit": "documents", "value": "6", "read_on": ""}],
        "risks": [
            {"label": "Un dirigeant sans heure libre", "level": "moyen", "response": "la CMA vient sur place"},
            {"label": "Document jamais relu", "level": "moyen", "response": "une relecture commune chaque année"},
        ],
        "legal_form": "Convention de partenariat avec la CMA.",
    },
    steps=[
        Planned("Recenser les documents et leurs dates", "cma", -95, -80, "done"),
        Planned("Première demi-journée : méthode", "cma", -62, -61, "done", "8 présents"),
        Planned("Deuxième demi-journée : risques du métier", "cma", -34, -33, "done", "7 présents"),
        Planned("Rédiger chacun son document", "hersent", -32, 8, "doing"),
        Planned("Compléter le document de la fromagerie", "fromagerie", -20, -5, "to_do"),
        Planned("Troisième demi-journée : relecture croisée", "cma", 12, 13),
    ],
    validated_by=["le COPIL"],
    brings={
        "hersent": "Imprime les documents des autres.",
        "boulangerie": "Accueille la relecture, le café avec.",
        "brault": "Relit les risques du travail en hauteur.",
        "fromagerie": "Finit son document avec la CMA.",
        "scierie": "Montre ses protections de machines.",
        "meubles": "Relit les risques des poussières de bois.",
        "garage": "Relit les risques chimiques.",
        "paysage": "Relit les risques des engins.",
    },
)

ENERGY = Written(
    key="energy",
    weather="storm",
    reason="Une date de fin de contrat manque et le marché est tendu : comparer à « ne rien faire ».",
    next_meeting="ouverture des offres, avec la CCI",
    content={
        "why": "Neuf contrats d’électricité finissent entre mars et juillet ; chacune négocie seule.",
        "how": "Relever les consommations, écrire un cahier des charges, consulter quatre fournisseurs en une fois.",
        "then": "Lancer la consultation dès la dernière facture reçue.",
        "rule": "equal",
        "key_figures": [
            {"value": "3,4 GWh", "label": "par an, ensemble", "kind": "declared"},
            {"value": "4 à 9 %", "label": "de la facture", "kind": "estimated"},
        ],
        "budget": [{"label": "Conseil pour la consultation", "cents": 180000, "source": "devis"}],
        "fundings": [{"label": "Aide de la Région", "cents": 90000, "note": "demandée"}],
        "gains": [
            {"label": "Facture d’électricité", "value": "4 à 9 % de moins", "kind": "estimated", "source": "CCI"},
            {"label": "Temps de négociation", "value": "2 jours par an", "kind": "declared", "source": "dirigeants"},
        ],
        "indicators": [
            {"label": "Factures réunies", "target": "9", "unit": "factures", "value": "8", "read_on": ""},
            {"label": "Consommation engagée", "target": "3,4", "unit": "GWh", "value": "2,9", "read_on": ""},
        ],
        "risks": [
            {"label": "Marché tendu", "level": "élevé", "response": "toujours comparer à « ne rien faire »"},
            {"label": "Une entreprise se retire", "level": "moyen", "response": "volumes avec 10 % de tolérance"},
        ],
        "legal_form": "Groupement d’achat par mandat, sans engagement d’achat avant l’ouverture des offres.",
        "decisions": [{"on": "", "event": "COPIL", "text": "Accorder l’avance du conseil.", "to_take": True}],
    },
    steps=[
        Planned("Réunir les factures des neuf entreprises", "cci", -60, -12, "doing", "8 factures sur 9"),
        Planned("Donner la date de fin du contrat", "lemoine", -30, -4, "to_do"),
        Planned("Écrire le cahier des charges", "cci", -10, 10, "doing"),
        Planned(
            "Consulter quatre fournisseurs",
            "cci",
            11,
            40,
            "blocked",
            blocked_by=1,
            freed_by="les neuf factures sont là",
        ),
        Planned("Choisir ensemble", "fromagerie", 41, 55),
    ],
    submitted=True,
    brings={
        "fromagerie": "Préside l’ouverture des offres ; 420 MWh.",
        "plasturgie": "1,4 GWh ; prête son cahier des charges.",
        "supermarche": "690 MWh.",
        "salaisons": "310 MWh ; contrat jusqu’à fin avril.",
        "metallerie": "180 MWh.",
        "hersent": "150 MWh.",
        "meca": "120 MWh.",
        "boulangerie": "70 MWh.",
        "scierie": "60 MWh.",
    },
)

WEEE = Written(
    key="weee",
    weather="cloud",
    reason="Il manque 38 kg pour que l’enlèvement soit gratuit ; tout le reste est prêt.",
    next_meeting="mercredi, 8 h 30, par téléphone",
    content={
        "why": "Douze entreprises gardent de vieux appareils dans leurs réserves ; faire venir un prestataire coûte 65 € chacune.",
        "how": "Un dépôt commun deux jours sur un parking de Sillé, pesé par entreprise ; l’éco-organisme enlève sans frais à partir de 500 kg.",
        "then": "Trois appels d’ici au 15, puis réservation de l’enlèvement.",
        "rule": "volume",
        "rule_note": "Au poids inscrit",
        "basis_label": "Poids inscrit",
        "basis_unit": "kg",
        "key_figures": [{"value": "462 kg", "label": "inscrits sur 500 kg", "kind": "declared"}],
        "budget": [
            {"label": "Location de caisses-palettes", "cents": 21600, "source": "devis"},
            {"label": "Effacement des disques (atelier d’insertion)", "cents": 24000, "source": "devis"},
            {"label": "Transport des quatre entreprises sans véhicule", "cents": 11690, "source": "tarif convenu"},
        ],
        "fundings": [{"label": "Aide de la communauté de communes", "cents": 15000, "note": "acquise"}],
        "gains": [
            {
                "label": "Enlèvement évité",
                "value": "780 € la première année",
                "kind": "estimated",
                "source": "65 € par entreprise",
            },
            {"label": "Déchets recyclés", "value": "au moins 500 kg", "kind": "declared", "source": "inscriptions"},
        ],
        "indicators": [{"label": "Poids inscrit", "target": "500", "unit": "kg", "value": "462", "read_on": ""}],
        "risks": [
            {"label": "Seuil de 500 kg manqué", "level": "moyen", "response": "trois appels, ouverture aux communes"},
            {"label": "Données sur les disques", "level": "élevé", "response": "effacement certifié avant départ"},
        ],
        "conditions": "Rien de mouillé ni de démonté.\nChaque caisse porte le nom de l’entreprise.",
        "legal_form": "Convention avec l’éco-organisme ; bordereau de suivi par entreprise.",
        "decisions": [
            {"on": "", "event": "COPIL", "text": "L’aide de 150 € est accordée.", "to_take": False},
            {"on": "", "event": "COPIL", "text": "Refaire la collecte chaque année ?", "to_take": True},
        ],
    },
    steps=[
        Planned("Compter et peser ce qui dort", "plasturgie", -95, -60, "done", "462 kg, 12 entreprises"),
        Planned("Signer avec l’éco-organisme", "deveco", -60, -30, "done"),
        Planned("Trouver le lieu et les deux jours", "plasturgie", -50, -25, "done", "parking de la Plasturgie"),
        Planned("Passer les 500 kg", "animatrice", -24, 12, "doing", "462 kg sur 500"),
        Planned("Réserver l’enlèvement", "expert", 13, 20, "blocked", blocked_by=4, freed_by="500 kg sont inscrits"),
        Planned("Prévenir la commune et baliser le parking", "Gérard Poirier, élu référent", 20, 40),
        Planned("Collecte, pesée par entreprise", "plasturgie", 45, 46),
        Planned("Remettre les bordereaux", "expert", 47, 55),
    ],
    validated_by=["les 12 participants", "les 12 participants", "les 12 participants"],
    brings={
        "plasturgie": "Accueille la collecte sur son parking ; prête un transpalette.",
        "lemoine": "Fait une tournée pour les quatre entreprises sans véhicule.",
        "brault": "Trie et dépose ; prête deux caisses-palettes.",
        "fromagerie": "Trie et dépose ; fait effacer ses disques.",
        "hersent": "Imprime les consignes de tri, sans frais.",
        "garreau": "Trie et dépose.",
        "recup": "Fournit deux caisses-palettes et la bascule.",
        "cidrerie": "Trie ; tournée de Transports Lemoine.",
        "scierie": "Trie et dépose.",
        "meca": "Trie et dépose.",
        "salaisons": "Trie ; tournée de Transports Lemoine.",
        "metallerie": "Trie et dépose.",
    },
    parts={
        "plasturgie": "96",
        "lemoine": "71",
        "brault": "60",
        "fromagerie": "52",
        "hersent": "46",
        "garreau": "38",
        "scierie": "31",
        "cidrerie": "18",
        "meca": "14",
        "recup": "12",
        "salaisons": "14",
        "metallerie": "10",
    },
)

WRITTEN = [TRAINING, EQUIPMENT, RISKS, ENERGY, WEEE]
