"""Takes the pictures of the README from a running demo: `make screenshots` (BASE_URL, by default the demo's own)."""

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser import launch_browser  # noqa: E402  # the flags of the tests' browser

OUT = ROOT / "docs/images"
PICTURES = {
    "aujourdhui": "/p/pays-de-sille/",
    "entreprises": "/p/pays-de-sille/companies/",
    "pistes": "/p/pays-de-sille/synergies/",
    "feuille-de-route": "/p/pays-de-sille/roadmaps/1/",
}


def base_url() -> str:
    written = Path(os.environ.get("SYMBIOSE_DATA_DIR", ROOT / "var")) / "base_url"
    return os.environ.get("BASE_URL") or written.read_text().strip()


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    site = base_url()
    with sync_playwright() as playwright:
        browser = launch_browser(playwright)
        page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="fr-FR", timezone_id="Europe/Paris")
        page.goto(f"{site}/accounts/login/")
        page.fill("[name=login]", "animatrice@demo.symbiose.test")
        page.fill("[name=password]", "symbiose-demo")
        page.keyboard.press("Enter")
        page.wait_for_load_state("networkidle")
        for name, path in PICTURES.items():
            page.goto(f"{site}{path}")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=OUT / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
