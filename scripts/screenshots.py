"""Pictures of the running demo's screens, on a desk and on a phone: `make demo`, then `make screenshots`.

Writes docs/images/<page>.png and <page>-telephone.png; the pages are those of the Pays de Sillé.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests.browser import launch_browser, watched_page  # noqa: E402  (the path must be known first)

TARGET = ROOT / "docs/images"
PROGRAMME = "/p/pays-de-sille/"
PAGES = {
    "aujourdhui": "",
    "entreprises": "companies/",
    "visites": "diagnostics/",
    "bilan-de-flux": "diagnostics/balance/",
    "pistes": "synergies/",
    "agenda": "events/",
    "feuilles-de-route": "roadmaps/",
    "relances": "followups/",
    "boite-d-envoi": "outbox/",
}
WIDTHS = {"": (1280, 900), "-telephone": (390, 844)}


def main() -> None:
    data_dir = Path(os.environ.get("SYMBIOSE_DATA_DIR", ROOT / "var"))
    url = (data_dir / "base_url").read_text()
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch_browser(playwright)
        for suffix, (width, height) in WIDTHS.items():
            take_all(browser, url, suffix, width, height)
        browser.close()


def take_all(browser: Browser, url: str, suffix: str, width: int, height: int) -> None:
    with watched_page(browser, width=width, height=height) as page:
        sign_in(page, url)
        for name, path in PAGES.items():
            take(page, f"{url}{PROGRAMME}{path}", f"{name}{suffix}")
        page.goto(f"{url}{PROGRAMME}roadmaps/")
        roadmap = page.locator("main table a").first.get_attribute("href")
        take(page, f"{url}{roadmap}", f"feuille-de-route{suffix}")


def take(page: Page, address: str, name: str) -> None:
    answer = page.goto(address)
    if answer and answer.ok:
        page.screenshot(path=TARGET / f"{name}.png")
    else:
        print(f"{address}: {answer and answer.status}", file=sys.stderr)


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/accounts/login/")
    page.fill("[name=login]", "animatrice@demo.symbiose.test")
    page.fill("[name=password]", "symbiose-demo")
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{url}/p/**")


if __name__ == "__main__":
    main()
