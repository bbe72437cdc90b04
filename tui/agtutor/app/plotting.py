"""Figures drawn by plotext, through its public interface alone.

plotext keeps one figure for the whole process and now and then prints. So all drawing happens here: the
figure is cleared first, what is printed is caught, and only finite points are handed over.
"""

from __future__ import annotations

import contextlib
import importlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from types import ModuleType

from agtutor.app.numbers import figure as number
from agtutor.app.reading import Point, read_series, stretches
from agtutor.app.scales import AXES, Axis, logarithmic, marks, placed
from agtutor.case.evidence import Figure, Series

MOST_POINTS = 4000
"""How many points of a series are drawn: more than a terminal has dots across."""

SMALLEST = (24, 6)
"""Columns and lines under which a drawing says less than its reading in words."""

_APART = {"x": 10, "y": 3}
"""How many columns or lines apart, at the least, the numbers along an axis stand."""

_LINES, _DOTS = ("+", "x", "o", "#"), ("•", "x", "o", "#")
"""What several curves, and several clouds, are drawn with: colours alone wouldn't tell them apart."""

_LOG = "The {axis} axis is logarithmic."
_NO_PLACE = "{many} can't be drawn there: not above 0."


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure as text.

    Attributes:
        text: the drawing, with ANSI colours; empty where there is nothing or no room to draw.
        reading: the same in words, a line for each series.
    """

    text: str
    reading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """Points that are drawn with one mark.

    Attributes:
        parts: where they stand; within a part, lines join them.
        mark: plotext's name of the mark.
        joined: whether there are lines at all.
        name: what the legend calls it; empty to stay out of it.
    """

    parts: Sequence[Sequence[Point]]
    mark: str
    joined: bool = True
    name: str = ""


def load() -> None:
    """Import plotext, which takes a tenth of a second, ahead of the first drawing."""
    importlib.import_module("plotext")


def read(figure: Figure) -> tuple[str, ...]:
    """Return what there is to see in a figure: a line for each series, and one for each log scale."""
    several = len(figure["series"]) > 1
    names = [f"{name(series, place)}: " * several for place, series in enumerate(figure["series"])]
    lines = [lead + read_series(part) for lead, part in zip(names, figure["series"], strict=True)]
    return (*lines, *_read_scales(figure))


def draw(
    figure: Figure, width: int, height: int, marker: str = "hd", over: Sequence[Stroke] = ()
) -> Drawing:
    """Return the figure drawn to ``width`` columns and ``height`` lines.

    Args:
        figure: what the learner's code drew.
        width: columns of the drawing.
        height: lines of the drawing.
        marker: plotext's name for what curves are drawn with; ``hd`` has four dots a character.
        over: what is drawn over it, in the figure's own numbers, cut at the edges of what it shows.
    """
    return Drawing(picture(figure, width, height, marker, over), read(figure))


def picture(
    figure: Figure, width: int, height: int, marker: str = "hd", over: Sequence[Stroke] = ()
) -> str:
    """Return the drawing alone; see ``draw``."""
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return ""
    strokes = _strokes(figure, marker)
    if not strokes:
        return ""
    plotext = importlib.import_module("plotext")
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return _build(plotext, figure, strokes, over, (width, height))
    except (ValueError, ArithmeticError):  # the span from lowest to highest is beyond a float
        return ""


def name(series: Series, place: int) -> str:
    """Return what a series is called beside others."""
    return series["label"] or f"curve {place + 1}"


def _strokes(figure: Figure, marker: str) -> list[Stroke]:
    """Return the series that have points to draw, each with a mark of its own."""
    logs, several = logarithmic(figure), len(figure["series"]) > 1
    found = []
    for place, series in enumerate(figure["series"]):
        parts = [part for part in (placed(part, logs) for part in stretches(series)) if part]
        joined = series["call"] == "plot"
        sorts = (marker, *_LINES) if joined else _DOTS
        if parts:
            mark = sorts[place % len(sorts)]
            found.append(Stroke(parts, mark, joined, name(series, place) if several else ""))
    return found


def _build(
    plotext: ModuleType,
    figure: Figure,
    strokes: Sequence[Stroke],
    over: Sequence[Stroke],
    size: tuple[int, int],
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
    points = list(chain.from_iterable(chain.from_iterable(stroke.parts for stroke in strokes)))
    for stroke in (*strokes, *_within(over, points, logarithmic(figure))):
        canvas.draw(_signal(plotext, stroke))
    for place, axis in enumerate(AXES):
        values = [point[place] for point in points]
        _label(plotext, axis, values, size[place] // _APART[axis], log=axis in logarithmic(figure))
    return str(canvas.build().string()).rstrip("\n")


def _within(over: Sequence[Stroke], points: Sequence[Point], logs: frozenset[Axis]) -> Iterator[Stroke]:
    """Yield what is drawn over a figure, as far as the figure goes."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    for stroke in over:
        inside = [
            [(x, y) for x, y in placed(part, logs) if left <= x <= right and low <= y <= high]
            for part in stroke.parts
        ]
        parts = [part for part in inside if part]
        if parts:
            yield Stroke(parts, stroke.mark, stroke.joined, stroke.name)


def _label(plotext: ModuleType, axis: str, values: list[float], most: int, *, log: bool) -> None:
    """Put round numbers along an axis, where there are some."""
    places, texts = marks(values, most, log=log)
    if places:
        ruler = plotext.figure.ruler(axis)
        ruler.lim(min(values), max(values))  # or else the outermost numbers are taken for the ends
        ruler.ticks(places, texts)


def _signal(plotext: ModuleType, stroke: Stroke) -> object:
    many = sum(map(len, stroke.parts))
    parts = [thinned(part, max(2, MOST_POINTS * len(part) // many)) for part in stroke.parts]
    points = [point for part in parts for point in part]
    signal = plotext.figure.signal([x for x, _ in points], [y for _, y in points], marker=stroke.mark)
    if stroke.joined and len(points) > 1:
        signal.lines()
        start = 0
        for part in parts[:-1]:
            start += len(part)
            signal.line(start, False)
    if stroke.name:
        signal.label(stroke.name)
    return signal


def thinned(points: Sequence[Point], most: int = MOST_POINTS) -> Sequence[Point]:
    """Return at most ``most`` of the points: of each share, the lowest and the highest."""
    if len(points) <= most:
        return points
    shares = max(1, most // 2)
    edges = [len(points) * place // shares for place in range(shares + 1)]
    kept: list[Point] = []
    for low, high in pairwise(edges):
        part = range(low, high)
        ends = {
            min(part, key=lambda place: points[place][1]),
            max(part, key=lambda place: points[place][1]),
        }
        kept.extend(points[place] for place in sorted(ends))
    return kept


def _read_scales(figure: Figure) -> Iterator[str]:
    logs = logarithmic(figure)
    for place, axis in enumerate(AXES):
        if axis in logs:
            found = [part for series in figure["series"] for part in stretches(series)]
            lost = sum(point[place] <= 0 for part in found for point in part)
            many = "1 point" if lost == 1 else f"{lost} points"
            yield " ".join([_LOG.format(axis=axis), *[_NO_PLACE.format(many=many)] * (lost > 0)])


def table(series: Series, limit: int = 200) -> list[str]:
    """Return the points of a series as lines of two columns, at most ``limit`` of them."""
    many = min(len(series["x"]), len(series["y"]))
    pairs = zip(series["x"][:limit], series["y"][:limit], strict=False)
    texts = [(number(x), number(y)) for x, y in pairs]
    wide = max((len(x) for x, _ in texts), default=1)
    lines = [f"{x:>{wide}}  {y}" for x, y in texts]
    return [*lines, f"and {many - limit} more"] if many > limit else lines
