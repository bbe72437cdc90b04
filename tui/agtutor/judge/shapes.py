"""A tensor of another shape than the step asks for: what is too many, too few, or one too deep."""

from __future__ import annotations

import ast
import math

from agtutor.case.evidence import Fact
from agtutor.judge import syntax
from agtutor.judge.facts import alike, values
from agtutor.judge.scene import Difference, Scene
from agtutor.judge.words import count, number, size

Shape = list[int]


def wrong_shape(scene: Scene, name: str, expected: Fact, got: Fact) -> Difference:
    """Say how the shape differs from the one asked for."""
    want, have = expected.get("shape", []), got.get("shape", [])
    if not want and math.prod(have) > 1:
        return _not_reduced(scene, name, expected, got)
    if want and not have:
        return _reduced(scene, name, want, got)
    if len(want) == len(have) == 1:
        return _length(scene, name, expected, got)
    for look in (_extra_dimension, _outer, _transposed):
        found = look(name, want, have)
        if found:
            return found
    return Difference(
        "wrong-shape", f"`{name}` has the shape {size(have)}, and the step asks for {size(want)}."
    )


def _not_reduced(scene: Scene, name: str, expected: Fact, got: Fact) -> Difference:
    entries, have = values(got) or [], math.prod(got.get("shape", []))
    answer = values(expected) or []
    if answer and entries and len(got.get("shape", [])) == 1 and alike(answer, entries[-1:]):
        return Difference(
            "running-sum",
            f"`{name}` holds {count(have, 'value')}, each a sum up to its place. One number is asked "
            "for.",
        )
    twins = [
        other for other, fact in scene.tensors_before().items() if alike(values(fact) or [], entries)
    ]
    which = f": they are those of `{twins[0]}`" if twins else ""
    return Difference(
        "not-reduced",
        f"`{name}` still holds {count(have, 'value')}{which}. The step asks for one number.",
        "Which operation makes one number of many?",
    )


def _reduced(scene: Scene, name: str, want: Shape, got: Fact) -> Difference:
    told = number((values(got) or [math.nan])[0])
    products = any(isinstance(node, ast.MatMult) for node in ast.walk(scene.tree))
    if products or syntax.call_of(scene.tree, "dot", "matmul", "inner", "vdot"):
        return Difference(
            "inner-product",
            f"`{name}` is one number, {told}: this product multiplies entry by entry and then adds "
            f"them up. The step asks for {count(math.prod(want), 'value')}.",
        )
    return Difference(
        "reduced",
        f"`{name}` is one number, {told}. The step asks for {count(math.prod(want), 'value')}.",
    )


def _length(scene: Scene, name: str, expected: Fact, got: Fact) -> Difference:
    want, have = values(expected) or [], values(got) or []
    n, m = expected.get("shape", [0])[0], got.get("shape", [0])[0]
    lead = f"`{name}` has {count(m, 'value')}, and the step asks for {n}."
    if m and m == n - 1 and alike(want[:-1], have):
        return Difference(
            "end-left-out",
            f"{lead} Your last value is {number(have[-1])}: the end itself is left out.",
            "`arange` stops before its end. Which function takes a number of points, and both ends?"
            if syntax.call_of(scene.tree, "arange")
            else "",
        )
    spread = bool(want and have) and not alike(want[:1], want[-1:])
    if m > 1 and n > 1 and spread and alike([want[0], want[-1]], [have[0], have[-1]]):
        return Difference(
            "wrong-length",
            f"{lead} Both ends are right, so the gaps are not. "
            f"A fence with {count(n - 1, 'gap')} has how many posts?",
        )
    return Difference("wrong-length", lead)


def _extra_dimension(name: str, want: Shape, have: Shape) -> Difference | None:
    if [n for n in want if n != 1] != [n for n in have if n != 1] or len(want) >= len(have):
        return None
    return Difference(
        "extra-dimension",
        f"`{name}` has the shape {size(have)}: {count(len(have) - len(want), 'dimension')} more "
        f"than the step asks for, which is {size(want)}.",
        "The two look alike and behave differently: in arithmetic, a column and a row make a table.",
    )


def _outer(name: str, want: Shape, have: Shape) -> Difference | None:
    if len(want) != 1 or have != [want[0], want[0]]:
        return None
    return Difference(
        "broadcast-to-a-table",
        f"`{name}` is a table of {have[0]} × {have[1]}: every entry met every other. "
        f"The step asks for {count(want[0], 'value')}.",
        "Look at the shapes of both sides before the operation.",
    )


def _transposed(name: str, want: Shape, have: Shape) -> Difference | None:
    if len(want) < 2 or have != want[::-1]:
        return None
    return Difference(
        "transposed",
        f"`{name}` has the shape {size(have)}, and the step asks for {size(want)}: rows and columns "
        "changed places.",
    )
