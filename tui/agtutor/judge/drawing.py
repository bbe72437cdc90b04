"""Plots: what was drawn against what the solution draws. Any style, colour and label is right."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from agtutor.case.evidence import Evidence, Series
from agtutor.judge import syntax
from agtutor.judge.facts import Values, alike, values
from agtutor.judge.scene import Difference, Scene
from agtutor.judge.words import count, number


def wrong_drawing(scene: Scene) -> Difference | None:
    """Return how the drawn curves differ from the solution's, or None."""
    want, have = _drawn(scene.expected), _drawn(scene.got)
    if not have:
        return _nothing(scene)
    left = list(have)
    lacking = []
    for model in want:
        twin = next((one for one in left if _same_picture(model, one)), None)
        if twin is None:
            lacking.append(model)
        else:
            left.remove(twin)
    if lacking:
        return _curve(scene, lacking[0], left, want)
    if left:
        asked = "One is asked for." if len(want) == 1 else f"Asked for are {len(want)}."
        return Difference(
            "several-drawn",
            f"You drew {count(len(have), 'curve')}, and what the step asks for is among them. {asked}",
        )
    return None


def _drawn(evidence: Evidence) -> list[Series]:
    return [series for figure in evidence["figures"] for series in figure["series"]]


def _same_picture(model: Series, mine: Series) -> bool:
    """Whether the same curve is seen: drawn from left to right, or from right to left."""
    if _equal(model["x"], mine["x"]) and _equal(model["y"], mine["y"]):
        return True
    if _equal(model["x"], mine["x"][::-1]) and _equal(model["y"], mine["y"][::-1]):
        return True
    dots = "scatter" in (model["call"], mine["call"])
    return dots and len(model["x"]) == len(mine["x"]) and _same_dots(model, mine)


def _same_dots(model: Series, mine: Series) -> bool:
    one, other = (sorted(zip(s["x"], s["y"], strict=True)) for s in (model, mine))
    return all(_equal(a, b) for a, b in zip(one, other, strict=True))


def _equal(one: Values, other: Values) -> bool:
    return len(one) == len(other) and alike(one, other)


def _nothing(scene: Scene) -> Difference:
    if syntax.uncalled(scene.tree, "plot", "scatter") is not None:
        return Difference(
            "not-called", "You named the plotting function, and nothing has called it yet."
        )
    drawing = syntax.call_of(scene.tree, "plot", "scatter")
    if drawing is not None and syntax.within(scene.tree, drawing, ast.Try):
        return Difference(
            "error-swallowed",
            "Your call of `plot` drew nothing: it raised an error, and `except` caught it. What does "
            "the error say if you let it through?",
        )
    if drawing is not None and syntax.within(scene.tree, drawing, ast.FunctionDef):
        return Difference(
            "not-run", "Your call of `plot` stands in the code, and nothing has run it yet."
        )
    if drawing is not None:
        return Difference(
            "nothing-drawn", "Your call of `plot` got nothing to draw. What goes along each axis?"
        )
    return Difference(
        "nothing-drawn", "Nothing was drawn. `plt.plot` draws a line, and `plt.scatter` draws dots."
    )


def _curve(scene: Scene, model: Series, drawn: Sequence[Series], want: Sequence[Series]) -> Difference:
    """Say what is wrong with the curve that was drawn in place of the model."""
    if not drawn:
        return Difference(
            "curve-missing", f"{count(len(want), 'curve')} asked for, and one of them isn't drawn yet."
        )
    mine = drawn[0]
    if _equal(model["x"], mine["y"]) and _equal(model["y"], mine["x"]):
        return _swapped(scene, model)
    if _equal(mine["x"], [float(i) for i in range(len(mine["x"]))]) and not _equal(
        model["x"], mine["x"]
    ):
        return _against_places(scene, model, mine)
    if not _equal(model["x"], mine["x"]):
        return _axis(scene, "x", "horizontal", model, mine)
    return _axis(scene, "y", "vertical", model, mine)


def _named(scene: Scene, entries: Values) -> str:
    """Return which tensor has these values; ``x.grad`` where a gradient has them; empty for none.

    Of several, one that the solution draws is told, or else one that the learner names.
    """
    spoken = [syntax.names(syntax.parse(scene.question["solution"])), syntax.names(scene.tree)]
    for name, fact in sorted(
        scene.got["names"].items(), key=lambda one: [one[0] not in told for told in spoken]
    ):
        if fact["kind"] != "tensor":
            continue
        if _equal(values(fact) or [], entries):
            return name
        grad = fact.get("grad")
        if grad is not None and _equal(values(grad) or [], entries):
            return f"{name}.grad"
    return ""


def _swapped(scene: Scene, model: Series) -> Difference:
    upright = _named(scene, model["y"])
    what = f", with `{upright}` to the right" if upright else ""
    return Difference(
        "axes-swapped",
        f"Your curve lies on its side{what}. The first argument goes along the horizontal axis.",
    )


def _against_places(scene: Scene, model: Series, mine: Series) -> Difference:
    across = _named(scene, model["x"])
    told = f"`{across}` is to go there" if across else "something else is to go there"
    drawing = syntax.call_of(scene.tree, "plot", "scatter")
    second = drawing.args[1:2] if drawing is not None else []
    why = "only one argument came in"
    if second and _equal(mine["y"], model["y"]):
        why = "it has the places of the values"
    elif second and not syntax.is_text(second[0]):
        why = f"`{syntax.source(second[0])}` holds nothing to draw"
    return Difference(
        "drawn-against-places",
        f"Your horizontal axis counts from 0 to {number(mine['x'][-1])}: {why}, and {told}.",
    )


_HELD = {"x": "to the right", "y": "upwards"}


def _axis(scene: Scene, side: str, axis: str, model: Series, mine: Series) -> Difference:
    got, want = (mine["x"], model["x"]) if side == "x" else (mine["y"], model["y"])
    there, asked = _named(scene, got), _named(scene, want)
    if there and asked:
        return Difference(
            "wrong-series",
            f"You drew `{there}` {_HELD[side]}. The step asks for `{asked}` along that axis.",
        )
    if len(got) != len(want):
        return Difference(
            "wrong-points", f"Your curve has {count(len(got), 'point')}; the step asks for {len(want)}."
        )
    if side == "y" and asked and _equal(want, [-value for value in got]):
        return Difference(
            "upside-down", f"`{asked}` is drawn upside down: every height has the opposite sign."
        )
    place = next((i for i, value in enumerate(want) if not _equal([value], [got[i]])), 0)
    told = f" It should be that of `{asked}`." if asked else ""
    return Difference(
        "wrong-series",
        f"The {axis} values differ from those asked for, first at point {place + 1}: "
        f"there yours is {number(got[place])}.{told}",
    )
