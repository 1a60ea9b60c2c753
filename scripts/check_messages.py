"""Fails when a string of the sources is missing from locale/, so that a translation is never stale unseen."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("fr", "en")
IGNORED = (".venv", "node_modules", "static_built", "staticfiles", "tests", "var", "scripts")


def main() -> int:
    faults = [fault for language in LANGUAGES for fault in stale(language, fresh_catalogue(language))]
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    if faults:
        sys.stdout.write("run: scripts/messages\n")
    return bool(faults)


def fresh_catalogue(language: str) -> polib.POFile:
    """The catalogue as makemessages would write it now, made aside so that the check changes nothing."""
    locale = ROOT / "locale"
    kept = Path(tempfile.mkdtemp()) / "locale"
    shutil.copytree(locale, kept)
    try:
        make_messages(language)
        return polib.pofile(str(locale / language / "LC_MESSAGES/django.po"))
    finally:
        shutil.rmtree(locale)
        shutil.copytree(kept, locale)
        shutil.rmtree(kept.parent)


def make_messages(language: str) -> None:
    ignored = [f"--ignore={name}" for name in IGNORED]
    command = [sys.executable, "manage.py", "makemessages", f"--locale={language}", "--no-location", "--no-obsolete"]
    subprocess.run([*command, *ignored], cwd=ROOT, check=True, capture_output=True)


def stale(language: str, fresh: polib.POFile) -> list[str]:
    """Strings of the sources that the kept catalogue lacks; in French those with a plural must be written out."""
    kept = {entry.msgid: entry for entry in polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES/django.po"))}
    faults = [f"{language}: missing {entry.msgid!r}" for entry in fresh if entry.msgid not in kept]
    faults += [f"{language}: fuzzy {entry.msgid!r}" for entry in kept.values() if entry.fuzzy]
    if language == "fr":
        faults += [f"fr: plural to write {e.msgid!r}" for e in kept.values() if e.msgid_plural and not e.translated()]
    return faults


if __name__ == "__main__":
    sys.exit(main())
