from django.urls import path

from diagnostics.planning import calendar_views, slot_views, views

app_name = "planning"
urlpatterns = [
    path("", views.planning, name="home"),
    path("to-visit/", views.to_visit_list, name="to_visit"),
    path("drafts/<int:pk>/remind/", views.draft_remind, name="draft_remind"),
    path("calendar/", calendar_views.month, name="calendar"),
    path("visits.<str:kind>", calendar_views.export, name="export"),
    path("my-calendar/", calendar_views.feed, name="feed"),
    path("my-calendar/renew/", calendar_views.feed_renew, name="feed_renew"),
    path("my-calendar/cut/", calendar_views.feed_cut, name="feed_cut"),
    path("slots/", slot_views.slots, name="slots"),
    path("slots/<int:pk>/cancel/", slot_views.slot_cancel, name="slot_cancel"),
    path("visits/<int:pk>/hour/", slot_views.visit_hour, name="visit_hour"),
    path("visits/<int:pk>/free/", slot_views.visit_free, name="visit_free"),
]
