from django.urls import path

from diagnostics.surveys import views

app_name = "surveys"
urlpatterns = [
    path("", views.survey_list, name="list"),
    path("new/", views.survey_create, name="create"),
    path("<int:pk>/", views.survey_detail, name="detail"),
    path("<int:pk>/close/", views.survey_close, name="close"),
    path("<int:pk>/extend/", views.survey_extend, name="extend"),
    path("<int:pk>/companies/", views.survey_add, name="add"),
    path("<int:pk>/export/", views.survey_export, name="export"),
    path("companies/<int:pk>/", views.company_results, name="company"),
    path("companies/<int:pk>/poster/", views.company_poster, name="poster"),
    path("companies/<int:pk>/revoke/", views.address_revoke, name="revoke"),
    path("companies/<int:pk>/renew/", views.address_renew, name="renew"),
    path("companies/<int:pk>/need/", views.company_note_need, name="note_need"),
]
