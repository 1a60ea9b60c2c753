from django.urls import path

from synergies import proposal_views, views

app_name = "synergies"
urlpatterns = [
    path("", proposal_views.proposal_list, name="list"),
    path("new/", views.synergy_create, name="create"),
    path("recompute/", proposal_views.recompute, name="recompute"),
    path("<int:pk>/", views.synergy_detail, name="detail"),
    path("<int:pk>/edit/", views.synergy_edit, name="edit"),
    path("<int:pk>/move/", views.synergy_move, name="move"),
    path("<int:pk>/participants/", views.participant_add, name="participant_add"),
    path("participants/<int:pk>/remove/", views.participant_remove, name="participant_remove"),
    path("participants/<int:pk>/pilot/", views.participant_pilot, name="set_pilot"),
    path("companies/<int:pk>/", views.company_synergies, name="company_synergies"),
    path("proposals/<int:pk>/", proposal_views.proposal_detail, name="proposal_detail"),
    path("proposals/<int:pk>/shortlist/", proposal_views.proposal_shortlist, name="proposal_shortlist"),
    path("proposals/<int:pk>/set-aside/", proposal_views.proposal_set_aside, name="proposal_set_aside"),
    path("proposals/<int:pk>/restore/", proposal_views.proposal_restore, name="proposal_restore"),
]
