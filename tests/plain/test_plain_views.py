"""Tensors, graphs and plots in words."""

from __future__ import annotations

from agtutor.case.evidence import Figure, Graph
from agtutor.plain import views
from tests.app.app_lesson import FIGURE, GRAPH
from tests.builders import tensor

LEAF = tensor([1.0, 2.0], requires_grad=True)


def test_a_leaf_says_that_no_backward_pass_has_run() -> None:
    [said] = views.tensors({"x": LEAF})
    assert said == (
        "`x`: float32, shape (2,), leaf, tracked, values 1 to 2. Its gradient is None: no backward "
        "pass has run."
    )


def test_a_gradient_that_came_is_a_change() -> None:
    after = tensor([1.0, 2.0], requires_grad=True, grad=tensor([2.0, 4.0]))
    after["identity"] = LEAF["identity"]
    [said] = views.changes({"x": after}, {"x": LEAF})
    assert said == (
        "`x` changed: its gradient went from None to values. Now `x`: float32, shape (2,), leaf, "
        "tracked, values 1 to 2. Its gradient has values 2 to 4."
    )


def test_equal_values_are_told_once() -> None:
    [said] = views.tensors({"x": tensor([3.0, 3.0])})
    assert said == "`x`: float32, shape (2,), not tracked, the value 3 everywhere."


def test_what_stays_is_no_change() -> None:
    assert list(views.changes({"x": LEAF}, {"x": LEAF})) == []


def test_values_are_listed_by_index_and_a_matrix_by_rows() -> None:
    assert list(views.values("x", {"x": LEAF})) == [
        "x, shape (2,):",
        "0: 1",
        "1: 2",
        "x.grad is None: no backward pass has run.",
    ]
    matrix = tensor([1.0, 2.0, 3.0, 4.0], shape=[2, 2])
    assert list(views.values("m", {"m": matrix})) == ["m, shape (2, 2):", "0: 1 2", "1: 3 4"]


def test_long_values_end_with_how_many_more_there_are() -> None:
    long = tensor([0.0] * 300)
    assert list(views.values("t", {"t": long}))[-1] == "and 100 more"


def test_an_unknown_name_says_which_there_are() -> None:
    assert list(views.values("y", {"x": LEAF})) == ["No tensor has the name `y`. There are: x."]


def test_the_graph_is_a_list_in_which_each_node_says_where_it_leads() -> None:
    assert list(views.graph(GRAPH)) == [
        "What autograd recorded, from the root to the leaves, in 2 nodes:",
        "1. PowBackward0, which made `y`; leads to 2.",
        "2. AccumulateGrad: the gradient lands in `x`.",
    ]


def test_paths_that_part_and_meet_are_told_by_number() -> None:
    graph: Graph = {
        "nodes": [
            {"id": 8, "name": "MulBackward0", "tensors": [], "inputs": [7]},
            {"id": 7, "name": "AccumulateGrad", "tensors": [], "inputs": []},
            {"id": 9, "name": "AddBackward0", "tensors": ["l"], "inputs": [7, 8]},
        ],
        "cut": True,
    }
    assert list(views.graph(graph))[1:] == [
        "1. AddBackward0, which made `l`; leads to 3 and 2.",
        "2. MulBackward0, without a name; leads to 3.",
        "3. AccumulateGrad: the gradient lands in a leaf without a name.",
        "The graph goes on; this is its beginning.",
    ]


def test_no_graph_and_no_names_say_so() -> None:
    assert list(views.graph({"nodes": [], "cut": False})) == [views.NO_GRAPH]
    assert list(views.tensors({})) == [views.NO_NAMES]


def test_a_plot_says_its_axes_and_each_series() -> None:
    two: Figure = {
        "series": [{**FIGURE["series"][0], "label": "square"}, {**FIGURE["series"][0], "label": "b"}],
        "title": "Slopes",
        "xlabel": "x",
        "ylabel": "",
    }
    said = list(views.reading(two))
    assert said[0] == "A plot of 2 series. Slopes. across: x."
    assert said[1].startswith("square: 21 points")
    assert [line for line in views.points(two) if line.startswith("x and y")] == [
        "x and y of square:",
        "x and y of b:",
    ]


def test_a_plot_of_nothing_finite_is_told() -> None:
    nothing: Figure = {
        "series": [{"call": "plot", "x": [1.0], "y": [float("nan")], "label": ""}],
        "title": "",
        "xlabel": "",
        "ylabel": "",
    }
    assert "No points to draw." in " ".join(views.reading(nothing))
