"""Follow-up: the calls to make, the messages that leave, and the rules that write them."""

from django.urls import path

from followups import outbox_views, views

app_name = "followups"
urlpatterns = [
    path("followups/", views.followup_list, name="list"),
    path("followups/rules/", views.rules, name="rules"),
    path("followups/rules/<slug:rule>/", views.rule_switch, name="rule_switch"),
    path("followups/calls/<int:pk>/done/", views.call_done, name="call_done"),
    path("outbox/", outbox_views.outbox, name="outbox"),
    path("outbox/release/", outbox_views.outbox_release_all, name="outbox_release_all"),
    path("outbox/hold/<int:stamp>/", outbox_views.outbox_hold_again, name="outbox_hold_again"),
    path("outbox/<int:pk>/", outbox_views.outbox_message, name="outbox_message"),
    path("outbox/<int:pk>/edit/", outbox_views.outbox_edit, name="outbox_edit"),
    path("outbox/<int:pk>/release/", outbox_views.outbox_release, name="outbox_release"),
    path("outbox/<int:pk>/cancel/", outbox_views.outbox_cancel, name="outbox_cancel"),
    path("outbox/<int:pk>/retry/", outbox_views.outbox_retry, name="outbox_retry"),
]
