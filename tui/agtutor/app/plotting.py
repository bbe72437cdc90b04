"""Figures drawn by plotext, through its public interface alone.

plotext keeps one figure for the whole process and now and then prints. So all drawing happens here: the
figure is cleared first, what is printed is caught, and only finite points are handed over.
"""

from __future__ import annotations

import contextlib
import importlib
import io
from dataclasses import dataclass
from itertools import pairwise
from types import ModuleType

from agtutor.app.numbers import figure as number
from agtutor.app.reading import Point, finite_points, read_series
from agtutor.app.ticks import ticks
from agtutor.case.evidence import Figure, Series

MOST_POINTS = 4000
"""How many points of a series are drawn: more than a terminal has dots across."""

SMALLEST = (24, 6)
"""Columns and lines under which a drawing says less than its reading in words."""

_CELLS_APART, _LINES_APART = 10, 3
"""How far apart, at the least, the numbers along an axis stand."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure as text.

    Attributes:
        text: the drawing, with ANSI colours; empty where there is nothing or no room to draw.
        reading: the same in words, a line for each series.
    """

    text: str
    reading: tuple[str, ...]


def load() -> None:
    """Import plotext, which takes a tenth of a second, ahead of the first drawing."""
    importlib.import_module("plotext")


def draw(figure: Figure, width: int, height: int, marker: str = "hd") -> Drawing:
    """Return the figure drawn to ``width`` columns and ``height`` lines.

    Args:
        figure: what the learner's code drew.
        width: columns of the drawing.
        height: lines of the drawing.
        marker: plotext's name for what curves are drawn with; ``hd`` has four dots a character.
    """
    reading = tuple(_read(series, len(figure["series"]) > 1) for series in figure["series"])
    drawable = [(series, points) for series in figure["series"] if (points := finite_points(series))]
    if not drawable or width < SMALLEST[0] or height < SMALLEST[1]:
        return Drawing("", reading)
    plotext = importlib.import_module("plotext")
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            text = _build(plotext, figure, [series for series, _ in drawable], (width, height), marker)
    except (ValueError, ArithmeticError):  # the span from lowest to highest is beyond a float
        text = ""
    return Drawing(text, reading)


def _build(
    plotext: ModuleType, figure: Figure, drawable: list[Series], size: tuple[int, int], marker: str
) -> str:
    plotext.terminal.limit(False, False)  # the pane sets the size, not the terminal
    canvas = plotext.figure
    canvas.clear()
    canvas.plot_size(*size)
    canvas.theme("simple")
    if figure["title"]:
        canvas.title(figure["title"])
    if figure["xlabel"]:
        canvas.label(figure["xlabel"])
    if figure["ylabel"]:
        canvas.label(figure["ylabel"], "y", "left")
    for series in drawable:
        canvas.draw(_signal(plotext, series, marker, named=len(drawable) > 1))
    points = [point for series in drawable for point in finite_points(series)]
    _label(plotext, "x", [x for x, _ in points], size[0] // _CELLS_APART)
    _label(plotext, "y", [y for _, y in points], size[1] // _LINES_APART)
    return str(canvas.build().string()).rstrip("\n")


def _label(plotext: ModuleType, axis: str, values: list[float], most: int) -> None:
    """Put round numbers along an axis, where there are some."""
    low, high = min(values), max(values)
    marks = ticks(low, high, most)
    texts = [number(mark) for mark in marks]
    if 1 < len(marks) == len(set(texts)):
        ruler = plotext.figure.ruler(axis)
        ruler.lim(low, high)  # or else the outermost numbers are taken for the ends
        ruler.ticks(marks, texts)


def _signal(plotext: ModuleType, series: Series, marker: str, *, named: bool) -> object:
    points = thinned(finite_points(series))
    dots = series["call"] == "scatter"
    signal = plotext.figure.signal(
        [x for x, _ in points], [y for _, y in points], marker="•" if dots else marker
    )
    if not dots and len(points) > 1:
        signal.lines()
    if named and series["label"]:
        signal.label(series["label"])
    return signal


def thinned(points: list[Point]) -> list[Point]:
    """Return at most ``MOST_POINTS`` of the points: of each stretch, the lowest and the highest."""
    if len(points) <= MOST_POINTS:
        return points
    stretches = MOST_POINTS // 2
    edges = [len(points) * place // stretches for place in range(stretches + 1)]
    kept: list[Point] = []
    for low, high in pairwise(edges):
        part = range(low, high)
        ends = {
            min(part, key=lambda place: points[place][1]),
            max(part, key=lambda place: points[place][1]),
        }
        kept.extend(points[place] for place in sorted(ends))
    return kept


def _read(series: Series, several: bool) -> str:
    words = read_series(series)
    return f"{series['label']}: {words}" if several and series["label"] else words


def table(series: Series, limit: int = 200) -> list[str]:
    """Return the points of a series as lines of two columns, at most ``limit`` of them."""
    many = min(len(series["x"]), len(series["y"]))
    pairs = zip(series["x"][:limit], series["y"][:limit], strict=False)
    texts = [(number(x), number(y)) for x, y in pairs]
    wide = max((len(x) for x, _ in texts), default=1)
    lines = [f"{x:>{wide}}  {y}" for x, y in texts]
    return [*lines, f"and {many - limit} more"] if many > limit else lines
