from django.urls import path

from companies import contact_views, import_views, note_views, views

app_name = "companies"
urlpatterns = [
    path("", views.company_list, name="list"),
    path("export/", views.company_export, name="export"),
    path("new/", views.company_create, name="create"),
    path("import/", import_views.company_import, name="import"),
    path("note/", note_views.note, name="note"),
    path("note/preview/", note_views.note_preview, name="note_preview"),
    path("next-steps/<int:pk>/done/", note_views.next_step_done, name="next_step_done"),
    path("<int:pk>/", views.company_detail, name="detail"),
    path("<int:pk>/edit/", views.company_edit, name="edit"),
    path("<int:pk>/archive/", views.company_archive, name="archive"),
    path("<int:pk>/restore/", views.company_restore, name="restore"),
    path("<int:pk>/engagement/", views.company_engagement, name="engagement"),
    path("<int:pk>/contacts/", contact_views.contact_create, name="contact_create"),
    path("contacts/<int:pk>/", contact_views.contact_edit, name="contact_edit"),
    path("contacts/<int:pk>/leave/", contact_views.contact_leave, name="contact_leave"),
    path("contacts/<int:pk>/link/", contact_views.contact_link, name="contact_link"),
]
