from django.urls import path

from diagnostics.campaigns import creating, views

app_name = "campaigns"
urlpatterns = [
    path("new/", creating.campaign_create, name="create"),
    path("<int:pk>/", views.campaign_detail, name="detail"),
    path("<int:pk>/progress/", views.campaign_progress, name="progress"),
    path("<int:pk>/edit/", views.campaign_edit, name="edit"),
    path("<int:pk>/remind/", views.campaign_remind, name="remind"),
    path("<int:pk>/stop/", views.campaign_stop, name="stop"),
    path("<int:pk>/answers.<str:kind>", views.campaign_answers, name="answers"),
]
