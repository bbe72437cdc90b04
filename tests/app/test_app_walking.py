"""Following the backward pass node by node on the Graph pane."""

from __future__ import annotations

from pathlib import Path

import pytest

from agtutor.app.walking import Pass, words
from agtutor.case.backward import Numbers, Passed, Visit, WalkBack
from agtutor.case.evidence import Graph, Node
from tests.app.app_fake_lab import FakeLab
from tests.app.app_lesson import script
from tests.app.app_player import NARROW, WIDE, playing


def numbers(*values: float) -> Numbers:
    return Numbers(shape=[len(values)], first=list(values[:5]), least=min(values), most=max(values))


def walking() -> FakeLab:
    """Return a lab that walks back from y."""
    said = script()
    said.walks["y"] = WALK
    return FakeLab(said)


ONE = Numbers(shape=[], first=[1.0], least=1.0, most=1.0)
GRAPH = Graph(
    nodes=[
        Node(id=1, name="PowBackward0", tensors=["y"], inputs=[2]),
        Node(id=2, name="torch::autograd::AccumulateGrad", tensors=["x"], inputs=[]),
    ],
    cut=False,
)
WALK = WalkBack(
    root="y",
    visits=[
        Visit(
            node=1,
            roads=0,
            above=numbers(1, 1),
            passes=[
                Passed(to=2, slope="2·x", local=numbers(-10, -9), values=numbers(-10, -9)),
            ],
        ),
        Visit(node=2, roads=2, above=numbers(-10, -9), passes=[]),
    ],
    trouble="",
)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_key_follows_the_pass_one_node_at_a_time(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(tmp_path, size, step="make-y", lab=walking()) as player:
        await player.answer("y = x**2")
        await player.press("ctrl+s")
        assert player.shows("Backward, 1 of 2: PowBackward0, which made y")
        assert player.shows("slope to x 2·x = −10, −9", "x gets −10, −9", "Ctrl+S: the next node")
        await player.press("ctrl+s")
        assert player.shows(
            "Backward, 2 of 2: x", "2 roads meet here.", "A leaf: the gradient lands here."
        )
        await player.press("ctrl+s")
        assert player.shows("Backward, 1 of 2")


async def test_a_graph_that_can_not_be_walked_stays_in_view_and_says_why(tmp_path: Path) -> None:
    said = script()
    said.walks["y"] = WalkBack(root="y", visits=[], trouble="A pass has freed the graph of `y`.")
    async with playing(tmp_path, WIDE, step="make-y", lab=FakeLab(said)) as player:
        await player.answer("y = x**2")
        await player.press("ctrl+s")
        assert player.shows("PowBackward0", "A pass has freed the graph of y.")


async def test_without_a_graph_there_is_nothing_to_walk(tmp_path: Path) -> None:
    async with playing(tmp_path, step="hello", notifications=True) as player:
        await player.press("ctrl+s")
        assert player.shows("There is no graph to walk back through.")


async def test_a_step_that_asks_for_a_slope_does_not_show_it(tmp_path: Path) -> None:
    async with playing(tmp_path, step="dy-dx", lab=walking(), notifications=True) as player:
        await player.press("ctrl+s")
        assert player.shows("This step asks for these slopes.")
        assert not player.shows("2·x")


async def test_the_next_step_ends_the_pass(tmp_path: Path) -> None:
    async with playing(tmp_path, WIDE, step="make-y", lab=walking()) as player:
        await player.answer("y = x**2")
        await player.press("ctrl+s")
        await player.press("enter")
        assert not player.shows("Backward, 1 of 2")


def test_a_pass_goes_round() -> None:
    following = Pass(WALK, GRAPH)
    assert (following.here, following.visited, following.over) == (1, set(), False)
    following.step()
    assert (following.here, following.visited, following.over) == (2, {1}, True)
    following.step()
    assert following.here == 1


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (ONE, "1"),
        (numbers(1, 1), "1 in all 2 places"),
        (numbers(1, -2.5), "1, −2.5"),
        (Numbers(shape=[0], first=[], least=0, most=0), "no entries"),
        (
            Numbers(shape=[21], first=[-10, -9, -8, -7, -6], least=-10, most=10),
            "−10, −9, −8 … (21 values from −10 to 10)",
        ),
    ],
)
def test_numbers_are_told_all_of_them_or_the_first_and_their_range(told: Numbers, text: str) -> None:
    assert words(told) == text
