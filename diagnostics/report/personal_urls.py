from django.urls import URLPattern

app_name = "personal_report"
urlpatterns: list[URLPattern] = []
