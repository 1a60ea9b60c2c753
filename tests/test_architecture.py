"""The house keeps its shape: sizes, imports, rows, templates (ARCHITECTURE.md says why)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from django.apps import apps
from django.db import models
from django.template import engines

ROOT = Path(__file__).parents[1]
APPS = ["companies", "diagnostics", "synergies", "events", "roadmaps", "followups", "dashboard"]
ROOMS = ["symbiose", *APPS]
SOURCES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if "migrations" not in path.parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "templates").rglob("*.txt"))
OWN_LABELS = [config.label for config in apps.get_app_configs() if config.name.split(".")[0] in ROOMS]
OWN_MODELS = [model for model in apps.get_models() if model._meta.app_label in OWN_LABELS]
VAGUE_NAMES = {"utils.py", "helpers.py", "misc.py", "common.py", "tools.py"}
# Django, allauth and crispy look these up by name.
FOUND_BY_LIBRARIES = re.compile(r"^(account|allauth|bootstrap5|django|socialaccount)/|^\d{3}\.html$")
SHARED_FIELDS = {"uuid", "version", "created_at", "created_by"}


def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(syntax(path)) if isinstance(node, ast.FunctionDef))


def lengths() -> list[int]:
    """Lines of each function, its docstring left out."""
    return [
        (node.end_lineno or node.lineno) - node.body[0].lineno + 1 - docstring_lines(node)
        for path in SOURCES
        for node in functions(path)
    ]


def docstring_lines(node: ast.FunctionDef) -> int:
    first = node.body[0]
    is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return (first.end_lineno or 0) - first.lineno + 1 if is_text else 0


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_half_of_the_functions_are_shorter_than_ten_lines():
    assert median(lengths()) < 10


def test_nine_functions_in_ten_are_shorter_than_thirty_lines():
    assert quantiles(lengths(), n=10)[8] < 30


def test_no_file_is_longer_than_six_hundred_lines():
    assert not [name_of(path) for path in SOURCES if len(path.read_text().splitlines()) > 600]


def test_few_files_are_longer_than_three_hundred_lines():
    long = [name_of(path) for path in SOURCES if len(path.read_text().splitlines()) > 300]

    assert len(long) <= len(SOURCES) // 50, long


def test_no_file_has_a_name_that_says_nothing():
    assert not [name_of(path) for path in SOURCES if path.name in VAGUE_NAMES]


def test_apps_do_not_speak_through_signals():
    receivers = [name_of(path) for path in SOURCES if re.search(r"@receiver|post_save|pre_save", path.read_text())]

    assert not receivers


def test_only_one_module_knows_weasyprint():
    knowing = [name_of(path) for path in SOURCES if re.search(r"^\s*(import|from) weasyprint", path.read_text(), re.M)]

    assert knowing == ["symbiose/pdf.py"]


def test_only_the_settings_read_the_environment():
    reading = [name_of(path) for path in SOURCES if re.search(r"os\.environ\b(?!\.setdefault)", path.read_text())]

    assert [path for path in reading if not path.startswith("symbiose/settings/")] == []


def test_tenant_rows_bear_what_every_row_of_a_programme_shares():
    lacking = {}
    for model in OWN_MODELS:
        fields = {field.name for field in model._meta.get_fields()}
        if "programme" in fields and not model.__name__.startswith("Historical"):
            lacking[model._meta.label] = SHARED_FIELDS - fields

    assert {label: fields for label, fields in lacking.items() if fields} == {}


def test_every_table_is_of_a_programme_or_known_to_stand_outside():
    """Rows without a programme of their own hang on one that has, or are shared by all programmes."""
    outside = {model._meta.label for model in OWN_MODELS if not reaches_programme(model)}

    assert outside <= {"accounts.User", "programmes.Programme"} | NOMENCLATURES, outside


NOMENCLATURES = {model._meta.label for model in OWN_MODELS if model._meta.app_label == "nomenclatures"}


def reaches_programme(model: type[models.Model], depth: int = 3) -> bool:
    if model.__name__.startswith("Historical") or model._meta.label == "programmes.Programme":
        return True
    targets = [f.related_model for f in model._meta.get_fields() if isinstance(f, models.ForeignKey)]
    if any(target._meta.label == "programmes.Programme" for target in targets):
        return True
    return depth > 0 and any(reaches_programme(t, depth - 1) for t in targets if t._meta.label != "accounts.User")


def test_foreign_keys_across_apps_of_the_method_name_the_class():
    """A string would hide the import from the linter."""
    strings = re.compile(rf"(ForeignKey|OneToOneField|ManyToManyField)\(\s*[\"']({'|'.join(APPS)})\.")

    assert not [name_of(path) for path in SOURCES if strings.search(path.read_text())]


def test_every_template_is_used():
    """By its name, or by the start of a name that the code completes."""
    text = "\n".join(path.read_text() for path in [*SOURCES, *TEMPLATES])
    names = [str(path.relative_to(ROOT / "templates")) for path in TEMPLATES]
    unused = [name for name in names if not FOUND_BY_LIBRARIES.match(name) and not used(name, text)]

    assert unused == []


def used(name: str, text: str) -> bool:
    stem, _, _ = name.rpartition(".")
    folder, _, last = stem.rpartition("/")
    return (
        name in text
        or f'"{stem}"' in text
        or (f'"{folder}/' in text and f'"{last}"' in text)
        or f"{folder}/{{" in text
    )


def test_every_template_can_be_read():
    for path in TEMPLATES:
        engines["django"].get_template(str(path.relative_to(ROOT / "templates")))


def test_no_template_holds_a_script_of_its_own():
    script = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|\son\w+=|\shx-on|javascript:")

    assert not [name_of(path) for path in TEMPLATES if script.search(path.read_text())]


def test_only_emails_and_prints_carry_styles():
    """Mail programs read no sheet; a print is one file."""
    pages = [path for path in TEMPLATES if not {"emails", "pdf"} & set(path.parts)]

    assert not [name_of(path) for path in pages if re.search(r"\sstyle=|<style", path.read_text())]


def test_no_file_of_the_project_names_a_package_host():
    hosts = re.compile(r"(registry\.npmjs|pypi\.org|pythonhosted|cdn\.|unpkg|jsdelivr|googleapis)")
    files = [*SOURCES, *TEMPLATES, ROOT / "package-lock.json", *(ROOT / "requirements").iterdir()]

    assert not [name_of(path) for path in files if hosts.search(path.read_text())]
