from django.urls import URLPattern

app_name = "balance"
urlpatterns: list[URLPattern] = []
