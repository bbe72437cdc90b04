"""Arithmetic on recorded values, entry by entry: what a simple expression comes to."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Sequence

from agtutor.case.evidence import Fact
from agtutor.judge import syntax
from agtutor.judge.facts import values
from agtutor.judge.scene import Scene

_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: math.pow,
}

_FUNCTIONS: dict[str, Callable[[float], float]] = {
    **{word: getattr(math, word) for word in "sin cos tan tanh sinh cosh exp log sqrt".split()},
    "abs": abs,
    "square": lambda value: value * value,
    "sigmoid": lambda value: 1 / (1 + math.exp(-value)),
    **dict.fromkeys(("detach", "clone", "double", "float", "requires_grad_"), lambda value: value),
}


def reckon(scene: Scene, node: ast.AST) -> Sequence[float] | None:
    """Return the entries of an expression of known tensors, in double precision; None beyond that."""
    try:
        return _entries(scene, node)
    except (ArithmeticError, ValueError, RecursionError):
        return None


def fact_of(scene: Scene, code: str) -> Fact | None:
    """Return what is known of a name, or of a name's gradient."""
    fact = scene.got["names"].get(code.removesuffix(".grad"))
    return fact.get("grad") if fact is not None and code.endswith(".grad") else fact


def _entries(scene: Scene, node: ast.AST) -> Sequence[float] | None:
    match node:
        case ast.Constant(value=int() | float() as value):
            return [float(value)]
        case ast.Name() | ast.Attribute(attr="grad"):
            fact = fact_of(scene, syntax.source(node))
            return values(fact) if fact is not None else None
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return _each(scene, operator.neg, inner)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _both(scene, _OPERATORS[type(op)], left, right)
        case ast.Call(func=ast.Attribute(value=owner, attr=word), args=given) if word in _FUNCTIONS:
            inside = given[0] if given else owner
            return _each(scene, _FUNCTIONS[word], inside)
    return None


def _each(scene: Scene, function: Callable[[float], float], node: ast.AST) -> list[float] | None:
    entries = _entries(scene, node)
    return None if entries is None else [function(entry) for entry in entries]


def _both(
    scene: Scene, function: Callable[[float, float], float], left: ast.AST, right: ast.AST
) -> list[float] | None:
    one, other = _entries(scene, left), _entries(scene, right)
    if not one or not other:
        return None
    long = max(len(one), len(other))
    pair = [list(side) * long if len(side) == 1 else list(side) for side in (one, other)]
    if len(pair[0]) != len(pair[1]):
        return None
    return [function(a, b) for a, b in zip(*pair, strict=True)]
