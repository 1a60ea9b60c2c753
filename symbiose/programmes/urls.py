from django.urls import path

from symbiose.programmes import member_views, views

app_name = "programmes"
urlpatterns = [
    path("", views.settings, name="settings"),
    path("members/", member_views.members, name="members"),
    path("members/invite/", member_views.member_invite, name="invite"),
    path("members/<int:pk>/", member_views.member_edit, name="member_edit"),
    path("members/<int:pk>/end/", member_views.member_end, name="member_end"),
    path("invitations/<int:pk>/revoke/", member_views.invitation_revoke, name="invitation_revoke"),
    path("partners/", views.partners, name="partners"),
    path("partners/create/", views.partner_create, name="partner_create"),
    path("partners/<int:pk>/", views.partner_edit, name="partner_edit"),
    path("partners/<int:pk>/delete/", views.partner_delete, name="partner_delete"),
]
