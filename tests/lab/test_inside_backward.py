"""A backward pass told node by node is the one that autograd makes."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from agtutor.case.backward import Visit, WalkBack
from agtutor.lab.inside.backward import walk_back

UNARY = ("sin", "cos", "tanh", "sigmoid", "abs", "neg", "clone")
BINARY = ("add", "sub", "mul", "div")


def ran(code: str) -> dict[str, Any]:
    space: dict[str, Any] = {"torch": torch}
    exec(code, space)
    return space


def landed(walk: WalkBack) -> list[Visit]:
    return [visit for visit in walk["visits"] if not visit["passes"]]


def slopes(walk: WalkBack) -> list[str]:
    return [one["slope"] for visit in walk["visits"] for one in visit["passes"]]


def test_the_walk_of_the_first_lesson_is_told_link_by_link() -> None:
    space = ran("x = torch.linspace(-5, 5, 21, requires_grad=True)\ny = x**2\nz = y + 5\nl = z.sum()")
    walk = walk_back(space, "l")
    assert slopes(walk) == ["1", "1", "2·x"]
    assert [visit["above"]["first"][0] for visit in walk["visits"]] == [1, 1, 1, -10]
    assert space["x"].grad is None


def test_where_roads_meet_their_gradients_are_added() -> None:
    walk = walk_back(ran("a = torch.tensor(2., requires_grad=True)\ns = a.sin()\np = s * a"), "p")
    (leaf,) = landed(walk)
    assert leaf["roads"] == 2
    assert leaf["above"]["first"] == pytest.approx([0.0770], abs=1e-4)
    assert slopes(walk) == ["a", "s", "cos(a)"]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("x**3", ["3·x²"]),
        ("x**0.5", ["0.5·x^−0.5"]),
        ("x**-1", ["−1·x⁻²"]),
        ("x**1", ["1"]),
        ("3 * x", ["3"]),
        ("x / 4", ["1/4"]),
        ("x / w", ["1/w", "−x/w²"]),
        ("x - w", ["1", "−1"]),
        ("x.mean()", ["1/n"]),
        ("x.sigmoid()", ["f·(1 − f)"]),
        ("x.relu()", ["1 where x > 0, else 0"]),
        ("x.cumsum(0)", [""]),
    ],
)
def test_a_local_derivative_is_a_formula_where_one_is_known(code: str, told: list[str]) -> None:
    start = "x, w = (torch.arange(1., 4.).requires_grad_() for _ in range(2))\n"
    assert slopes(walk_back(ran(f"{start}f = {code}"), "f")) == told


def test_broadcasting_is_undone_on_the_way_back() -> None:
    walk = walk_back(ran("b = torch.ones(3, 1, requires_grad=True)\nf = b * torch.ones(4)"), "f")
    (leaf,) = landed(walk)
    assert leaf["above"] == {"shape": [3, 1], "first": [4, 4, 4], "least": 4, "most": 4}


@pytest.mark.parametrize(
    ("code", "root", "trouble"),
    [
        ("f = torch.ones(3)", "f", "`f` has no graph to walk back through."),
        ("f = 3", "f", "`f` has no graph to walk back through."),
        ("", "nowhere", "`nowhere` has no graph to walk back through."),
        (
            "x = torch.ones(3, requires_grad=True)\nf = (x**2).sum()\nf.backward()",
            "f",
            "A backward pass has freed the graph of `f`. At a step before that pass you can follow it.",
        ),
        (
            "x = torch.ones(3, requires_grad=True)\ny = x.exp()\nf = y.sum()\n"
            "with torch.no_grad(): y += 1",
            "f",
            "A tensor that the graph of `f` needs was changed in place.",
        ),
        (
            "x = torch.tensor(1., requires_grad=True)\nf = x\nfor _ in range(300): f = f + x",
            "f",
            "The graph of `f` goes on behind the 200 nodes that are drawn: too far to follow it.",
        ),
    ],
)
def test_a_graph_that_can_not_be_walked_says_why(code: str, root: str, trouble: str) -> None:
    walk = walk_back(ran(code), root)
    assert (walk["visits"], walk["trouble"]) == ([], trouble)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(UNARY + BINARY), st.integers(0, 9), st.integers(0, 9)),
        min_size=1,
        max_size=9,
    ),
    st.sampled_from([(), (3,), (2, 3)]),
)
def test_what_lands_in_the_leaves_is_what_autograd_finds(
    steps: list[tuple[str, int, int]], shape: tuple[int, ...]
) -> None:
    leaves = [torch.full(shape, 0.5 + n, dtype=torch.float64, requires_grad=True) for n in range(2)]
    made = list(leaves)
    for name, one, other in steps:
        first, second = made[one % len(made)], made[other % len(made)]
        call = getattr(torch, name)
        made.append(call(first) if name in UNARY else call(first, second))
    space: dict[str, Any] = {"x0": leaves[0], "x1": leaves[1], "f": made[-1]}
    walk = walk_back(space, "f")
    expected = torch.autograd.grad(
        made[-1], leaves, torch.ones_like(made[-1]), retain_graph=True, allow_unused=True
    )
    found = sorted(visit["above"]["first"][0] for visit in landed(walk))
    wanted = sorted(float(one.flatten()[0]) for one in expected if one is not None)
    assert found == pytest.approx(wanted, nan_ok=True)
