"""The public address of this instance, for links in emails, PDFs and commands."""

from urllib.parse import urljoin

from django.conf import settings


def site_url(path: str = "/") -> str:
    """Give a path its host: BASE_URL, else the address that the running demo wrote, else localhost."""
    return urljoin(f"{_base_url()}/", path.lstrip("/"))


def _base_url() -> str:
    if settings.BASE_URL:
        return str(settings.BASE_URL)
    written = settings.DATA_DIR / "base_url"
    return written.read_text().strip() if written.exists() else "http://localhost:8000"
