from django.urls import path

from diagnostics.offline import views

app_name = "sync"
urlpatterns = [
    path("<int:pk>/sync/", views.push, name="push"),
    path("<int:pk>/state/", views.state, name="state"),
]
