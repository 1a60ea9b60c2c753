"""Brings locale/ up to date with the strings of the sources; with --check, only says what is stale.

Works on a copy, so that a check changes nothing. French is the language of the sources: its
catalogue says how zero and one are counted, and its plural entries are the sources' own words.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("fr", "en")
LEFT_OUT = (".*", "node_modules", "static*", "tests", "var", "scripts", "docs")
PLURALS = {"fr": "nplurals=2; plural=(n > 1);", "en": "nplurals=2; plural=(n != 1);"}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "symbiose"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
        (copy / "locale").mkdir(exist_ok=True)
        fresh = {language: fresh_catalogue(copy, language) for language in LANGUAGES}
    if "--check" not in sys.argv:
        for language, catalogue in fresh.items():
            catalogue.save(str(catalogue_path(ROOT, language)))
        return 0
    faults = [fault for language in LANGUAGES for fault in stale(language, fresh[language])]
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return bool(faults)


def catalogue_path(root: Path, language: str) -> Path:
    path = root / "locale" / language / "LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def fresh_catalogue(copy: Path, language: str) -> polib.POFile:
    """The catalogue as the sources want it, with the translations that were there."""
    options = [f"--locale={language}", "--no-location", "--no-obsolete"]
    run = subprocess.run(
        [sys.executable, "-m", "django", "makemessages", *options], cwd=copy, capture_output=True, text=True
    )
    if run.returncode:
        sys.exit(run.stderr)
    catalogue = polib.pofile(str(catalogue_path(copy, language)), wrapwidth=119)
    catalogue.metadata = {"Language": language, "Content-Type": "text/plain; charset=UTF-8"}
    catalogue.metadata |= {"Content-Transfer-Encoding": "8bit", "Plural-Forms": PLURALS[language]}
    catalogue.header, catalogue.metadata_is_fuzzy = "", 0
    for entry in catalogue:
        entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
        if entry.fuzzy:  # a guess of gettext is worse than the French sentence
            entry.flags.remove("fuzzy")
            entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
        if language == "fr" and entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    catalogue.sort(key=lambda entry: entry.msgid)
    return catalogue


def stale(language: str, fresh: polib.POFile) -> list[str]:
    kept = {(e.msgctxt, e.msgid) for e in polib.pofile(str(catalogue_path(ROOT, language)))}
    wanted = {(e.msgctxt, e.msgid) for e in fresh}
    return [f"{language}: missing {text!r}, run scripts/messages.py" for _, text in sorted(wanted - kept, key=str)]


if __name__ == "__main__":
    sys.exit(main())
