"""One name after the answer against what the solution made of it, in the order of depth.

The first stage that finds a difference has found the deepest cause, and only that is told.
"""

from __future__ import annotations

from collections.abc import Callable

from agtutor.case.evidence import Fact
from agtutor.case.question import Expect
from agtutor.judge import forms, grads, missing, patterns, shapes, states, tracking
from agtutor.judge.facts import agree
from agtutor.judge.provenance import read_from_autograd
from agtutor.judge.scene import Difference, Scene

Stage = Callable[[Scene, str, Expect, Fact, Fact], Difference | None]


def compare(scene: Scene, wanted: dict[str, Expect]) -> Difference | None:
    """Return the deepest difference of the wanted names from the solution's, or None.

    All names pass a stage before any name enters the next.
    """
    model, got = scene.expected["names"], scene.got["names"]
    for name in wanted:
        if name in model and name not in got:
            return missing.missing(scene, name, model[name])
    there = [name for name in wanted if name in model]
    for stage in STAGES:
        for name in there:
            found = stage(scene, name, wanted[name], model[name], got[name])
            if found:
                return found
    return None


def _kind(scene: Scene, name: str, _want: Expect, model: Fact, got: Fact) -> Difference | None:
    return None if forms.fits(model, got) else forms.wrong_kind(scene, name, model, got)


def _shape(scene: Scene, name: str, want: Expect, model: Fact, got: Fact) -> Difference | None:
    if not want["shape"] or "shape" not in model or model.get("shape") == got.get("shape"):
        return None
    return shapes.wrong_shape(scene, name, model, got)


def _dtype(_scene: Scene, name: str, want: Expect, model: Fact, got: Fact) -> Difference | None:
    if want["dtype"] == "exact" and model.get("dtype") != got.get("dtype"):
        return forms.wrong_dtype(name, model, got)
    if (
        not want["dtype"]
        or "dtype_kind" not in model
        or model.get("dtype_kind") == got.get("dtype_kind")
    ):
        return None
    return forms.wrong_dtype(name, model, got)


def _tracked(scene: Scene, name: str, want: Expect, model: Fact, got: Fact) -> Difference | None:
    if (
        not want["tracked"]
        or "requires_grad" not in model
        or model.get("requires_grad") == got.get("requires_grad")
    ):
        return None
    return tracking.wrong_flag(scene, name, model, got)


def _leaf(scene: Scene, name: str, want: Expect, model: Fact, got: Fact) -> Difference | None:
    if not want["leaf"] or "is_leaf" not in model or model.get("is_leaf") == got.get("is_leaf"):
        return None
    return tracking.wrong_leaf(scene, name, model, got)


def _reaches(scene: Scene, name: str, want: Expect, model: Fact, got: Fact) -> Difference | None:
    lost = [leaf for leaf in model.get("reaches", []) if leaf not in got.get("reaches", [])]
    return tracking.cut_off(scene, name, lost[0]) if want["reaches"] and lost else None


def _same(scene: Scene, name: str, want: Expect, _model: Fact, got: Fact) -> Difference | None:
    was = scene.before.get(name)
    if not want["same"] or was is None or was["identity"] == got["identity"]:
        return None
    return Difference(
        "rebuilt", f"`{name}` is a new object now; the step is about the one that was there."
    )


def _retains(scene: Scene, name: str, want: Expect, model: Fact, got: Fact) -> Difference | None:
    if not want["retains"] or not model.get("retains_grad") or got.get("retains_grad"):
        return None
    return tracking.not_retained(scene, name)


def _independent(scene: Scene, name: str, want: Expect, _model: Fact, _got: Fact) -> Difference | None:
    return read_from_autograd(scene, name, want["independent"]) if want["independent"] else None


def _values(scene: Scene, name: str, want: Expect, model: Fact, got: Fact) -> Difference | None:
    if not want["value"]:
        return None
    found = agree(model, got)
    if found is None:
        return Difference(
            None, f"`{name}` has too many values for a comparison here.", ruling="undecided"
        )
    return None if found else patterns.wrong_values(scene, name, model, got)


def _new(scene: Scene, name: str, want: Expect, _model: Fact, got: Fact) -> Difference | None:
    twins = [other for other, fact in scene.before.items() if fact["identity"] == got["identity"]]
    if not want["new"] or not twins:
        return None
    return Difference(
        "one-object",
        f"`{name}` and `{twins[0]}` are two names for one tensor. `{name}` has to be a tensor of its "
        "own.",
        "What does an operation leave behind that an assignment doesn't?",
    )


def _grad(scene: Scene, name: str, want: Expect, model: Fact, got: Fact) -> Difference | None:
    if isinstance(want["grad"], str):
        return states.grad_state(name, want, got)
    return grads.wrong_grad(scene, name, model, got) if want["grad"] else None


STAGES: tuple[Stage, ...] = (
    _kind,
    _shape,
    _dtype,
    _tracked,
    _leaf,
    _reaches,
    _same,
    _retains,
    _independent,
    _values,
    states.half_cut,
    states.other_road,
    _new,
    states.shared,
    states.other_writes,
    _grad,
    states.other_freedom,
)
"""In the order in which causes lie behind one another."""
