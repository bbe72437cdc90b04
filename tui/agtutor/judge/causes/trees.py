"""Questions to the syntax tree that causes ask."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from agtutor.case.evidence import Fact
from agtutor.judge import syntax

_CLEARS = ("zero_grad", "zero_", "grad")


def known(facts: Mapping[str, Fact], name: str) -> Mapping[str, object]:
    """Return what is known of a name; nothing where it isn't there."""
    return facts.get(name) or {}


def statements(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield each expression that is a statement of its own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value


def receiver(call: ast.Call) -> str:
    """Return the code of what a method is called on; empty for a function."""
    return syntax.source(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def reads_grad_of(node: ast.AST, name: str) -> bool:
    """Whether an expression reads ``name.grad``."""
    return any(
        part.attr == "grad" and syntax.source(part.value) == name for part in syntax.attributes(node)
    )


def loops(tree: ast.AST) -> Iterator[ast.For | ast.While]:
    """Yield every loop."""
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.While):
            yield node


def clears(tree: ast.AST) -> bool:
    """Whether the code empties a gradient, or takes gradients that aren't stored."""
    if any(syntax.called(call) in _CLEARS for call in syntax.calls(tree)):
        return True
    return bool(syntax.stored(tree, "grad"))


def written(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield each expression whose entries are written: ``d[0] = …``, ``d += …``, ``d.add_(…)``."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets):
                yield from (part.value for part in targets if isinstance(part, ast.Subscript))
            case ast.AugAssign(target=ast.Subscript(value=target)) | ast.AugAssign(target=target):
                yield target
            case ast.Call(func=ast.Attribute(value=target, attr=word)) if word.endswith(
                "_"
            ) and not word.endswith("__"):
                yield target


def numbers(tree: ast.AST) -> Iterator[float]:
    """Yield every number that is written in the code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            yield float(node.value)


def classes(tree: ast.AST) -> Iterator[ast.ClassDef]:
    """Yield every class."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def methods(cls: ast.ClassDef, name: str) -> Iterator[ast.FunctionDef]:
    """Yield the methods of a class that have this name."""
    return (node for node in cls.body if isinstance(node, ast.FunctionDef) and node.name == name)
