"""Settings of every mode; the only file that reads the environment (see .env.example)."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import django_stubs_ext
import environ
from csp.constants import NONE, SELF

from symbiose.settings.embedded import (
    file_broker,
    file_cache,
    reception_folder,
    sqlite_database,
    sqlite_options,
)
from symbiose.settings.mail import mail_settings

django_stubs_ext.monkeypatch()  # lets classes such as ModelForm[Flow] be written at run time

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

DATA_DIR = Path(env.str("SYMBIOSE_DATA_DIR", default="") or BASE_DIR / "var").resolve()
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
PORT = env.int("PORT", default=8000)  # of `manage.py demo`
BASE_URL = env.str("BASE_URL", default="").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
DATABASE_URL = env.str("DATABASE_URL", default="")
REDIS_URL: str = env.str("REDIS_URL", default="")
EMAIL_URL = env.str("EMAIL_URL", default="")
SENTRY_DSN = env.str("SENTRY_DSN", default="")
DEMO = False

# Applications: what serves all first, then the method's rooms from left to right (ARCHITECTURE.md).

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "simple_history",
    "csp",
    "symbiose.accounts",
    "symbiose.programmes",
    "symbiose.links",
    "symbiose.outbox",
    "symbiose.reminders",
    "symbiose.journal",
    "symbiose.nomenclatures",
    "symbiose.ui",
    "companies",
    "diagnostics",
    "synergies",
    "events",
    "roadmaps",
    "followups",
    "dashboard",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "symbiose.origins.NullOriginMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "symbiose.accounts.middleware.LanguageMiddleware",
    "symbiose.accounts.middleware.SignInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "symbiose.programmes.middleware.ProgrammeMiddleware",
]

ROOT_URLCONF = "symbiose.urls"
WSGI_APPLICATION = "symbiose.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "symbiose.ui.context.shell",
                "symbiose.links.context.caller",
            ],
        },
    },
]

# Data: the servers that are named, else files under the data folder.


def _database() -> dict[str, Any]:
    if not DATABASE_URL:
        return sqlite_database(DATA_DIR)
    database = env.db_url_config(DATABASE_URL)
    if "sqlite" in database["ENGINE"]:
        return {**database, "OPTIONS": sqlite_options()}
    host = unquote(database["HOST"])  # a Unix socket's folder is written %2Frun%2Fpostgresql
    return {**database, "HOST": host, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def _cache() -> dict[str, Any]:
    if not REDIS_URL:
        return file_cache(DATA_DIR)
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL, "KEY_PREFIX": "symbiose"}


def _broker_url() -> str:
    if not REDIS_URL:
        return "filesystem://localhost"
    return REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")


DATABASES = {"default": _database()}
CACHES = {"default": _cache()}

# Tasks. The tables decide what is due; a message is a wake-up that may be lost or doubled.

CELERY_BROKER_URL = _broker_url()
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {"visibility_timeout": 3600} if REDIS_URL else file_broker(DATA_DIR)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False  # the broker failing never holds up a request: the sweep catches up
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 4.0
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat")
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "heartbeat": {"task": "symbiose.health.beat", "schedule": 30.0, "options": {"expires": 60}},
    "outbox": {"task": "symbiose.outbox.tasks.sweep", "schedule": 60.0, "options": {"expires": 120}},
    "proposals": {"task": "synergies.tasks.sweep", "schedule": 60.0, "options": {"expires": 120}},
    "pdfs": {"task": "roadmaps.tasks.sweep", "schedule": 60.0, "options": {"expires": 120}},
    "documents": {"task": "diagnostics.tasks.sweep", "schedule": 60.0, "options": {"expires": 120}},
    "attachments": {"task": "diagnostics.attachments.tasks.sweep", "schedule": 21600.0, "options": {"expires": 3600}},
    "campaigns": {"task": "diagnostics.campaigns.tasks.sweep", "schedule": 60.0, "options": {"expires": 120}},
    "reminders": {"task": "symbiose.reminders.tasks.run", "schedule": 300.0, "options": {"expires": 600}},
}
CELERY_IMPORTS = ["symbiose.health", "diagnostics.attachments.tasks", "diagnostics.campaigns.tasks"]

# Mail: an address given, else files under the data folder (the outbox page shows them in the demo).

globals().update(mail_settings(EMAIL_URL or f"filemail://{DATA_DIR / 'mail'}"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Symbiose <ne-pas-repondre@symbiose.test>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Language and time

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Paris")
USE_TZ = True

# Files: ours, then those that scripts/front copies from the packages.

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS: list[Any] = [
    BASE_DIR / "static",
    ("fonts", BASE_DIR / "static_built" / "fonts"),
    ("vendor", BASE_DIR / "static_built" / "vendor"),
]
ICONS_DIR = BASE_DIR / "static_built" / "icons"  # inlined by the icon tag, never served
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_TEMP_DIR: str | None = reception_folder(DATA_DIR)
FILE_UPLOAD_HANDLERS = [
    "symbiose.upload_handlers.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FILTERS_EMPTY_CHOICE_LABEL = "peu importe"

# Who comes in: by email and password, on invitation only.

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/accounts/login/"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "symbiose.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_RATE_LIMITS = False  # symbiose.accounts.guard counts, and lets people in when the cache is away

_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"max_similarity": 0.8}},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]

# Safety in every mode

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Logs go to stderr, so that a command's stdout holds its result alone.

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"links": {"()": "symbiose.logs.RedactLinks"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stderr",
            "filters": ["links"],
            "formatter": "line",
        },
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # Pages not found and rights refused are answers, not news; errors (5xx) still speak.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # scanners knock all day
    },
}
