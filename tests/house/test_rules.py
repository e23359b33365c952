"""The rules that keep the house easy to live in; exceptions stand in lists that may only shrink."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import grimp
import pytest
from django.apps import apps
from django.db.models import Model
from django.db.models.expressions import OrderBy

from tests.house.sources import nodes, text
from tests.selection import BOTH, SLOW

HERE = Path(__file__).resolve().parent.parent.parent
APPS = ("abc_portal", "plans", "budgets", "indicators", "governance")
#: Kinds of files that are an app's own; what every app stands on has them for all.
PAGES = {"views", "forms", "tables", "admin"}
SHARED = ("abc_portal.core", "abc_portal.audit", "abc_portal.exchange", "abc_portal.pages")
LONGEST_FUNCTION, LONGEST_FILE, LONGEST_TEMPLATE, LONGEST_LINE = 50, 400, 150, 120
#: Lines of Python that are longer still: texts, and data in columns. This number may only shrink.
LONG_LINES = 53

#: Files that may hold what the rule forbids, with the reason.
SIGNALS_ALLOWED = {"abc_portal/core/apps.py"}  # connection_created, for SQLite's Danish functions
BULK_ALLOWED = {
    "abc_portal/audit/change_sets.py",  # the guarded update of the version itself
    "abc_portal/audit/models.py",  # the history itself, at the end of a large write
    "abc_portal/reporting/actions.py",  # a job's progress is no history
    "abc_portal/notifications/actions.py",  # calendar addresses have none
    "abc_portal/notifications/posting.py",  # neither have mails on their way
}


def python_files() -> list[Path]:
    found = [path for app in APPS for path in (HERE / app).rglob("*.py") if "migrations" not in path.parts]
    return [*found, HERE / "manage.py"]


def named(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


def of_kind(kind: str) -> list[Path]:
    """Every file of that kind, wherever its subject stands."""
    found = [path for path in python_files() if kind in (path.stem, path.parent.name)]
    assert len(found) > 10
    return found


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef):
            yield node


def templates(*endings: str) -> list[Path]:
    return sorted(path for path in (HERE / "templates").rglob("*") if path.suffix in (endings or (".html",)))


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
    assert [named(path) for path in templates(".html", ".txt") if _lines(path) > LONGEST_TEMPLATE] == []


def test_no_line_of_a_template_is_long() -> None:
    long = [
        f"{named(path)}:{number} ({len(line)})"
        for path in templates(".html", ".txt")
        for number, line in enumerate(text(path).splitlines(), start=1)
        if len(line) > LONGEST_LINE
    ]
    assert long == []


def test_no_line_of_python_is_long() -> None:
    long = [
        f"{named(path)}:{number}"
        for path in [*python_files(), *(HERE / "tests").rglob("*.py")]
        for number, line in enumerate(text(path).splitlines(), start=1)
        if len(line) > LONGEST_LINE
    ]
    assert len(long) == LONG_LINES, "\n".join(long)


def test_every_pattern_of_the_selection_finds_a_file() -> None:
    files = [PurePosixPath(path.relative_to(HERE / "tests").as_posix()) for path in (HERE / "tests").rglob("test_*.py")]
    assert [item for item in (*BOTH, *SLOW) if not any(path.match(item) for path in files)] == []


def _lines(path: Path) -> int:
    return len(text(path).splitlines())


def test_no_save_is_overridden_and_no_signal_received() -> None:
    for path in python_files():
        classes = [node for node in nodes(path) if isinstance(node, ast.ClassDef)]
        overridden = [
            node.name
            for node in classes
            if any(isinstance(child, ast.FunctionDef) and child.name == "save" for child in node.body)
        ]
        assert overridden == [], named(path)
        if named(path) not in SIGNALS_ALLOWED:
            assert not re.search(r"@receiver|signals? import|\.connect\(", text(path)), named(path)


def test_tracked_rows_are_never_written_behind_the_history() -> None:
    """Neither many at once nor through a query, however many lines the call takes."""
    for path in python_files():
        if named(path) not in BULK_ALLOWED:
            assert [node.lineno for node in nodes(path) if _writes_past_history(node)] == [], named(path)


def test_a_write_behind_the_history_is_found_over_several_lines() -> None:
    found = ast.parse("Plan.objects.filter(\n    pk=1\n).update(\n    name='x'\n)\nfields.update(name='x')")
    assert [node.lineno for node in ast.walk(found) if _writes_past_history(node)] == [1]


#: What begins or narrows a query.
QUERIES = {"objects", "_base_manager", "_default_manager", "all", "filter", "exclude", "order_by", "annotate"}


def _writes_past_history(node: ast.AST) -> bool:
    if not isinstance(node, ast.Attribute):
        return False
    many = node.attr in ("bulk_create", "bulk_update", "_raw_delete")
    return many or (node.attr == "update" and bool(QUERIES & set(_chain(node.value))))


def _chain(node: ast.AST) -> Iterator[str]:
    """The names in ``a.b(…).c``, last first."""
    while isinstance(node, (ast.Attribute, ast.Call)):
        if isinstance(node, ast.Attribute):
            yield node.attr
        node = node.value if isinstance(node, ast.Attribute) else node.func


def test_no_star_import() -> None:
    for path in python_files():
        stars = [node for node in nodes(path) if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"]
        assert stars == [], named(path)


def test_templates_hold_no_script_or_style_of_their_own() -> None:
    forbidden = {
        "an event handler in an attribute": r"\son\w+\s*=",
        "a style attribute": r'\sstyle\s*=\s*"',
        "a script in the page": r"<script(?![^>]*\ssrc=)[^>]*>",
        # One empty style element keeps the editor from adding its own; it carries the page's nonce.
        "a style element without a nonce": r"<style(?![^>]*nonce=)[^>]*>",
        "rich text that is not cleaned by the filter «rich»": r"\|safe",
    }
    texts = {named(path): path.read_text(encoding="utf-8") for path in templates()}
    found = [f"{name}: {why}" for name, html in texts.items() for why, it in forbidden.items() if re.search(it, html)]
    assert len(texts) > 100
    assert found == []


def test_only_a_round_s_fixed_text_is_shown_without_its_marks() -> None:
    for path in templates():
        shown = re.findall(r"([\w.]+)\|rich\b", path.read_text(encoding="utf-8"))
        assert [item for item in shown if "fixed" not in item] == [], f"{named(path)}: use the tag «plan_text»"


def test_calculations_know_no_database_or_settings() -> None:
    forbidden = re.compile(r"django\.db|import (settings|connection)|\.objects\b")
    for path in of_kind("calculations"):
        assert not forbidden.search(path.read_text(encoding="utf-8")), named(path)


def test_no_app_imports_another_s_pages() -> None:
    graph = grimp.build_graph(*APPS, cache_dir=None)
    imports = [(name, other) for name in graph.modules for other in graph.find_modules_directly_imported_by(name)]
    wrong = [
        f"{name} -> {other}"
        for name, other in imports
        if PAGES & set(other.split(".")[1:])
        and name != "abc_portal.urls"
        and app_of(other) not in (app_of(name), *SHARED)
    ]
    assert wrong == []


def app_of(module: str) -> str:
    """``plans``, ``abc_portal.directory``."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "abc_portal" else parts[0]


#: The kinds of file that are given the day; views, commands, jobs and forms read it.
GIVEN_THE_DAY = {"calculations", "figures", "filters", "findings", "presenters", "querysets", "tables"}
CLOCK = re.compile(
    r"\btimezone\.(now|localdate|localtime)\b|\b(localdate|localtime|today|utcnow|time)\(\)|\bnow\(|\bimport time\b"
)


def test_the_day_is_passed_to_what_is_worked_out_from_it() -> None:
    given = [path for path in python_files() if GIVEN_THE_DAY & {path.stem, *path.relative_to(HERE).parts}]
    assert {path.relative_to(HERE).parts[0] for path in given} == set(APPS)
    clocks = [named(path) for path in given if CLOCK.search(path.read_text(encoding="utf-8"))]
    assert clocks == []


def test_signatures_are_typed_where_rules_live() -> None:
    for path in python_files():
        if not re.search(r"/(calculations|core|actions)/|/(access|actions|calculations)\.py$", path.as_posix()):
            continue
        for node in functions(path):
            arguments = [*node.args.args, *node.args.kwonlyargs]
            bare = [
                argument.arg
                for argument in arguments
                if argument.annotation is None and argument.arg not in ("self", "cls")
            ]
            assert bare == [], f"{named(path)}:{node.name}"
            assert node.returns is not None, f"{named(path)}:{node.name}"


def test_public_things_say_what_they_are() -> None:
    for path in python_files():
        tree = nodes(path)[0]
        assert isinstance(tree, ast.Module)
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


def test_the_project_is_alone() -> None:
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
