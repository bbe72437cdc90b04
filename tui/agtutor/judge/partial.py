"""Comparisons that see a part of what they compare: one side, the signs, the values without places."""

from __future__ import annotations

import ast

from agtutor.judge import syntax
from agtutor.judge.comparing import compared, modules_in, sides
from agtutor.judge.scene import Difference, Scene

_ORDERING = ast.Lt | ast.LtE | ast.Gt | ast.GtE
_TAKEN = {"max", "amax", "item", "float", "detach", "numpy", "double", "tolist", "all"}
"""Calls that leave the sign of a difference as it is."""

_DEEPEST = 20  # names and calls that are looked through

_PARTS = (
    (
        ("set", "frozenset", "sorted", "Counter"),
        "order-lost",
        "That compares which values there are, and not where. The same values in another order "
        "would pass as well.",
    ),
    (
        ("sign", "sgn"),
        "signs-compared",
        "The signs agree. Two tensors of the same signs can still differ in every value.",
    ),
)


def sees_a_part(scene: Scene, watched: str) -> Difference | None:
    """Return what a comparison leaves out, where it is the only kind in the code; else None.

    Args:
        scene: the answer; it says True.
        watched: the expression that the True has to depend on, such as ``x.grad``.
    """
    modules = modules_in(scene)
    pairs = [sides(node, modules)[:2] for node in compared(scene.tree)]
    for words, slip, message in _PARTS:
        if pairs and all(pair and all(_made_by(side, words) for side in pair) for pair in pairs):
            return Difference(slip, message)
    if _one_sided(scene.tree, watched):
        return Difference(
            "one-sided",
            f"Your comparison looks to one side only: values of `{watched}` that are off in the "
            "other direction would pass as well.",
        )
    return _always(scene.tree, watched)


def _made_by(side: ast.AST, words: tuple[str, ...]) -> bool:
    return isinstance(side, ast.Call) and syntax.called(side) in words


def _one_sided(tree: ast.Module, watched: str) -> bool:
    """Whether the one comparison is by order, of a difference that kept its sign."""
    found = list(compared(tree))
    if len(found) != 1 or not isinstance(found[0], ast.Compare) or len(found[0].ops) != 1:
        return False
    if not isinstance(found[0].ops[0], _ORDERING):
        return False
    pair = [_bare(tree, side) for side in (found[0].left, found[0].comparators[0])]
    if any(isinstance(side, ast.BinOp) and isinstance(side.op, ast.Sub) for side in pair):
        return not any(syntax.call_of(side, "abs", "sqrt", "norm") for side in pair)
    return any(syntax.source(side) == watched for side in pair) and not any(
        isinstance(side, ast.Constant) for side in pair
    )


def _bare(tree: ast.Module, side: ast.AST) -> ast.AST:
    """Return what a side is about, without calls that leave a sign as it is; a name's value for it."""
    for _ in range(_DEEPEST):
        if isinstance(side, ast.Name):
            value: ast.AST | None = syntax.assigned(tree, side.id)
        elif isinstance(side, ast.Call) and syntax.called(side) in _TAKEN:
            value = _object(side)
        else:
            break
        if value is None:
            break
        side = value
    return side


def _object(call: ast.Call) -> ast.AST | None:
    """Return the one thing that a call works on: the object of a method, or the only argument."""
    if isinstance(call.func, ast.Attribute) and not call.args:
        return call.func.value
    return call.args[0] if len(call.args) == 1 else None


def _always(tree: ast.AST, watched: str) -> Difference | None:
    """Find an ``or`` that is True because one of its sides is written so."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            for side in node.values:
                if isinstance(side, ast.Constant) and side.value:
                    return Difference(
                        "verdict-does-not-depend",
                        f"`or {syntax.source(side)}` makes it True whatever is in `{watched}`.",
                    )
    return None
