"""The rules that keep the house easy to live in; exceptions stand in lists that may only shrink."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model
from django.db.models.expressions import OrderBy

HERE = Path(__file__).resolve().parent.parent.parent
APPS = ("abc_portal", "plans", "budgets", "indicators", "governance")
LONGEST_FUNCTION, LONGEST_FILE, LONGEST_TEMPLATE = 50, 400, 150

#: Files that may hold what the rule forbids, with the reason.
SIGNALS_ALLOWED = {"abc_portal/core/apps.py"}  # connection_created, for SQLite's Danish functions
BULK_ALLOWED = {
    "abc_portal/audit/acts.py",  # the guarded update of the version itself
    "abc_portal/audit/models.py",  # the history itself, at the end of a large write
    "abc_portal/reporting/actions.py",  # a job's progress is no history
}


def python_files() -> list[Path]:
    found = [path for app in APPS for path in (HERE / app).rglob("*.py") if "migrations" not in path.parts]
    return [*found, HERE / "manage.py"]


def named(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


def calculations() -> list[Path]:
    """Every file of calculations, wherever its subject stands."""
    found = [path for path in python_files() if "calculations" in (path.stem, path.parent.name)]
    assert len(found) > 10
    return found


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


def templates() -> list[Path]:
    return sorted((HERE / "templates").rglob("*.html"))


def test_no_function_is_long() -> None:
    long = [
        f"{named(path)}:{node.name} ({node.end_lineno - node.lineno + 1})"
        for path in [*python_files(), *(HERE / "tests").rglob("*.py")]
        for node in functions(path)
        if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_file_is_long() -> None:
    long = [named(path) for path in [*python_files(), *(HERE / "tests").rglob("*.py")] if _lines(path) > LONGEST_FILE]
    assert long == []
    assert [named(path) for path in templates() if _lines(path) > LONGEST_TEMPLATE] == []


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_save_is_overridden_and_no_signal_received() -> None:
    for path in python_files():
        text = path.read_text(encoding="utf-8")
        classes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]
        overridden = [
            node.name
            for node in classes
            if any(isinstance(child, ast.FunctionDef) and child.name == "save" for child in node.body)
        ]
        assert overridden == [], named(path)
        if named(path) not in SIGNALS_ALLOWED:
            assert not re.search(r"@receiver|signals? import|\.connect\(", text), named(path)


def test_tracked_rows_are_never_written_behind_the_history() -> None:
    forbidden = re.compile(
        r"\.(bulk_create|bulk_update)\(|\.filter\([^\n]*\)\.update\(|\.objects\.update\(|_raw_delete"
    )
    for path in python_files():
        if named(path) not in BULK_ALLOWED:
            assert not forbidden.search(path.read_text(encoding="utf-8")), named(path)


def test_no_star_import() -> None:
    for path in python_files():
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        stars = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"]
        assert stars == [], named(path)


@pytest.mark.parametrize("path", templates(), ids=named)
def test_templates_hold_no_script_or_style_of_their_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\son\w+\s*=", text), "an event handler in an attribute"
    assert not re.search(r'\sstyle\s*=\s*"', text), "a style attribute"
    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>", text), "a script in the page"
    # One empty style element keeps the editor from adding its own; it carries the page's nonce.
    assert all("nonce=" in found for found in re.findall(r"<style[^>]*>", text))
    assert "|safe" not in text, "rich text goes through the filter «rich», which cleans it"


def test_only_a_round_s_fixed_text_is_shown_without_its_marks() -> None:
    for path in templates():
        shown = re.findall(r"([\w.]+)\|rich\b", path.read_text(encoding="utf-8"))
        assert [each for each in shown if "fixed" not in each] == [], f"{named(path)}: use the tag «plan_text»"


def test_calculations_know_no_database_clock_or_settings() -> None:
    forbidden = re.compile(r"import (settings|timezone|connection)|\.objects\b|date\.today|datetime\.now|localdate")
    for path in calculations():
        assert not forbidden.search(path.read_text(encoding="utf-8")), named(path)


def test_signatures_are_typed_where_rules_live() -> None:
    for path in python_files():
        if not re.search(r"/(calculations|core|actions)/|/(access|actions|calculations)\.py$", path.as_posix()):
            continue
        for node in functions(path):
            arguments = [*node.args.args, *node.args.kwonlyargs]
            bare = [each.arg for each in arguments if each.annotation is None and each.arg not in ("self", "cls")]
            assert bare == [], f"{named(path)}:{node.name}"
            assert node.returns is not None, f"{named(path)}:{node.name}"


def test_public_things_say_what_they_are() -> None:
    for path in python_files():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if _lines(path) > 5 and path.name != "__init__.py":
            quiet = path.name in ("apps.py", "enums.py")
            assert quiet or ast.get_docstring(tree), named(path)
        if "calculations" in (path.stem, path.parent.name):
            for node in tree.body:
                public = isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
                assert not public or ast.get_docstring(node), f"{named(path)}:{getattr(node, 'name', '')}"


def test_each_layer_imports_only_those_below_it() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=HERE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_project_stands_alone() -> None:
    """Nothing points outside the checkout."""
    # A checkout may belong to somebody else than who tests it: git would refuse to read that.
    listing = ["git", "-c", f"safe.directory={HERE}", "ls-files"]
    listed = subprocess.run(listing, cwd=HERE, capture_output=True, text=True, check=True).stdout.split()
    for name in listed:
        path = HERE / name
        if path.suffix in (".py", ".md", ".html", ".toml", ".sh", ".css", ".js", ".json", "") and path.is_file():
            assert "../" + "shared" not in path.read_text(encoding="utf-8", errors="ignore"), name


def test_the_catalogue_is_complete() -> None:
    from abc_portal.core import catalogue

    assert catalogue.holes() == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_what_may_be_unknown_sorts_alike_in_every_database() -> None:
    """PostgreSQL puts the unknown last, SQLite first: an order by such a field says which."""
    own = [model for model in apps.get_models() if (HERE / f"{model.__module__.replace('.', '/')}.py").exists()]
    assert own
    unsaid = [
        f"{model._meta.label}: {field}"
        for model in own
        for field in model._meta.ordering
        if (isinstance(field, str) and _may_be_unknown(model, field))
        or (isinstance(field, OrderBy) and not (field.nulls_first or field.nulls_last))
    ]
    assert unsaid == []


def _may_be_unknown(model: type[Model], path: str) -> bool:
    for step in path.lstrip("-").split("__"):
        field = model._meta.pk if step == "pk" else model._meta.get_field(step)
        if getattr(field, "null", False):
            return True
        model = getattr(field, "related_model", None) or model
    return False
