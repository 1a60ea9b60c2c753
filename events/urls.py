from django.urls import path

from events import views, workshop_views

app_name = "events"
urlpatterns = [
    path("", views.event_list, name="list"),
    path("new/", views.event_create, name="create"),
    path("<int:pk>/", views.event_detail, name="detail"),
    path("<int:pk>/edit/", views.event_edit, name="edit"),
    path("<int:pk>/cancel/", views.event_cancel, name="cancel"),
    path("<int:pk>/minutes/", views.event_minutes, name="minutes"),
    path("<int:pk>/invite/", views.event_invite, name="invite"),
    path("<int:pk>/presence/", views.event_presence, name="presence"),
    path("<int:pk>/agenda/", workshop_views.event_agenda, name="agenda"),
    path("<int:pk>/close/", workshop_views.event_close, name="close"),
    path("<int:pk>/screen/", workshop_views.event_screen, name="screen"),
    path("agenda/<int:pk>/hands/", workshop_views.item_hands, name="hands"),
    path("agenda/<int:pk>/decide/", workshop_views.item_decide, name="decide"),
    path("agenda/<int:pk>/remove/", workshop_views.item_remove, name="agenda_remove"),
]
