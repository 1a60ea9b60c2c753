"""The roof: every address of the site, by the name of the app that answers it."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from symbiose.links.ask_views import ask_link
from symbiose.links.calendar_views import calendar_feed

programme_patterns: list[URLPattern | URLResolver] = [
    path("companies/", include("companies.urls")),
    path("diagnostics/templates/", include("diagnostics.building.urls")),
    path("diagnostics/planning/", include("diagnostics.planning.urls")),
    path("diagnostics/balance/", include("diagnostics.balance.urls")),
    path("diagnostics/attachments/", include("diagnostics.attachments.urls")),
    path("diagnostics/", include("diagnostics.report.urls")),
    path("diagnostics/", include("diagnostics.offline.urls")),
    path("diagnostics/", include("diagnostics.urls")),
    path("questionnaires/campaigns/", include("diagnostics.campaigns.urls")),
    path("questionnaires/surveys/", include("diagnostics.surveys.urls")),
    path("questionnaires/", include("diagnostics.questionnaire_urls")),
    path("synergies/", include("synergies.urls")),
    path("events/", include("events.urls")),
    path("roadmaps/", include("roadmaps.urls")),
    path("settings/", include("symbiose.programmes.urls")),
    path("", include("followups.urls")),  # followups/ and outbox/
    path("", include("dashboard.urls")),  # the home page, indicators/ and search/
]

personal_patterns: list[URLPattern | URLResolver] = [
    path("", include("symbiose.links.urls")),
    path("questionnaire/", include("diagnostics.personal_urls")),
    path("report/", include("diagnostics.report.personal_urls")),
    path("visit/", include("diagnostics.planning.personal_urls")),
    path("survey/", include("diagnostics.surveys.public_urls")),
    path("surveys/", include("diagnostics.surveys.personal_urls")),
    path("synergies/", include("synergies.personal_urls")),
    path("events/", include("events.personal_urls")),
    path("roadmaps/", include("roadmaps.personal_urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("symbiose.accounts.urls")),
    path("", include("symbiose.programmes.root_urls")),  # / and invitations
    path("p/<slug:programme_slug>/", include(programme_patterns)),
    path("e/", ask_link, name="ask_link"),
    path("e/<str:token>/", include(personal_patterns)),
    path("ics/<str:token>/", calendar_feed, name="calendar_feed"),
    path("health/", include("symbiose.health_urls")),
    path("", include("symbiose.ui.worker_urls")),  # sw.js, at the root
]

if settings.DEMO:
    urlpatterns += [path("styleguide/", include("symbiose.ui.urls"))]

handler500 = "symbiose.ui.errors.server_error"
