"""The tangent under the cursor: autograd's slope beside one that the drawn points measure."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agtutor.app.app import TutorApp
from agtutor.app.desk import Desk
from agtutor.app.manner import MANNER, Manner
from agtutor.app.tangent import APART, ASKED, NEAR, WAITING, Tangent, Track, measured, sources
from agtutor.case.evidence import Fact, Gradient, Series
from agtutor.lab.lab import Lab
from tests.app.app_fake_lab import FakeLab
from tests.app.app_lesson import FIGURE, GRAPH, XS, X, Y, script
from tests.app.app_player import NARROW, WIDE, Player, SmallPlayer, playing
from tests.builders import evidence, figure_of, series, tensor

NAN, INF = math.nan, math.inf
SQUARE = series(XS, [x * x for x in XS])
DRAWN = "plt.plot(x.detach(), y.detach())"


def gradient(*values: float) -> Gradient:
    return Gradient(at={}, values=list(values), trouble="")


SLOPES = gradient(*(2 * x for x in XS))


def tangent(part: Series, stop: int, slopes: Gradient | None = None) -> Tangent:
    return Tangent(Track.of(part), stop, ("y", "x"), slopes)


def test_both_slopes_are_said_in_words() -> None:
    assert list(tangent(SQUARE, 13, SLOPES).words()) == [
        "Point 14 of 21: x = 1.5, y = 2.25.",
        "autograd: slope 3, along the graph of `y` back to `x`.",
        "measured: slope 3, by a step from x = 1 to 2 along the drawn points.",
        "The two agree.",
    ]


def test_a_slope_that_is_awaited_is_said_to_be_on_its_way() -> None:
    assert WAITING in list(tangent(SQUARE, 0).words("y"))


def test_at_an_end_the_chord_is_near_the_tangent() -> None:
    assert list(tangent(SQUARE, 20, SLOPES).words())[-1] == NEAR


def test_slopes_that_a_small_step_cannot_explain_are_said_to_be_apart() -> None:
    """As where each entry of y depends on all entries of x, and the sum's gradient is no slope."""
    rising = series(XS, list(XS))
    said = list(tangent(rising, 10, gradient(*range(21))).words())[-1]
    assert said == APART.format(root="y", wrt="x")


@pytest.mark.parametrize(
    ("part", "stop", "slope", "ends"),
    [
        (series([0, 1, 2], [0, 1, 4]), 1, 2.0, ((0, 0), (2, 4))),
        (series([0, 1, 2], [0, 1, 4]), 0, 1.0, ((0, 0), (1, 1))),
        (series([2, 0, 1], [4, 0, 1], "scatter"), 2, 3.0, ((1, 1), (2, 4))),
        (series([0, 1, 2, 3], [0, NAN, 4, 5]), 1, 1.0, ((2, 4), (3, 5))),
        (series([1, 1, 2], [0, 1, 1]), 0, INF, ((1, 0), (1, 1))),
    ],
)
def test_a_step_is_measured_between_neighbours_and_never_across_a_gap(
    part: Series, stop: int, slope: float, ends: object
) -> None:
    chord = measured(Track.of(part), stop)
    assert chord is not None
    assert (chord.slope, chord.ends) == (slope, ends)


def test_a_point_that_stands_alone_has_no_measured_slope_and_no_line() -> None:
    alone = tangent(series([1.0], [2.0]), 0)
    assert any("no neighbour" in line for line in alone.words())
    assert alone.line() == []


@pytest.mark.parametrize("slope", [INF, -INF, NAN])
def test_a_slope_that_is_not_finite_is_said_and_not_drawn(slope: float) -> None:
    found = tangent(series([0.0, 1.0], [0.0, 1.0]), 0, gradient(slope, 1.0))
    assert found.line() == []
    assert list(found.words())[-1].endswith("no line is drawn.")


FLOATS = st.floats(allow_nan=True, allow_infinity=True)


@given(st.lists(st.tuples(FLOATS, FLOATS), max_size=12), st.lists(FLOATS, max_size=12))
def test_any_curve_can_be_walked(points: list[tuple[float, float]], slopes: list[float]) -> None:
    part = series([x for x, _ in points], [y for _, y in points])
    track = Track.of(part)
    for stop in range(len(track.stops)):
        found = Tangent(track, stop, ("y", "x"), gradient(*slopes))
        assert list(found.words())
        found.line()


def leaf(**changes: object) -> Fact:
    return tensor([1.0, 2.0], requires_grad=True, **changes)


def result(**changes: object) -> Fact:
    made: dict[str, object] = {"requires_grad": True, "is_leaf": False, "grad_fn": "MulBackward0"}
    return tensor([3.0, 4.0], **{**made, "reaches": ["x"], **changes})


CURVE = series([1, 2], [3, 4])


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ({"x": leaf(), "y": result()}, ("y", "x")),
        ({"xs": tensor([1.0, 2.0]), "x": leaf(), "ys": tensor([3.0, 4.0]), "y": result()}, ("y", "x")),
        ({"x": leaf(is_leaf=False, grad_fn="AddBackward0"), "y": result(reaches=["w"])}, ("y", "x")),
        ({"x": leaf(), "y": result(reaches=[])}, "graph of `y` does not lead to `x`"),
        ({"x": tensor([1.0, 2.0]), "y": result()}, "`x` is not tracked"),
        ({"x": leaf(), "y": tensor([3.0, 4.0])}, "`y` is not tracked"),
        ({"x": leaf()}, "No tensor of yours holds this curve's y"),
        ({"x": leaf(), "y": tensor([3.0, NAN])}, "holds this curve's y"),
        ({}, "holds this curve's y"),
    ],
)
def test_the_curve_is_traced_to_live_tensors_or_words_say_why_not(
    names: dict[str, Fact], found: tuple[str, str] | str
) -> None:
    pair = sources(CURVE, names)
    assert found in pair if isinstance(found, str) else pair == found


def lab_with_slopes() -> FakeLab:
    """Return a fake lab in which autograd gives the slopes of y."""
    told = script()
    y: Fact = {**Y, "reaches": ["x"]}
    for step in ("make-y", "plot-y"):
        figures = [FIGURE] if step == "plot-y" else []
        told.made[step] = evidence({"x": X, "y": y}, graph=GRAPH, figures=figures)
    told.gradients["y", "x"] = SLOPES
    return FakeLab(told)


async def walk_in(player: SmallPlayer) -> None:
    await player.answer(DRAWN)
    await player.press("ctrl+g", "right")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_arrows_walk_along_the_curve(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(tmp_path, size, step="plot-y", lab=lab_with_slopes()) as player:
        await walk_in(player)
        assert player.shows("Point 11 of 21: x = 0, y = 0.", "autograd: slope 0,", "measured: slope 0,")
        assert player.shows("The two agree.")
        await player.press("right", "right", "right")
        assert player.shows("Point 14 of 21: x = 1.5", "autograd: slope 3,", "measured: slope 3,")
        assert all(any(mark in line for line in player.lines()) for mark in "·●")
        await player.press("home")
        assert player.shows("Point 1 of 21: x = −5, y = 25.", "autograd: slope −10,")
        await player.press("left", "end", "left")
        assert player.shows("Point 20 of 21: x = 4.5")
        await player.press("escape")
        assert player.app.focused is player.lesson.pane.editor  # type: ignore[union-attr]
        await player.press("ctrl+g", "delete")
        assert not player.shows("autograd:")


async def test_a_freed_graph_is_told_and_the_measured_slope_drawn(tmp_path: Path) -> None:
    lab = lab_with_slopes()
    lab.script.gradients.clear()
    async with playing(tmp_path, WIDE, step="plot-y", lab=lab) as player:
        await walk_in(player)
        assert player.shows("autograd: no slope here. The graph of y was freed.")
        assert player.shows("The line has the measured slope.")


async def test_slopes_are_asked_for_anew_where_the_tensors_may_be_others(tmp_path: Path) -> None:
    lab = lab_with_slopes()
    async with playing(tmp_path, WIDE, step="plot-y", lab=lab) as player:
        await walk_in(player)
        lab.script.gradients["y", "x"] = gradient(*[7.0] * 21)
        await player.press("escape", "enter")
        assert player.step == "try"
        assert player.shows("autograd: slope 7,")


async def test_a_step_that_asks_for_the_slope_is_not_told_it(tmp_path: Path) -> None:
    async with playing(tmp_path, WIDE, step="plot-y", lab=lab_with_slopes()) as player:
        await player.answer(DRAWN)
        player.lesson.action_goto("dy-dx")
        await player.settle()
        await player.press("ctrl+g", "right")
        assert player.shows(ASKED)
        assert not player.shows("autograd: slope")


async def test_up_and_down_change_the_curve(tmp_path: Path) -> None:
    lab = lab_with_slopes()
    other = series(XS, [x + 1 for x in XS], label="line")
    lab.script.made["plot-y"]["figures"] = [figure_of(SQUARE, other)]
    async with playing(tmp_path, WIDE, step="plot-y", lab=lab) as player:
        await walk_in(player)
        assert player.shows("Point 11 of 21 of curve 1:")
        await player.press("down")
        assert player.shows("Point 11 of 21 of line: x = 0, y = 1.", "No tensor of yours holds")


@pytest.mark.usefixtures("nursed")
async def test_on_live_tensors_autograd_gives_the_slope(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path))
    app = TutorApp(Desk(Lab.launch()), "first-gradient", "plot-z")
    async with app.run_test(size=WIDE) as pilot:
        player = Player(app, pilot)
        await player.settle()
        await player.write("plt.plot(x.detach(), z.detach())")
        await player.press("f5")
        await player.press("ctrl+g", "right", "right", "right")
        assert player.shows("x = 1, y = 6.", "autograd: slope 2, along the graph of z back to x.")
        assert player.shows("measured: slope 2,", "The two agree.")


async def test_in_ascii_the_curve_the_tangent_and_the_point_have_signs_of_their_own(
    tmp_path: Path,
) -> None:
    shown = MANNER.set(Manner(ascii=True))
    try:
        async with playing(tmp_path, WIDE, step="plot-y", lab=lab_with_slopes()) as player:
            await walk_in(player)
            pane = "\n".join(line[63:] for line in player.lines())
            assert all(sign in pane for sign in "*-@")
            assert "?" not in pane
    finally:
        MANNER.reset(shown)
