from django.urls import path

from roadmaps import pdf_views, step_views, views, writing_views

app_name = "roadmaps"
urlpatterns = [
    path("", views.roadmap_list, name="list"),
    path("<int:pk>/", views.roadmap_detail, name="detail"),
    path("<int:pk>/pdf/", pdf_views.roadmap_pdf, name="pdf"),
    path("open/", writing_views.roadmap_create_all, name="create_all"),
    path("synergies/<int:pk>/", views.synergy_card, name="synergy_card"),
    path("synergies/<int:pk>/open/", writing_views.roadmap_create, name="create"),
    path("companies/<int:pk>/", views.company_steps, name="company_steps"),
    path("<int:pk>/edit/", writing_views.roadmap_edit, name="edit"),
    path("<int:pk>/commitments/", writing_views.roadmap_commitments, name="commitments"),
    path("<int:pk>/weather/", writing_views.roadmap_weather, name="weather"),
    path("<int:pk>/submit/", writing_views.roadmap_submit, name="submit"),
    path("<int:pk>/validate/", writing_views.roadmap_validate, name="validate"),
    path("<int:pk>/open/", writing_views.version_open, name="version_open"),
    path("<int:pk>/guests/", writing_views.roadmap_guests, name="guests"),
    path("guests/<int:pk>/dismiss/", writing_views.guest_dismiss, name="guest_dismiss"),
    path("<int:pk>/steps/", step_views.step_create, name="step_create"),
    path("steps/<int:pk>/", step_views.step_edit, name="step_edit"),
    path("steps/<int:pk>/state/", step_views.step_state, name="step_state"),
]
