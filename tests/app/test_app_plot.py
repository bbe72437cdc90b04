"""The Plot pane: what is drawn, read, listed and saved."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from time import perf_counter
from typing import Literal
from xml.etree import ElementTree

import pytest
from textual.widgets import Static

from agtutor.app import plotting
from agtutor.app.exporting import save, table
from agtutor.app.keys import PLOT, shown
from agtutor.app.numbers import entry
from agtutor.app.scales import with_log
from agtutor.app.tables import points
from agtutor.app.vector import svg
from agtutor.case.evidence import Figure, Series
from agtutor.errors import AgtutorError
from tests.app.app_player import NARROW, WIDE, SmallPlayer, playing
from tests.builders import altered, figure_of, series

NAN, INF = math.nan, math.inf
XS = [place / 10 for place in range(-30, 31)]
PLOTTED = "plt.plot(x.detach(), y.detach())"


def canvas(figure: Figure, width: int = 60, height: int = 16) -> str:
    plotext = pytest.importorskip("plotext")
    text: str = plotext.uncolorize(plotting.picture(figure, width, height))
    return text


def test_several_curves_have_a_legend_and_marks_of_their_own() -> None:
    sine, line = [math.sin(x) for x in XS], [x / 3 for x in XS]
    text = canvas(
        figure_of(series(XS, sine, label="sin"), series(XS, line), series(XS, line, "scatter"))
    )
    legend = [
        text_line for text_line in text.splitlines() if "sin" in text_line or "curve" in text_line
    ]
    assert [any(mark in entry for mark in "▚+o") for entry in legend] == [True] * 3
    assert "+ curve 2" in text


def test_axes_and_title_are_named() -> None:
    figure = altered(figure_of(series(XS, XS)), title="Slopes", xlabel="time", ylabel="height")
    text = canvas(figure)
    assert all(word in text for word in ("Slopes", "time", "height"))


def test_no_line_is_drawn_across_a_gap() -> None:
    gap = canvas(figure_of(series([0, 1, 2, 3, 4], [0, 0, NAN, 1, 1])))
    whole = canvas(figure_of(series([0, 1, 3, 4], [0, 0, 1, 1])))
    assert gap.count(" ") > whole.count(" ")


def test_a_log_scale_numbers_powers_of_ten_and_says_so() -> None:
    xs = [float(place) for place in range(6)]
    figure = with_log(figure_of(series(xs, [0.0, 1.0, 10.0, 100.0, 1000.0, 10_000.0])), "y")
    assert all(f"{mark}┤" in canvas(figure, 60, 20) for mark in ("1e4", "1000", "100", "10", "1"))
    assert plotting.read(figure)[-1] == (
        "The y axis is logarithmic. 1 point can't be drawn there: not above 0."
    )
    assert "logs" not in figure_of() or not with_log(figure, "y")["logs"]


def test_a_log_scale_without_anything_above_zero_is_told_in_words() -> None:
    figure = with_log(figure_of(series(XS, [-1.0] * len(XS))), "y")
    assert canvas(figure) == ""
    assert "61 points can't be drawn" in plotting.read(figure)[-1]


def test_a_log_scale_within_one_power_has_round_numbers() -> None:
    figure = with_log(figure_of(series([0, 1], [2.0, 6.0])), "y")
    assert all(mark in canvas(figure) for mark in ("2┤", "4┤", "6┤"))


ODD = [
    series([], []),
    series([1.0], [2.0]),
    series(XS, [3.0] * len(XS)),
    series([NAN, 1.0, 2.0], [1.0, INF, -INF]),
    series([0.0, 1.0], [1e308, -1e308]),
    series([0.0, 1e-320], [0.0, 1e-320]),
]


@pytest.mark.parametrize("part", ODD)
@pytest.mark.parametrize("log", [False, True])
def test_odd_series_are_drawn_read_listed_and_saved(part: Series, *, log: bool, tmp_path: Path) -> None:
    figure = figure_of(part)
    figure = with_log(figure, "y") if log else figure
    assert plotting.draw(figure, 50, 12).reading
    listed = points(figure)
    assert all(listed.row(place) for place in range(listed.count))
    ElementTree.fromstring(svg(figure))
    assert len(save(figure, "csv", tmp_path).read_text().splitlines()) == listed.count + 1


def test_a_million_points_are_drawn_and_listed_while_one_waits() -> None:
    many = 1_000_000
    figure = figure_of(series(range(many), [place % 1000 for place in range(many)]))
    start = perf_counter()
    assert plotting.picture(figure, 80, 20)
    listed = points(figure)
    assert listed.row(many - 1) == ("999999", "999999", "999")
    assert sum(listed.widths()) < 30
    assert perf_counter() - start < 5


def test_curves_over_the_same_x_share_its_column() -> None:
    shared = points(figure_of(series([1, 2], [3, 4], label="a"), series([1, 2], [5, 6])))
    assert shared.heads == ("", "x", "y (a)", "y (curve 2)")
    assert shared.row(1) == ("1", "2", "4", "6")
    apart = points(figure_of(series([1], [3]), series([1, 2], [5, 6])))
    assert apart.row(1) == ("1", "", "", "2", "6")


@pytest.mark.parametrize(
    ("value", "text"),
    [(-3.0, "−3"), (123456789.0, "123456789"), (0.1 + 0.2, "0.3"), (1 / 3, "0.3333333"), (NAN, "nan")],
)
def test_entries_of_tables_have_all_the_digits_that_are_known(value: float, text: str) -> None:
    assert entry(value) == text


def test_a_picture_says_in_words_what_it_shows_and_holds_labels_as_text() -> None:
    part = series(XS, [x * x for x in XS], label="<b>&")
    figure = altered(figure_of(part, series([NAN, 1], [1, 2], "scatter")), title="a < b", ylabel='"y"')
    root = ElementTree.fromstring(svg(figure))
    texts = [element.text for element in root.iter() if element.text]
    assert "a < b" in texts
    assert any("61 points" in text for text in texts)
    assert "<b>&" in texts
    assert len([one for one in root.iter() if one.tag.endswith("polyline")]) == 1


def test_the_points_are_saved_with_all_their_digits(tmp_path: Path) -> None:
    figure = figure_of(series([1, 2], [0.1, NAN], label="a, b"), series([3], [4]))
    rows = list(csv.reader(table(figure).splitlines()))
    assert rows == [
        ["x a, b", "y a, b", "x 2", "y 2"],
        ["1", "0.1", "3", "4"],
        ["2", "nan", "", ""],
    ]


@pytest.mark.parametrize("form", ["svg", "csv"])
def test_no_file_is_written_over(form: Literal["svg", "csv"], tmp_path: Path) -> None:
    figure = figure_of(series([1, 2], [3, 4]))
    (tmp_path / f"agtutor-plot-2.{form}").write_text("mine")
    names = [save(figure, form, tmp_path).name for _ in range(2)]
    assert names == [f"agtutor-plot.{form}", f"agtutor-plot-3.{form}"]
    assert (tmp_path / f"agtutor-plot-2.{form}").read_text() == "mine"


def test_where_nothing_can_be_written_words_say_why(tmp_path: Path) -> None:
    with pytest.raises(AgtutorError, match=r"can.t be written.*No such file"):
        save(figure_of(series([1], [1])), "csv", tmp_path / "gone")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def plotted(player: SmallPlayer) -> None:
    """Plot y in the small lesson, and go into the pane."""
    await player.answer(PLOTTED)
    await player.press("ctrl+g")
    assert player.shows("t numbers", "Esc back to the answer")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_numbers_are_a_table_that_scrolls(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(tmp_path, size, step="plot-y") as player:
        await plotted(player)
        await player.press("t")
        assert player.shows("The numbers of the plot", "0 −5 25", "1 −4.5 20.25")
        await player.press("end")
        assert player.shows("20 5 25", "x y")
        await player.press("escape")
        assert player.shows("21 points: x from −5 to 5")


async def test_the_log_scale_is_turned_on_and_off_by_a_key(tmp_path: Path) -> None:
    async with playing(tmp_path, WIDE, step="plot-y") as player:
        await plotted(player)
        await player.press("g")
        assert player.shows("The y axis is logarithmic. 1 point can't be drawn there")
        await player.press("g")
        assert not player.shows("logarithmic")


async def test_the_plot_is_saved_from_the_palette(folder: Path) -> None:
    async with playing(folder / "state", NARROW, step="plot-y", notifications=True) as player:
        await player.answer(PLOTTED)
        await player.command("plot as svg")
        assert (folder / "agtutor-plot.svg").read_text().startswith("<svg")
        assert player.shows("Written: agtutor-plot.svg")
        await player.press("c")
        assert (folder / "agtutor-plot.csv").read_text().startswith("x,y\n-5.0,25.0")


async def test_a_plot_that_cant_be_saved_is_told_of(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(folder / "state", NARROW, step="plot-y", notifications=True) as player:
        await plotted(player)
        (folder / "gone").mkdir()
        monkeypatch.chdir(folder / "gone")
        (folder / "gone").rmdir()
        await player.press("c")
        assert player.shows("The plot can't be written to the current folder")


async def test_the_help_lists_the_keys_of_the_plot(tmp_path: Path) -> None:
    async with playing(tmp_path, NARROW, step="plot-y") as player:
        await player.press("f1")
        said = {str(line.content) for line in player.app.screen.query(Static)}
        assert {part for key in PLOT for part in (shown(key.key), key.help)} <= said


async def test_escape_in_a_pane_comes_back_to_the_scratch_pad_before_it_leaves_it(
    tmp_path: Path,
) -> None:
    async with playing(tmp_path, WIDE, step="plot-y") as player:
        await player.press("f8", "ctrl+g", "escape")
        assert player.lesson.scratching
        assert not player.lesson.in_pane
        await player.press("escape")
        assert not player.lesson.scratching


async def test_an_empty_plot_pane_says_so(tmp_path: Path) -> None:
    async with playing(tmp_path, WIDE, step="make-y", notifications=True) as player:
        await player.press("f3", "f3", "ctrl+g", "right")
        assert player.shows("Nothing is drawn yet. plt.plot(x, y) draws here.")
