"""Each class has a name of its own, so that a name says what it is wherever it is met."""

import ast
from collections import defaultdict

from tests.house.test_rules import named, python_files

#: What Django looks for by its name.
OF_DJANGO = {"Meta", "Command"}


def test_no_class_name_is_used_twice() -> None:
    found = defaultdict(list)
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name not in OF_DJANGO:
                found[node.name].append(named(path))
    assert {name: places for name, places in found.items() if len(places) > 1} == {}
