"""Bugs in statements: one left out, one done twice, added up for overwritten, a context left out."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from agtutor.author.mutants.editing import New, Setting

_AUGMENTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}


def left_out(node: ast.AST, _setting: Setting) -> Iterator[New]:
    """One statement left out."""
    if isinstance(node, ast.stmt) and not isinstance(node, ast.Pass):
        yield []


def twice(node: ast.AST, _setting: Setting) -> Iterator[New]:
    """A call done twice, such as a second walk back."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute())) | ast.AugAssign():
            yield [node, node]


def augmented(node: ast.AST, _setting: Setting) -> Iterator[New]:
    """The last one instead of all of them, or the other direction."""
    if isinstance(node, ast.AugAssign):
        yield ast.Assign(targets=[node.target], value=node.value)
        if type(node.op) in _AUGMENTED:
            other = _AUGMENTED[type(node.op)]()
            yield ast.AugAssign(target=node.target, op=other, value=node.value)


def unwrapped(node: ast.AST, _setting: Setting) -> Iterator[New]:
    """A context left out, such as ``torch.no_grad()``; a loop that goes round once."""
    match node:
        case ast.With(body=body):
            yield list(body)
        case ast.For(body=body, target=target, iter=source):
            made = ast.For(target=target, iter=source, body=[*body, ast.Break()], orelse=[])
            yield made


def aliases(node: ast.AST, _setting: Setting) -> Iterator[New]:
    """A module without its short name."""
    if isinstance(node, ast.Import) and any(alias.asname for alias in node.names):
        yield ast.Import(names=[ast.alias(name=alias.name) for alias in node.names])
