"""Round numbers along axes, and deep graphs that stay line work."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agtutor.app.plotting import draw
from agtutor.app.ticks import ticks
from agtutor.case.evidence import Graph, Node
from tests.app.app_fake_lab import FakeLab
from tests.app.app_lesson import script
from tests.app.app_player import WIDE, playing
from tests.builders import evidence, figure_of, series

NUMBERS = st.floats(-1e12, 1e12)


@pytest.mark.parametrize(
    ("low", "high", "most", "marks"),
    [
        (-5, 5, 5, [-5, -2.5, 0, 2.5, 5]),
        (5, 30, 3, [10, 20, 30]),
        (5, 30, 6, [5, 10, 15, 20, 25, 30]),
        (-10, 10, 3, [-10, 0, 10]),
        (3, 3, 5, []),
        (0, math.inf, 5, []),
        (0, 5e-324, 2, []),
    ],
)
def test_axes_are_numbered_in_round_steps(
    low: float, high: float, most: int, marks: list[float]
) -> None:
    assert ticks(low, high, most) == marks


@given(NUMBERS, NUMBERS, st.integers(1, 20))
def test_marks_lie_on_the_axis_and_are_not_too_many(one: float, other: float, most: int) -> None:
    low, high = min(one, other), max(one, other)
    marks = ticks(low, high, most)
    assert len(marks) <= most
    near = (high - low) * 1e-6
    assert all(low - near <= mark <= high + near for mark in marks)


def test_the_whole_curve_is_drawn_where_the_round_numbers_end_before_it() -> None:
    xs = [place / 2 for place in range(-10, 11)]
    text = draw(figure_of(series(xs, [x / 10.5 for x in xs])), 60, 16).text
    assert all(mark in text for mark in ("0.4", "−0.4", "−5", "2.5"))


def test_numbers_that_would_look_alike_are_left_to_the_drawing() -> None:
    xs = [1.000001, 1.000002, 1.000003]
    assert draw(figure_of(series(xs, xs)), 60, 16).text


def deep(levels: int) -> Graph:
    """Return the graph of the sum that Python's own ``sum`` makes: each addition in the one before."""
    last = 2 * levels
    adds = [
        Node(id=place, name="AddBackward0", tensors=[], inputs=[place + 1, levels + place])
        for place in range(levels)
    ]
    picks = [
        Node(id=place, name="SelectBackward0", tensors=[], inputs=[last])
        for place in range(levels, last)
    ]
    leaf = Node(id=last, name="AccumulateGrad", tensors=["x"], inputs=[])
    return {"nodes": [*adds, *picks, leaf], "cut": False}


async def test_a_deep_graph_is_cut_at_the_pane_and_never_broken(tmp_path: Path) -> None:
    told = script()
    told.made["make-y"] = evidence(graph=deep(20))
    async with playing(tmp_path, WIDE, step="make-y", lab=FakeLab(told)) as player:
        await player.answer("y = x**2")
        await player.press("f3")
        pane = [line.split("││")[1] for line in player.lines() if "││" in line]
        named = [line for line in pane if "AddBackward0" in line]
        assert named
        assert all("┬" in line for line in named)
        assert any(line.rstrip("│ ").endswith("…") for line in pane)
