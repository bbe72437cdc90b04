"""Names are looked up where they stand, in a child, and no code of anybody's runs for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from agtutor.case.looking import Look, Offer
from agtutor.lab.inside.look import look
from agtutor.lab.inside.static import Some, stored
from agtutor.lab.lab import Lab
from tests.lab.lab_tools import BOTH, stand

pytestmark = pytest.mark.asyncio(loop_scope="module")


def found(namespace: dict[str, Any], dotted: str, start: str = "") -> Look:
    looked = look(namespace, dotted.split(".") if dotted else [], start)
    assert looked is not None
    return looked


def offers(namespace: dict[str, Any], dotted: str, start: str = "") -> dict[str, Offer]:
    return {offer["name"]: offer for offer in found(namespace, dotted, start)["names"]}


def snare() -> type[object]:
    """Return a class of which everything that can run when it is looked at fails the test."""

    class Trapped(type):
        def __getattribute__(cls, name: str) -> object:
            raise RuntimeError(name)

    class Trap(metaclass=Trapped):
        def __init__(self, first: int, second: str = "b") -> None: ...

        __class__ = property(lambda self: 1 / 0)

        @property
        def grows(self) -> int:
            """A property with a documentation."""
            raise RuntimeError

        @property
        def __dict__(self) -> dict[str, Any]:  # type: ignore[override]
            raise RuntimeError

        def __getattribute__(self, name: str) -> object:
            raise RuntimeError

        def __getattr__(self, name: str) -> object:
            raise RuntimeError

        def __dir__(self) -> list[str]:
            raise RuntimeError

        def __repr__(self) -> str:
            raise RuntimeError

        def method(self, other: int, *rest: int, wide: object = None, **more: int) -> None:
            """Say what it does. Then more."""

    return Trap


async def test_nothing_of_an_objects_own_runs_when_it_is_looked_at() -> None:
    kind = snare()
    trap = object.__new__(kind)
    seen = offers({"trap": trap}, "trap")
    assert seen["grows"] == {
        "name": "grows",
        "sort": "value",
        "told": "",
        "says": "A property with a documentation",
    }
    assert seen["method"]["told"] == "(other, *rest, wide=None, **more)"
    assert found({"trap": trap}, "trap.method")["says"] == "Say what it does. Then more."
    assert found({"trap": trap}, "trap.grows")["names"] == []
    assert found({"Trap": kind}, "Trap")["told"] == "(first, second='b')"
    assert "trap" in offers({"trap": trap}, "")


async def test_a_default_is_shown_where_showing_it_runs_nothing() -> None:
    trap, long = object.__new__(snare()), "x" * 99

    def made(a: object = trap, b: object = 2, c: object = long) -> None: ...

    assert found({"made": made}, "made")["told"] == "(a=…, b=2, c='…')"


@pytest.mark.parametrize(
    ("name", "told", "says"),
    [
        (
            "torch.sum",
            "(input, *, dtype=None)",
            "Returns the sum of all elements in the `input`",
        ),
        ("torch.matmul", "(input, other, *, out=None)", "Matrix product of two tensors."),
        ("x.sum", "(dim=None, keepdim=False, dtype=None)", "See `torch.sum`"),
        ("np.sin", "(x, /, out=None, *, where=True", "Trigonometric sine, element-wise."),
        ("math.sin", "(x, /)", "Return the sine of x (measured in radians)."),
        ("torch.nn.Linear", "(in_features, out_features, bias=True", "Applies an affine linear"),
        ("print", "(*args, sep=' '", "Prints the values to a stream"),
        ("x.grad", "Tensor", ""),
        ("x", "Tensor float32 (21,)", ""),
        ("layer.weight", "Parameter float32 (3, 2)", ""),
    ],
)
async def test_a_name_tells_how_it_is_called_and_what_it_is_for(
    name: str, told: str, says: str
) -> None:
    import math

    layer = torch.nn.Linear(2, 3)
    namespace = {"torch": torch, "np": np, "math": math, "x": torch.ones(21), "layer": layer}
    shown = found(namespace, name)
    assert shown["told"].startswith(told)
    assert shown["says"].startswith(says)


async def test_private_names_are_offered_to_those_who_ask() -> None:
    space = {"x": torch.ones(2), "_mine": 1}
    assert "_version" not in offers(space, "x")
    assert "_version" in offers(space, "x", "_")
    assert not any(name.startswith("__") for name in offers(space, "x", "_"))


async def test_the_learners_names_come_before_pythons() -> None:
    names = list(offers({"prices": 1, "torch": torch, "if": 2}, "", "p"))
    assert names[0] == "prices"
    assert names.index("pass") < names.index("print")


async def test_a_name_that_leads_nowhere_has_nothing_behind_it() -> None:
    assert look({"x": torch.ones(2)}, ["y"]) is None
    assert look({"x": torch.ones(2)}, ["x", "no", "such"]) is None


async def test_attributes_under_keys_that_are_no_plain_texts_are_left_alone() -> None:
    class Key(str):
        def __eq__(self, other: object) -> bool:
            raise RuntimeError

        __hash__ = str.__hash__

    class Plain:
        pass

    odd = Plain()
    odd.__dict__.update({"plain": 1})
    odd.__dict__[Key("odd")] = 2
    assert "plain" in stored(odd)
    assert "odd" not in stored(odd)


async def test_what_a_tensors_gradient_would_have_is_known_without_asking_for_it() -> None:
    assert "backward" in stored(Some(torch.Tensor))
    assert "sum" in offers({"x": torch.ones(2)}, "x.grad", "su")


PROPERTY = """import torch
from pathlib import Path
x = torch.ones(3, requires_grad=True)
class Dear:
    @property
    def price(self):
        Path({file!r}).write_text("asked")
        return 1
    def pay(self, much=2):
        "Pay for it."
dear = Dear()
"""


@BOTH
async def test_a_look_in_the_lab_fires_no_property(lab: Lab, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    holder = await stand(lab, PROPERTY.format(file=str(asked)))
    shown = await lab.look(holder, ["dear"], "p")
    assert shown is not None
    assert [offer["name"] for offer in shown["names"]] == ["pay", "price"]
    pay, price = shown["names"]
    assert (pay["told"], pay["says"], price["sort"]) == ("(much=2)", "Pay for it", "value")
    assert not asked.exists()
    linear = await lab.look(holder, ["torch"], "linsp")
    assert linear is not None
    assert [offer["name"] for offer in linear["names"]] == ["linspace"]
    assert await lab.look(holder, ["nothing"]) is None


@BOTH
async def test_a_look_finds_what_python_was_before_the_learner_patched_it(lab: Lab) -> None:
    holder = await stand(lab, "import builtins\ny = 1\nbuiltins.sorted = None\nbuiltins.type = None")
    shown = await lab.look(holder, [], "y")
    assert shown is not None
    assert [offer["name"] for offer in shown["names"]] == ["y", "yield"]
