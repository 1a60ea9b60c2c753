"""The settings of the test run: those of the demo, with what tests need to be quick and alone."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from symbiose.settings import base
from symbiose.settings.base import *  # noqa: F403  (a settings module is its names)
from symbiose.settings.embedded import file_broker, file_cache


def _data_dir() -> Path:
    """A folder for this run and this xdist worker, which a worker process that a test starts shares."""
    if "SYMBIOSE_TEST_DATA_DIR" not in os.environ:
        folder = tempfile.mkdtemp(prefix="symbiose-test-")
        os.environ["SYMBIOSE_TEST_DATA_DIR"] = folder
        os.environ["SYMBIOSE_TEST_DATA_OWNER"] = str(os.getpid())
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    data_dir = Path(os.environ["SYMBIOSE_TEST_DATA_DIR"]) / XDIST_WORKER
    data_dir.mkdir(exist_ok=True)
    return data_dir


def _redis(number: int) -> str:
    """A database of Redis for this xdist worker: the first for messages, the second for the cache."""
    return f"{base.REDIS_URL.partition('?')[0]}?db={2 * int(XDIST_WORKER[2:]) + 2 + number}"


XDIST_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0").replace("master", "gw0")
DATA_DIR = _data_dir()
DEMO = True
SECRET_KEY = "tests-only"  # nosec B105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
BASE_URL = base.BASE_URL or "http://testserver"
MEDIA_ROOT = DATA_DIR / "media"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**base.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat")
CELERY_BEAT_SCHEDULE = {name: {**entry, "schedule": 1.0} for name, entry in base.CELERY_BEAT_SCHEDULE.items()}
WHITENOISE_AUTOREFRESH = True

if not base.DATABASE_URL:  # a file, so that the threads of a live server and a worker process see it too
    DATABASES = {"default": {**base.DATABASES["default"], "TEST": {"NAME": str(DATA_DIR / "test.sqlite3")}}}

if base.DATABASE_URL:  # a connection kept by a live server's thread would hold the test database at its end
    DATABASES = {"default": {**base.DATABASES["default"], "CONN_MAX_AGE": 0}}

if base.REDIS_URL:
    CELERY_BROKER_URL = _redis(0).replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
    CACHES = {"default": {**base.CACHES["default"], "LOCATION": _redis(1)}}
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = file_broker(DATA_DIR)
    CACHES = {"default": file_cache(DATA_DIR)}
