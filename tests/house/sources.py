"""The code as Python reads it; each file is read once for all rules."""

import ast
from functools import cache
from pathlib import Path


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Everything in the file, the whole of it first."""
    return tuple(ast.walk(ast.parse(text(path))))
