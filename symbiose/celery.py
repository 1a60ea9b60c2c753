"""The Celery application: a doorbell for work whose state is in the database."""

import os

from celery import Celery

from symbiose.settings import module_for_mode

os.environ.setdefault("DJANGO_SETTINGS_MODULE", module_for_mode())

app = Celery("symbiose")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
