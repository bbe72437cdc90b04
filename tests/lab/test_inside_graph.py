"""The graph under named tensors: shared nodes once, leaves by name, any depth."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from agtutor.case.evidence import Graph, Node
from agtutor.lab.inside.graph import NODE_LIMIT, survey


def graph(**named: torch.Tensor) -> Graph:
    return survey(named).graph()


def node_of(found: Graph, name: str) -> Node:
    return next(node for node in found["nodes"] if name in node["tensors"])


def chain(found: Graph, start: str) -> list[str]:
    names, node = [], node_of(found, start)
    while True:
        names.append(node["name"])
        if not node["inputs"]:
            return names
        node = found["nodes"][node["inputs"][0]]


def test_the_lessons_graph_leads_from_root_to_leaf() -> None:
    x = torch.ones(3, requires_grad=True)
    y = x**2
    z = y + 5
    found = graph(x=x, y=y, z=z, l=z.sum())
    assert chain(found, "l") == ["SumBackward0", "AddBackward0", "PowBackward0", "AccumulateGrad"]
    assert node_of(found, "x")["name"] == "AccumulateGrad"
    assert len(found["nodes"]) == 4
    assert not found["cut"]


def test_ids_are_places_in_the_list() -> None:
    x = torch.ones(3, requires_grad=True)
    found = graph(x=x, y=x * 2)
    assert [node["id"] for node in found["nodes"]] == [0, 1]


def test_a_node_that_two_results_share_is_there_once() -> None:
    x = torch.ones(3, requires_grad=True)
    y = x**2
    found = graph(x=x, y=y, a=y + 1, b=y * 2)
    assert len(found["nodes"]) == 4
    assert node_of(found, "a")["inputs"] == node_of(found, "b")["inputs"] == [node_of(found, "y")["id"]]


def test_both_inputs_are_in_order_and_one_used_twice_is_named_twice() -> None:
    x, w = (torch.ones(3, requires_grad=True) for _ in range(2))
    found = graph(x=x, w=w, p=w * x, q=x * x)
    assert node_of(found, "p")["inputs"] == [node_of(found, "w")["id"], node_of(found, "x")["id"]]
    assert node_of(found, "q")["inputs"] == [node_of(found, "x")["id"]] * 2


def test_all_names_of_a_tensor_are_told() -> None:
    x = torch.ones(3, requires_grad=True)
    y = x * 2
    found = graph(x=x, same=x, y=y, z=y)
    assert node_of(found, "x")["tensors"] == ["x", "same"]
    assert node_of(found, "y")["tensors"] == ["y", "z"]


def test_leaves_and_results_without_a_name_stay_nameless() -> None:
    found = graph(y=torch.ones(3, requires_grad=True) * 2 + 1)
    assert [node["tensors"] for node in found["nodes"]] == [["y"], [], []]


def test_what_is_not_tracked_has_no_node() -> None:
    x = torch.ones(3, requires_grad=True)
    assert graph(a=torch.ones(3), b=x.detach() * 2, x=x) == Graph(nodes=[], cut=False)


def test_a_graph_is_cut_at_200_nodes_and_named_ones_come_first() -> None:
    x = torch.ones(3, requires_grad=True)
    t: torch.Tensor = x
    for _ in range(1_000):
        t = t + 1
    found = graph(t=t, late=x * 2)
    assert found["cut"]
    assert len(found["nodes"]) == NODE_LIMIT
    assert node_of(found, "late")["id"] == 1


def test_a_loop_of_20_000_operations_is_walked_without_recursion() -> None:
    x = torch.ones((), requires_grad=True)
    t: torch.Tensor = x
    for _ in range(20_000):
        t = t * 1.0
    found = survey({"x": x, "t": t})
    assert found.reaches(t) == ["x"]


def test_reached_leaves_are_those_with_a_name() -> None:
    a, b = (torch.ones(2, requires_grad=True) for _ in range(2))
    m = a * b
    found = survey({"a": a, "b": b, "m": m, "n": a + torch.ones(2, requires_grad=True)})
    assert found.reaches(m) == ["a", "b"]
    assert found.reaches(a + 1) == [], "a result that the survey has not seen"
    assert found.reaches(a) == []


def test_custom_functions_and_views_are_nodes_like_others() -> None:
    class Twice(torch.autograd.Function):
        @staticmethod
        def forward(ctx: object, value: torch.Tensor) -> torch.Tensor:
            return value * 2

        @staticmethod
        def backward(ctx: object, upstream: torch.Tensor) -> torch.Tensor:
            return upstream * 2

    x = torch.ones(4, requires_grad=True)
    apply: Callable[[torch.Tensor], torch.Tensor] = Twice.apply
    t = apply(x)
    found = graph(x=x, t=t, v=t.view(2, 2))
    assert chain(found, "v") == ["ViewBackward0", "TwiceBackward", "AccumulateGrad"]


@pytest.mark.parametrize("retain", [True, False])
def test_a_graph_is_freed_for_all_that_lead_to_what_was_lost(retain: bool) -> None:
    x = torch.ones(3, requires_grad=True)
    y = x**2
    z = y + 5
    other = x.exp()
    found = survey({"x": x, "y": y, "z": z, "other": other})
    assert not any(map(found.is_freed, (x, y, z, other)))
    z.sum().backward(retain_graph=retain)
    found = survey({"x": x, "y": y, "z": z, "other": other})
    assert [found.is_freed(one) for one in (x, y, z, other)] == [False, not retain, not retain, False]


def test_a_node_that_saves_nothing_or_not_all_is_not_freed() -> None:
    x = torch.ones(3, requires_grad=True)
    for made in (x + 1, x * 2, torch.stack([x, x]), x[0]):
        assert not survey({"made": made}).is_freed(made)


def test_a_node_of_the_learners_own_is_freed_with_what_it_saved() -> None:
    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx: torch.autograd.function.FunctionCtx, x: torch.Tensor) -> torch.Tensor:
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx: torch.autograd.function.FunctionCtx, *grads: torch.Tensor) -> torch.Tensor:
            return grads[0]

    apply: Callable[[torch.Tensor], torch.Tensor] = Square.apply
    x = torch.ones(3, requires_grad=True)
    y = apply(x)
    assert not survey({"y": y}).is_freed(y)
    y.sum().backward()
    assert survey({"y": y}).is_freed(y)


def test_looking_runs_no_hook_that_unpacks() -> None:
    unpacked: list[torch.Tensor] = []

    def unpack(packed: torch.Tensor) -> torch.Tensor:
        unpacked.append(packed)
        return packed

    x = torch.ones(3, requires_grad=True)
    with torch.autograd.graph.saved_tensors_hooks(lambda saved: saved.clone(), unpack):
        y = (x**2) * x.exp()
    assert not survey({"y": y}).is_freed(y)
    assert unpacked == []


def test_a_graph_that_backward_freed_still_shows() -> None:
    x = torch.ones(3, requires_grad=True)
    l = (x**2).sum()  # noqa: E741
    l.backward()
    assert chain(graph(x=x, l=l), "l") == ["SumBackward0", "PowBackward0", "AccumulateGrad"]
