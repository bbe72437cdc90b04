"""Bugs in calls: another function, none at all, a method that is named and not called, an argument."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from agtutor.author.mutants.editing import Setting, prints

_PAIRS = """sum mean|mean sum|prod sum|max min|min max|argmax argmin|argmin argmax|sin cos|cos sin
exp log|log exp|sqrt square|square sqrt|tanh sigmoid|sigmoid tanh|relu abs|abs relu|zeros ones
ones zeros|zeros_like ones_like|ones_like zeros_like|rand randn|randn rand|add sub|sub add|mul div
div mul|pow mul|matmul mul|mm mul|cumsum sum|norm sum|var std|std var|all any|any all
detach clone|clone detach|requires_grad_ detach|retain_grad requires_grad_|zero_ detach_
no_grad enable_grad|add_ sub_|sub_ add_|mul_ div_|linspace logspace|softmax log_softmax
squeeze unsqueeze|size dim|dim numel|numel dim|grad_fn grad|sort flip|float double|double long
isclose allclose"""
_OTHER = dict(pair.split() for line in _PAIRS.splitlines() for pair in line.split("|"))
"""Functions and methods that are taken for one another."""


def functions(node: ast.AST, _setting: Setting) -> Iterator[ast.AST]:
    """Another function or method of the same form."""
    match node:
        case ast.Call(func=ast.Attribute(attr=word) as func) if word in _OTHER:
            made = copy.copy(func)
            made.attr = _OTHER[word]
            yield _call(node, func=made)
        case ast.Call(func=ast.Name(id=word)) if word in _OTHER:
            yield _call(node, func=ast.Name(id=_OTHER[word], ctx=ast.Load()))


def dropped(node: ast.AST, setting: Setting) -> Iterator[ast.AST]:
    """The call left out, so that what went in comes out; its brackets, so that nothing runs."""
    if not isinstance(node, ast.Call):
        return
    if isinstance(node.func, ast.Attribute):
        owner = node.func.value
        module = isinstance(owner, ast.Name) and setting.kinds.get(owner.id) == "module"
        if not module:
            yield owner
            yield node.func
            return
    if node.args and not isinstance(node.args[0], ast.Starred):
        yield node.args[0]


def keywords(node: ast.AST, _setting: Setting) -> Iterator[ast.AST]:
    """A keyword argument left out."""
    if isinstance(node, ast.Call):
        for place in range(len(node.keywords)):
            yield _call(node, keywords=node.keywords[:place] + node.keywords[place + 1 :])


def kept(node: ast.AST, _setting: Setting) -> Iterator[ast.AST]:
    """A walk back that keeps the graph."""
    match node:
        case ast.Call(func=ast.Attribute(attr="backward"), keywords=words):
            if not any(word.arg == "retain_graph" for word in words):
                yield _call(node, keywords=[*words, ast.keyword("retain_graph", ast.Constant(True))])


def arguments(node: ast.AST, _setting: Setting) -> Iterator[ast.AST]:
    """Arguments in the other order, one of them twice, the last one left out.

    What is printed may be printed in any order.
    """
    if not isinstance(node, ast.Call) or not node.args or prints(node):
        return
    args = node.args
    if len(args) >= 2:
        yield _call(node, args=[args[1], args[0], *args[2:]])
        yield _call(node, args=[args[0], args[0], *args[2:]])
        yield _call(node, args=[args[1], args[1], *args[2:]])
        yield _call(node, args=args[:-1])


def _call(node: ast.Call, **changes: object) -> ast.Call:
    made = copy.copy(node)
    for field, value in changes.items():
        setattr(made, field, value)
    return made
