"""What production runs is what the tests run; what it lacks, it names."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.exceptions import ImproperlyConfigured

from symbiose.logs import redact
from symbiose.programmes.management.commands.demo import web_command, worker_command
from symbiose.reports import without_links
from symbiose.settings.mail import mail_settings

ROOT = Path(__file__).parents[1]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
GIVEN = {
    "SYMBIOSE_MODE": "production",
    "SECRET_KEY": "for-this-test-only-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789",
    "ALLOWED_HOSTS": "symbiose.test",
    "BASE_URL": "https://symbiose.test",
    "DATABASE_URL": "sqlite://:memory:",
    "REDIS_URL": "redis://localhost",
    "EMAIL_URL": "consolemail://",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in {*GIVEN, "DJANGO_SETTINGS_MODULE"}}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**kept, **environment}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", [name for name in GIVEN if name != "SYMBIOSE_MODE"])
def test_production_refuses_to_start_and_names_what_is_missing(name: str, tmp_path: Path) -> None:
    given = {key: value for key, value in GIVEN.items() if key != name}

    run = manage("check", **given, SYMBIOSE_DATA_DIR=str(tmp_path))

    assert run.returncode != 0
    assert run.stderr.strip() == f"SYMBIOSE_MODE=production: missing {name} (see .env.example)"


def test_an_unknown_mode_is_refused(tmp_path: Path) -> None:
    run = manage("check", SYMBIOSE_MODE="staging", SYMBIOSE_DATA_DIR=str(tmp_path))

    assert run.returncode != 0
    assert "'staging' is unknown" in run.stderr


def test_debug_is_off_in_both_modes_unless_asked(tmp_path: Path) -> None:
    script = "import json, sys; from django.conf import settings; json.dump(settings.DEBUG, sys.stdout)"

    for given in ({}, GIVEN):
        run = manage("shell", "--verbosity=0", "--command", script, **given, SYMBIOSE_DATA_DIR=str(tmp_path))
        assert json.loads(run.stdout) is False, run.stderr


def test_the_example_names_every_setting_that_is_read() -> None:
    read = re.findall(r'env\.\w+\(\s*"(\w+)"', (ROOT / "symbiose/settings/base.py").read_text())
    listed = re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)

    assert {*read, "SYMBIOSE_MODE"} <= set(listed)


def test_the_web_container_runs_the_command_of_the_demo() -> None:
    command = COMPOSE["services"]["web"]["command"]

    assert [part for part in command if not part.startswith(("--bind", "--workers", "python"))] == [
        part for part in web_command(3)[1:] if not part.startswith("--bind")
    ]


def test_the_worker_container_runs_the_command_of_the_tests_without_its_scheduler() -> None:
    assert COMPOSE["services"]["worker"]["command"][1:] == [part for part in worker_command()[1:] if part != "--beat"]


def test_the_image_starts_the_web_server_by_default() -> None:
    default = re.search(r"^CMD (\[.*\])$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)

    assert default
    assert json.loads(default[1]) == COMPOSE["services"]["web"]["command"]


def test_every_container_that_stays_has_a_health_check_or_is_the_proxy() -> None:
    staying = {name: service for name, service in COMPOSE["services"].items() if service.get("restart") != "no"}

    assert [name for name, service in staying.items() if "healthcheck" not in service] == ["proxy"]


def test_the_image_does_not_run_as_root() -> None:
    assert "\nUSER symbiose\n" in (ROOT / "Dockerfile").read_text()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://user:p%40ss@mail.test:2525", ("mail.test", 2525, "user", "p@ss", False)),
        ("smtp+tls://mail.test", ("mail.test", 587, "", "", True)),
    ],
)
def test_a_mail_address_says_host_account_and_encryption(url: str, expected: tuple[object, ...]) -> None:
    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS")

    assert tuple(mail_settings(url)[name] for name in names) == expected


def test_mail_can_be_written_to_a_folder() -> None:
    assert mail_settings("filemail:///var/mail/symbiose")["EMAIL_FILE_PATH"] == "/var/mail/symbiose"


def test_an_unknown_kind_of_mail_address_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="pigeon"):
        mail_settings("pigeon://loft")


def test_logs_keep_no_token_of_a_personal_link() -> None:
    assert redact('"GET /e/abc.DEF-123/questionnaire/ HTTP/1.1" 404') == '"GET /e/***/questionnaire/ HTTP/1.1" 404'


def test_error_reports_keep_no_token_of_a_personal_link() -> None:
    report = {"request": {"url": "https://symbiose.test/e/abc.DEF-123/"}, "level": "error"}

    assert without_links(report, {}) == {"request": {"url": "https://symbiose.test/e/***/"}, "level": "error"}
