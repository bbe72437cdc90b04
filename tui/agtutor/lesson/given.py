"""The names that a lesson gives: what its setup makes for the steps, told from its text."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def given(setup: str) -> list[str]:
    """Return the names that a setup leaves for the steps, in order, each once.

    What a loop counts with, what begins with an underscore, and what is deleted again is nobody's.

    Args:
        setup: Python that parses.
    """
    found: dict[str, None] = {}
    for name, there in _bound(ast.parse(setup).body):
        found.pop(name, None)
        if there and name.isidentifier() and not name.startswith("_"):  # `import *` names nothing
            found[name] = None
    return list(found)


def _bound(statements: list[ast.stmt]) -> Iterator[tuple[str, bool]]:
    """Yield each name that is bound or deleted, and which of the two; loops and functions aside."""
    for statement in statements:
        match statement:
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                yield from ((one.asname or one.name.partition(".")[0], True) for one in aliases)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, True
            case ast.Assign(targets=targets) | ast.Delete(targets=targets):
                yield from _names(*targets)
            case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
                yield from _names(target)
            case ast.If() | ast.With() | ast.Try():
                for block in ("body", "handlers", "orelse", "finalbody"):
                    yield from _bound(getattr(statement, block, []))
            case ast.ExceptHandler(body=body):
                yield from _bound(body)


def _names(*targets: ast.expr) -> Iterator[tuple[str, bool]]:
    for target in targets:
        for node in ast.walk(target):
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                yield node.id, isinstance(node.ctx, ast.Store)
