"""The project's sources, parsed once for the checks of this folder."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PRODUCT = ("shared", "functions")
EVERYTHING = (*PRODUCT, "infra", "tools", "tests", "benchmarks")


class Source(NamedTuple):
    """A file: its path from the root, its text, and its tree."""

    path: str
    text: str
    tree: ast.Module


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every Python file below the folders."""
    return tuple(_read(folders))


def _read(folders: tuple[str, ...]) -> Iterator[Source]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "node_modules" in path.parts:
                continue
            text = path.read_text("utf-8")
            yield Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text))


def dotted(node: ast.AST) -> str:
    """The name an expression is written with: ``datetime.now``; empty when it is not a name."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".removeprefix(".")
    return node.id if isinstance(node, ast.Name) else ""


def found(tree: ast.AST, path: str, test: object) -> list[str]:
    """Where a test holds, as ``file:line``."""
    assert callable(test)
    return [f"{path}:{getattr(node, 'lineno', 0)}" for node in ast.walk(tree) if test(node)]
