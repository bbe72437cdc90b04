"""Graph and backward pass of any program are autograd's own, entry by entry."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from agtutor.case.backward import Numbers, WalkBack
from agtutor.lab.inside.backward import numbers, walk_back
from agtutor.lab.inside.graph import survey

START = """\
a = torch.tensor([[0.5, -1.5, 2.0], [1.0, 0.25, -0.75]], dtype=torch.float64, requires_grad=True)
b = torch.tensor([1.5, -0.5, 3.0], dtype=torch.float64, requires_grad=True)
c = torch.tensor([[2.0], [-1.0]], dtype=torch.float64, requires_grad=True)
s = torch.tensor(0.75, dtype=torch.float64, requires_grad=True)
k = torch.tensor([2, 3, 1])
n = 3
"""
"""Leaves of four shapes that broadcast, whole numbers that are not tracked, and one of Python's."""

SOURCES = ("a", "b", "c", "s", "k", "n")
MAKES = (
    "{0} + {1}",
    "{0} - {1}",
    "{0} * {1}",
    "{0} / (2 + abs({1}))",
    "{0} * {0}",
    "torch.sin(0.5 * {0})",
    "(0.1 * {0} * {1}).tanh()",
    "torch.as_tensor({0}).sum()",
    "torch.as_tensor({0}).detach() * {1}",
    "torch.as_tensor({0})[..., :1] * {1}",
)
WRITES = ("{0}.add_(1)", "{0}.mul_(s)", "{0}[..., 0] = s", "{0}.exp_()")
"""What changes a result in place; where its old values are needed, autograd refuses to walk."""

STEP = st.tuples(st.sampled_from(MAKES + WRITES), st.integers(0, 9), st.integers(0, 9))


def ran(steps: list[tuple[str, int, int]]) -> dict[str, Any]:
    """Run a program; what can't be done, such as to write into a leaf, is left out of it."""
    space: dict[str, Any] = {"torch": torch}
    exec(START, space)
    made = list(SOURCES)
    for form, first, second in steps:
        line = form.format(made[-1 - first % len(made)], made[-1 - second % len(made)])
        name = f"t{len(made)}"
        try:
            exec(line if form in WRITES else f"{name} = {line}", space)
        except (RuntimeError, TypeError, AttributeError, IndexError):
            continue
        made += [] if form in WRITES else [name]
    space["root"] = space[made[-1]]
    return space


def tensors(space: dict[str, Any]) -> dict[str, torch.Tensor]:
    return {name: value for name, value in space.items() if isinstance(value, torch.Tensor)}


def gradients(space: dict[str, Any]) -> dict[str, Numbers] | None:
    """Return what autograd finds for each leaf that the root reaches; None where it finds no way."""
    root, leaves = space["root"], {name: space[name] for name in "abcs"}
    if not isinstance(root, torch.Tensor) or root.grad_fn is None:
        return None
    try:
        found = torch.autograd.grad(
            root, list(leaves.values()), torch.ones_like(root), retain_graph=True, allow_unused=True
        )
    except RuntimeError:
        return None
    return {name: numbers(one) for name, one in zip(leaves, found, strict=True) if one is not None}


def landed(space: dict[str, Any], walk: WalkBack) -> dict[str, Numbers]:
    nodes = survey(tensors(space)).graph()["nodes"]
    return {
        next(name for name in nodes[visit["node"]]["tensors"] if name in set("abcs")): visit["above"]
        for visit in walk["visits"]
        if not visit["passes"]
    }


def same(one: Numbers, other: Numbers) -> bool:
    told, wanted = ([*each["first"], each["least"], each["most"]] for each in (one, other))
    near = told == pytest.approx(wanted, nan_ok=True, rel=1e-9, abs=1e-12)
    return one["shape"] == other["shape"] and near


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=9))
@example([("{0} * {1}", 0, 1), ("{0}.add_(1)", 0, 0), ("{0} * {1}", 0, 4)])  # a write on the way
@example([("torch.sin(0.5 * {0})", 2, 0), ("{0} * {0}", 0, 0), ("{0}.exp_()", 1, 0)])  # a refused one
@example([("{0} + {1}", 0, 1)])  # no graph: whole numbers alone
def test_each_leaf_gets_what_autograd_finds_and_refusals_are_the_same(
    steps: list[tuple[str, int, int]],
) -> None:
    space = ran(steps)
    expected, walk = gradients(space), walk_back(space, "root")
    if expected is None:
        assert walk["trouble"]
        assert not walk["visits"]
        return
    assert not walk["trouble"]
    found = landed(space, walk)
    assert found.keys() == expected.keys()
    assert not [name for name, told in found.items() if not same(told, expected[name])]
    assert all(space[name].grad is None for name in "abcs")


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=9))
def test_what_reaches_a_node_is_the_sum_of_what_was_handed_to_it(
    steps: list[tuple[str, int, int]],
) -> None:
    walk = walk_back(ran(steps), "root")
    assume(walk["visits"])
    for visit in walk["visits"][1:]:
        handed = [
            one["values"]
            for each in walk["visits"]
            for one in each["passes"]
            if one["to"] == visit["node"]
        ]
        assert len(handed) == visit["roads"]
        assert {tuple(one["shape"]) for one in handed} == {tuple(visit["above"]["shape"])}
        total = [sum(entries) for entries in zip(*(one["first"] for one in handed), strict=True)]
        assert visit["above"]["first"] == pytest.approx(total, nan_ok=True, rel=1e-9, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=9))
def test_nodes_and_edges_are_autograds(steps: list[tuple[str, int, int]]) -> None:
    named = tensors(ran(steps))
    waiting: list[Any] = [one.grad_fn for one in named.values() if one.grad_fn is not None]
    nodes: dict[Any, list[Any]] = {}
    while waiting:
        node = waiting.pop()
        if node not in nodes:
            nodes[node] = [child for child, _ in node.next_functions if child is not None]
            waiting += nodes[node]
    graph = survey(named).graph()
    names = [node["name"] for node in graph["nodes"]]
    told = [(node["name"], [names[place] for place in node["inputs"]]) for node in graph["nodes"]]
    wanted = [(short(node), [short(child) for child in found]) for node, found in nodes.items()]
    assert sorted(told) == sorted(wanted)
    assert not graph["cut"]


def short(node: torch.autograd.graph.Node) -> str:
    name: str = node.name()
    return name.rsplit("::", 1)[-1]
