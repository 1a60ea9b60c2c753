"""The mode of a public instance: servers named, TLS expected, nothing guessed."""

from symbiose.reports import report_to
from symbiose.settings import base
from symbiose.settings.base import *  # noqa: F403  (a settings module is its names)

REQUIRED = ("SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL", "REDIS_URL", "EMAIL_URL")

if _missing := [name for name in REQUIRED if not getattr(base, name)]:
    raise SystemExit(f"SYMBIOSE_MODE=production: missing {', '.join(_missing)} (see .env.example)")

STATIC_ROOT = base.BASE_DIR / "staticfiles"

CSRF_TRUSTED_ORIGINS = [base.BASE_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = base.BASE_URL.startswith("https://")
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT
CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
ALLAUTH_TRUSTED_PROXY_COUNT = 1

if base.SENTRY_DSN:
    report_to(base.SENTRY_DSN)
