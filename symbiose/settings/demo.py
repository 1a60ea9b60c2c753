"""The default mode: embedded, every setting has a working value."""

from symbiose.settings import base
from symbiose.settings.base import *  # noqa: F403  (a settings module is its names)
from symbiose.settings.embedded import kept_secret

DEMO = True
SECRET_KEY = base.SECRET_KEY or kept_secret(base.DATA_DIR)
ALLOWED_HOSTS = base.ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [base.BASE_URL] if base.BASE_URL else []
