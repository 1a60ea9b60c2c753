from django.urls import path

from diagnostics.offline import tablet_views, views

app_name = "sync"
urlpatterns = [
    path("offline-words.json", tablet_views.words, name="words"),
    path("offline-visits.json", tablet_views.ready, name="ready"),
    path("<int:pk>/sync/", views.push, name="push"),
    path("<int:pk>/state/", views.state, name="state"),
    path("<int:pk>/conflicts/", views.conflicts, name="conflicts"),
    path("<int:pk>/conflicts/<int:conflict>/", views.resolve, name="resolve"),
]
