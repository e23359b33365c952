"""What libraries call their own business is used in one module alone, where each use has a test."""

import ast
import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from pathlib import Path

import pytest

from tests.house.sources import nodes
from tests.house.test_rules import APPS, named, python_files

MODULE = "abc_portal/core/private_parts.py"
#: Begin with an underscore, but Django's documentation describes them for everybody.
DOCUMENTED = {"_meta", "_base_manager", "_default_manager", "_state", "_db"}
#: Documented as what a storage of one's own must have.
DOCUMENTED_HOOKS = {"_save"}
#: Names of our own that stand on objects of another class, by way of ``vars`` or ``getattr``.
OWN_NAMES = {"_change_set", "_checked", "_neighbours", "_kept_choices", "_portal_admin_answers", "_plan_grants"}
#: What Python's own classes put into theirs.
PYTHONS = {"builtins", "enum", "typing", "abc", "dataclasses"}


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and len(name) > 1 and name != "_is_protocol"


@cache
def own_names() -> set[str]:
    """Every private name that the portal's own code gives to something."""
    found = set(OWN_NAMES)
    for path in python_files():
        for node in nodes(path):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                found.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and is_self(node.value):
                found.add(node.attr)
    return found


def is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def private_uses(found: Iterable[ast.AST]) -> Iterator[str]:
    """Private names that a file takes from what is not its own."""
    for node in found:
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            if node.attr not in own_names() | DOCUMENTED:
                yield ast.unparse(node)
        elif isinstance(node, ast.ImportFrom):
            names = [*(node.module or "").split("."), *(item.name for item in node.names)]
            yield from (f"{node.module}: {name}" for name in names if is_private(name))
        elif isinstance(node, ast.Import):
            yield from (item.name for item in node.names if any(is_private(name) for name in item.name.split(".")))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("attr"):
            yield from (name for name in texts(node.args[1:2]) if is_private(name) and name not in own_names())
        elif isinstance(node, ast.Constant) and str(node.value).endswith("_cache") and is_private(str(node.value)):
            yield str(node.value)


def texts(found: list[ast.expr]) -> list[str]:
    return [str(node.value) for node in found if isinstance(node, ast.Constant)]


def every_class() -> Iterator[type]:
    for app in APPS:
        for module in pkgutil.walk_packages(importlib.import_module(app).__path__, f"{app}."):
            if "migrations" not in module.name and not module.name.endswith(("wsgi", "asgi", "settings")):
                found = importlib.import_module(module.name)
                yield from (
                    item
                    for item in vars(found).values()
                    if isinstance(item, type) and item.__module__.partition(".")[0] in APPS
                )


def test_private_parts_of_libraries_are_used_in_one_module_alone() -> None:
    found = {named(path): list(private_uses(nodes(path))) for path in python_files()}
    assert len(found.pop(MODULE)) > 5
    assert {path: uses for path, uses in found.items() if uses} == {}


@pytest.mark.parametrize(
    "source",
    [
        "rows._result_cache", "self._process.state", "row._state._x", "from openpyxl.worksheet._reader import Parser",
        "import openpyxl._constants", "from django.db import _private", "getattr(row, '_mutable', None)",
        "vars(row)['_prefetched_objects_cache']",
    ],
)  # fmt: skip
def test_a_private_part_is_found_however_it_is_taken(source: str) -> None:
    assert list(private_uses(ast.walk(ast.parse(source))))


def overridden(item: type) -> set[str]:
    """Private methods of libraries that the class has in a way of its own."""
    theirs = [base for base in item.__mro__ if base.__module__.partition(".")[0] not in {*APPS, *PYTHONS}]
    theirs = [base for base in theirs if not issubclass(base, Enum)]  # they are made of many
    return (
        {
            name
            for name, value in vars(item).items()
            if is_private(name) and callable(value) and any(callable(vars(base).get(name)) for base in theirs)
        }
        - DOCUMENTED
        - DOCUMENTED_HOOKS
    )


def test_private_methods_of_libraries_are_overridden_in_one_module_alone() -> None:
    found = {(item.__module__, tuple(names)) for item in every_class() if (names := sorted(overridden(item)))}
    assert {(f"{module.replace('.', '/')}.py", names) for module, names in found} == {
        (MODULE, ("_get_validation_exclusions", "_post_clean")),
        (MODULE, ("_create_formsets", "_get_obj_does_not_exist_redirect")),
    }


def test_every_private_part_has_a_test_of_its_own() -> None:
    tests = Path(__file__).parent.parent.joinpath("core/test_private_parts.py").read_text(encoding="utf-8")
    tree = ast.parse(Path(importlib.import_module("abc_portal.core.private_parts").__file__ or "").read_text("utf-8"))
    public = [node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    assert len(public) > 5
    assert [name for name in public if name not in tests] == []
