"""The settings of the test run: those of the demo, with what tests need to be quick and alone."""

import os
import tempfile
from pathlib import Path

from symbiose.settings import base
from symbiose.settings.base import *  # noqa: F403  (a settings module is its names)
from symbiose.settings.embedded import file_broker

# Each run has a data folder of its own; a worker process that a test starts is given the same one.
DATA_DIR = Path(os.environ.setdefault("SYMBIOSE_TEST_DATA_DIR", tempfile.mkdtemp(prefix="symbiose-test-")))
DEMO = True
SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
BASE_URL = base.BASE_URL or "http://testserver"
MEDIA_ROOT = DATA_DIR / "media"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**base.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if not base.REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS = file_broker(DATA_DIR)
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat")
WHITENOISE_AUTOREFRESH = True
