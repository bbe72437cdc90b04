"""Comparisons in the learner's text: what is compared with what, and whether that says anything.

Used where the run alone can't tell, since a watched value left torch; nothing is run here.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TypeGuard

from agtutor.judge import branches, syntax
from agtutor.judge.provenance import tainted, valued
from agtutor.judge.scene import Scene

COMPARISONS = frozenset(
    [
        "allclose",
        "equal",
        "isclose",
        "eq",
        "ne",
        "array_equal",
        "assert_close",
        "assert_allclose",
        "assert_equal",
        "assert_array_equal",
        "assert_almost_equal",
        "assert_array_almost_equal",
    ]
)
"""Functions and methods that compare two things, by their last word."""

ASSERTIONS = frozenset(word for word in COMPARISONS if word.startswith("assert"))

_FORM = ("shape", "size", "numel", "ndim", "dim", "len")
_TOTAL = ("sum", "mean", "prod", "norm")
_TYPE = ("dtype", "type")

_PLAIN = {"item", "abs", "float", "round", "bool"}
"""Calls that make of one number a plain one, or its size."""


def asserts(tree: ast.Module, *, seen_only: bool = True) -> bool:
    """Whether the code asserts something; ``seen_only`` leaves out what fails without being seen."""
    hidden = branches.swallowed(tree) if seen_only else set()
    return any(
        isinstance(node, ast.Assert)
        or (isinstance(node, ast.Call) and syntax.called(node) in ASSERTIONS)
        for node in ast.walk(tree)
        if id(node) not in hidden
    )


def compared(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield every comparison, by operator or by function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) or (
            isinstance(node, ast.Call) and syntax.called(node) in COMPARISONS
        ):
            yield node


def by_identity(tree: ast.AST) -> bool:
    """Whether something is compared with ``is``."""
    return any(
        isinstance(op, ast.Is | ast.IsNot)
        for node in compared(tree)
        if isinstance(node, ast.Compare)
        for op in node.ops
    )


def sides(node: ast.AST, modules: set[str]) -> list[ast.AST]:
    """Return what a comparison compares; the object of a method is a side."""
    if isinstance(node, ast.Compare):
        return [node.left, *node.comparators]
    if not isinstance(node, ast.Call):
        return []
    if not isinstance(node.func, ast.Attribute):
        return list(node.args)
    root = syntax.source(node.func.value).split(".")[0]
    return list(node.args) if root in modules else [node.func.value, *node.args]


def modules_in(scene: Scene) -> set[str]:
    """Return the names that stand for modules."""
    return {name for name, fact in scene.got["names"].items() if fact["kind"] == "module"}


def aspect(scene: Scene) -> str:
    """Return in which respect alone things are compared: "form", "total", "type", or "" for values."""
    modules = modules_in(scene)
    parts = [side for node in compared(scene.tree) for side in sides(node, modules)]
    for name, words in (("form", _FORM), ("total", _TOTAL), ("type", _TYPE)):
        if any(_ends_in(side, words) for side in parts):
            return name
    return ""


def by_totals(scene: Scene) -> bool:
    """Whether all that is compared is totals, in which one error can make up for another."""
    modules = modules_in(scene)
    nodes = list(compared(scene.tree))
    return bool(nodes) and all(_totals(scene.tree, sides(node, modules)[:2]) for node in nodes)


def _totals(tree: ast.AST, pair: list[ast.AST]) -> bool:
    """Whether two sums of tensors are compared or subtracted, or a bare difference is summed up."""
    worked = [_worked_out(tree, side, plain=True) for side in pair]
    both = [pair]
    both += ([side.left, side.right] for side in worked if _is_difference(side))
    if any(len(sums) == 2 and all(_sums_one(tree, side) for side in sums) for sums in both):
        return True
    added = (part for side in pair if (part := _summed(tree, side)) is not None)
    return any(_is_difference(_worked_out(tree, part)) for part in added)


def _is_difference(node: ast.AST) -> TypeGuard[ast.BinOp]:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub)


def _sums_one(tree: ast.AST, side: ast.AST) -> bool:
    return isinstance(_summed(tree, side), ast.Attribute | ast.Name)


def _summed(tree: ast.AST, side: ast.AST) -> ast.AST | None:
    """Return what a call of ``sum`` or ``mean`` adds up; None for anything else."""
    total = _worked_out(tree, side, plain=True)
    if not isinstance(total, ast.Call) or syntax.called(total) not in ("sum", "mean"):
        return None
    if total.args:
        return total.args[0]
    return total.func.value if isinstance(total.func, ast.Attribute) else None


def _worked_out(tree: ast.AST, side: ast.AST, *, plain: bool = False) -> ast.AST:
    """Return what a name was given last; ``plain`` takes off what makes a plain size of one number."""
    seen: set[str] = set()
    while True:
        match side:
            case ast.Name(id=name) if name not in seen and (value := syntax.assigned(tree, name)):
                seen.add(name)
                side = value
            case ast.Call(func=ast.Attribute(value=inner), args=[]) | ast.Call(args=[inner, *_]) if (
                plain and syntax.called(side) in _PLAIN
            ):
                side = inner
            case _:
                return side


def _ends_in(side: ast.AST, words: tuple[str, ...]) -> bool:
    if isinstance(side, ast.Call):
        return syntax.called(side) in words
    return isinstance(side, ast.Attribute) and side.attr in words


def with_itself(scene: Scene) -> bool:
    """Whether some comparison has the same thing on both sides, or two forms of one gradient."""
    modules = modules_in(scene)
    for node in compared(scene.tree):
        pair = sides(node, modules)[:2]
        if len(pair) == 2 and (ast.dump(pair[0]) == ast.dump(pair[1]) or _one_gradient(*pair)):
            return True
    return False


def _one_gradient(one: ast.AST, other: ast.AST) -> bool:
    first, second = (
        {syntax.source(part) for part in syntax.attributes(side) if part.attr == "grad"}
        for side in (one, other)
    )
    return bool(first) and first == second


def with_another(scene: Scene, watched: str) -> bool:
    """Whether what is shown or asserted compares values of ``watched`` with values from elsewhere."""

    def reads(node: ast.AST) -> bool:
        return isinstance(node, ast.Attribute | ast.Name) and syntax.source(node) == watched

    if aspect(scene):
        return False
    ours, modules = tainted(scene.tree, reads), modules_in(scene)
    for node in _claims(scene.tree):
        parts = sides(node, modules)
        mine = any(_from_watched(part, reads, ours) for part in parts)
        if mine and any(_from_elsewhere(part, watched, ours | modules) for part in parts):
            return True
    return False


def _claims(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield comparisons under what is shown or asserted, through the names that hold them."""
    waiting: list[ast.AST] = [*syntax.shown(tree)]
    waiting += [node.test for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    waiting += [call for call in syntax.calls(tree) if syntax.called(call) in ASSERTIONS]
    seen: set[str] = set()
    while waiting:
        part = waiting.pop()
        yield from compared(part)
        new = syntax.names(part) - seen
        seen |= new
        waiting += [value for name, value in syntax.assignments(tree) if name in new]


def _from_watched(side: ast.AST, reads: Callable[[ast.AST], bool], names: set[str]) -> bool:
    return any(
        reads(node) or (isinstance(node, ast.Name) and node.id in names) for node in valued(side)
    )


def _from_elsewhere(side: ast.AST, watched: str, aside: set[str]) -> bool:
    """Whether a side has values that don't come from the watched one: a name, a list of numbers."""
    roots = {id(part.value) for part in syntax.attributes(side) if syntax.source(part) == watched}
    callees = {id(call.func) for call in syntax.calls(side)}
    for node in valued(side):
        if isinstance(node, ast.Name) and id(node) not in roots | callees and node.id not in aside:
            return True
        if isinstance(node, ast.List | ast.Tuple) and node.elts and syntax.reads_nothing(node):
            return True
    return False
