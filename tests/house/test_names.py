"""Names in code: each class has one, and words that need explaining are not used."""

import ast
from collections import defaultdict
from collections.abc import Iterator

from tests.house.sources import nodes
from tests.house.test_rules import HERE, named, python_files

#: What Django looks for by its name.
OF_DJANGO = {"Meta", "Command"}

#: Words that stood for many things each; ``docs/decisions/0012-where-things-live.md`` says what replaced them.
PRIVATE_WORDS = {
    "told", "along", "fate", "fates", "each", "kept", "wish", "wishes", "thing", "stands", "lacking", "spelled",
    "meanwhile", "carrying", "stretch", "stretches",
}  # fmt: skip


def test_no_class_name_is_used_twice() -> None:
    found = defaultdict(list)
    for path in python_files():
        for node in nodes(path):
            if isinstance(node, ast.ClassDef) and node.name not in OF_DJANGO:
                found[node.name].append(named(path))
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def _names(node: ast.AST) -> Iterator[str]:
    """The names that the node itself uses: of a variable, an attribute, a parameter, a function, an import."""
    for part in ("id", "attr", "arg", "name", "asname"):
        if isinstance(name := getattr(node, part, None), str):
            yield name


def test_private_words_are_no_names() -> None:
    found = {
        f"{named(path)}:{getattr(node, 'lineno', '')} {name}"
        for path in [*python_files(), *(HERE / "tests").rglob("*.py")]
        for node in nodes(path)
        for name in _names(node)
        if name.strip("_").lower() in PRIVATE_WORDS
    }
    assert sorted(found) == []
