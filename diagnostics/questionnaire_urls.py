from django.urls import path

from diagnostics.views import questionnaires as views

app_name = "questionnaires"
urlpatterns = [
    path("", views.questionnaire_list, name="list"),
    path("send/", views.questionnaire_send, name="send"),
    path("<int:pk>/", views.questionnaire_detail, name="detail"),
    path("<int:pk>/enter/", views.questionnaire_enter, name="enter"),
    path("<int:pk>/close/", views.questionnaire_close, name="close"),
    path("<int:pk>/reopen/", views.questionnaire_reopen, name="reopen"),
]
