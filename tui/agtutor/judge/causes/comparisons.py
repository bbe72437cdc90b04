"""Causes of a comparison that says False although both sides mean the same."""

from __future__ import annotations

import ast

from agtutor.judge import syntax
from agtutor.judge.causes.cause import Cause, Facts
from agtutor.judge.causes.reckon import fact_of, reckon
from agtutor.judge.comparing import compared, modules_in, sides
from agtutor.judge.facts import Tolerance, close, scale
from agtutor.judge.scene import Scene

_EXACT = ("equal", "eq", "array_equal")
_NEAR = ("allclose", "isclose")
_TOLERANCES = {"atol", "rtol"}
_ROUNDING = 1e-5  # of the largest entry: what float32 may leave between two roads to one number


def _exact(scene: Scene) -> Facts | None:
    for node in compared(scene.tree):
        equal = isinstance(node, ast.Compare) and any(isinstance(op, ast.Eq) for op in node.ops)
        called = isinstance(node, ast.Call) and syntax.called(node) in _EXACT
        if (equal or called) and _nearly_agree(scene, node):
            return {}
    return None


def _cancelled(scene: Scene) -> Facts | None:
    fact = fact_of(scene, scene.question["verdict"])
    if fact is None or fact.get("dtype") != "float32":
        return None
    for node in compared(scene.tree):
        if not isinstance(node, ast.Call) or syntax.called(node) not in _NEAR:
            continue
        wide = _TOLERANCES & {str(word.arg) for word in node.keywords}
        if not wide and _subtracts(scene, node) and _nearly_agree(scene, node):
            return {}
    return None


def _subtracts(scene: Scene, node: ast.AST) -> bool:
    parts = [_whole(scene, side) for side in sides(node, modules_in(scene))]
    return any(isinstance(part, ast.Sub) for side in parts for part in ast.walk(side))


def _whole(scene: Scene, side: ast.AST) -> ast.AST:
    """Return a side; of a name the expression that it stands for, where this code made it."""
    made = syntax.assigned(scene.tree, side.id) if isinstance(side, ast.Name) else None
    return made or side


def _nearly_agree(scene: Scene, node: ast.AST) -> bool:
    """Whether both sides can be worked out, and differ by no more than rounding."""
    pair = [reckon(scene, side) for side in sides(node, modules_in(scene))[:2]]
    if len(pair) != 2 or pair[0] is None or pair[1] is None:
        return False
    return close(pair[0], pair[1], Tolerance(_ROUNDING, _ROUNDING * scale(pair[0])))


CAUSES = (
    Cause("exact-equality", frozenset({"verdict-false"}), _exact),
    Cause("digits-cancelled", frozenset({"verdict-false"}), _cancelled),
)
