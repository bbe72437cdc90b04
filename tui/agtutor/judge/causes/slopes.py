"""Causes of values that differ: writes that nobody saw, totals, ties, corners, dead ends."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator

from agtutor.case.evidence import Fact
from agtutor.judge import syntax
from agtutor.judge.causes.cause import VALUES, Cause, Facts
from agtutor.judge.causes.trees import known, written
from agtutor.judge.facts import Values, agree, alike, values
from agtutor.judge.scene import Scene
from agtutor.judge.words import number

_FLAT = ("round", "floor", "ceil", "trunc", "sign", "sgn", "round_", "floor_", "ceil_")
_ROOTS = ("sqrt", "rsqrt", "norm", "std")
_CORNERS = ("abs", "relu", "leaky_relu", "clamp", "maximum", "minimum")
_EXTREMES = ("max", "min", "amax", "amin")


def _pairs(scene: Scene) -> Iterator[tuple[str, Fact, Fact]]:
    """Yield each asked name that is there, with the solution's fact and the learner's."""
    for name in scene.question["expect"]:
        model, mine = scene.expected["names"].get(name), scene.got["names"].get(name)
        if model is not None and mine is not None:
            yield name, model, mine


def _grads(scene: Scene) -> Iterator[tuple[str, Values, Values]]:
    """Yield each asked name with a gradient, with the solution's entries and the learner's."""
    for name, model, mine in _pairs(scene):
        one, other = model.get("grad"), mine.get("grad")
        if one is not None and other is not None:
            yield name, values(one) or [], values(other) or []


def _word(scene: Scene, *words: str) -> str:
    call = syntax.call_of(scene.tree, *words)
    return syntax.called(call) if call is not None else ""


def _hidden_write(scene: Scene) -> Facts | None:
    through = any(
        isinstance(part, ast.Attribute) and part.attr == "data" for part in written(scene.tree)
    )
    return {} if through and "backward" in scene.got["calls"] else None


def _shared_memory(scene: Scene) -> Facts | None:
    for target in written(scene.tree):
        copy = syntax.source(target)
        mine = known(scene.got["names"], copy).get("memory")
        for name, was in scene.before.items():
            now = scene.got["names"].get(name)
            if name == copy or now is None or not mine or now.get("memory") != mine:
                continue
            if now["identity"] == was["identity"] and agree(was, now) is False:
                return {"copy": copy, "name": name}
    return None


def _uses(scene: Scene) -> Facts | None:
    """Find a gradient that is as many times too large as a tensor that was there is long."""
    lengths = {n for fact in scene.before.values() for n in fact.get("shape", []) if n > 1}
    for name, want, have in _grads(scene):
        for n in sorted(lengths):
            if any(want) and alike([n * value for value in want], have):
                return {"name": name, "times": str(n)}
    return None


def _one_leaf(scene: Scene) -> Facts | None:
    for name, model, mine in _pairs(scene):
        grad = mine.get("grad")
        if model.get("shape") and not mine.get("shape") and mine.get("is_leaf") and grad is not None:
            return {"name": name, "value": number((values(grad) or [math.nan])[0])}
    return None


def _total(scene: Scene) -> Facts | None:
    for name, model, mine in _pairs(scene):
        want, have = values(model) or [], values(mine) or []
        made = syntax.assigned(scene.tree, name)
        walked = made is not None and syntax.attribute_of(made, "grad") is not None
        if walked and len(have) == 1 and len(want) > 1 and alike([math.fsum(want)], have):
            return {"name": name, "value": number(have[0]), "count": str(len(want))}
    return None


def _flat(scene: Scene) -> Facts | None:
    word = _word(scene, *_FLAT)
    zero = any(not any(have) for _, _, have in _grads(scene))
    return {"word": word} if word and zero else None


def _where(scene: Scene) -> Facts | None:
    nan = any(any(map(math.isnan, have)) for _, _, have in _grads(scene))
    return {} if nan and _word(scene, "where") else None


def _root(scene: Scene) -> Facts | None:
    at_zero = any(0.0 in (values(mine) or []) for _, _, mine in _pairs(scene))
    nan = any(any(map(math.isnan, have)) for _, _, have in _grads(scene))
    return {} if nan and at_zero and (_word(scene, *_ROOTS) or _half_power(scene.tree)) else None


def _half_power(tree: ast.AST) -> bool:
    """Whether something is raised to a power between 0 and 1."""
    for node in ast.walk(tree):
        match node:
            case ast.BinOp(op=ast.Pow(), right=ast.Constant(value=float() as power)) if 0 < power < 1:
                return True
    return False


def _corner(scene: Scene) -> Facts | None:
    word = _word(scene, *_CORNERS)
    flat = any(values(mine) == [0.0] for _, _, mine in _pairs(scene))
    return {"word": word} if word and flat else None


def _tie(scene: Scene) -> Facts | None:
    call = syntax.call_of(scene.tree, *_EXTREMES)
    if call is None:
        return None
    for _, want, have in _grads(scene):
        shares = {value for value in have if value}
        ties = sum(1 for value in have if value)
        if len(shares) == 1 and ties > 1 and alike([shares.pop() * ties], [math.fsum(want)]):
            return {"word": syntax.called(call)}
    return None


CAUSES = (
    Cause("hidden-write", VALUES, _hidden_write),
    Cause("shared-memory", VALUES | {"changed-in-place"}, _shared_memory),
    Cause("sum-over-uses", VALUES, _uses),
    Cause("one-leaf-for-many", frozenset({"reduced"}), _one_leaf),
    Cause("total-for-each", frozenset({"reduced"}), _total),
    Cause("flat-operation", VALUES, _flat),
    Cause("where-nan", frozenset({"not-a-number"}), _where),
    Cause("root-at-zero", frozenset({"not-a-number"}), _root),
    Cause("kink", VALUES, _corner),
    Cause("tie-shared", VALUES, _tie),
)
