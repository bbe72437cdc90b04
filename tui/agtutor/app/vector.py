"""A figure as SVG: a drawing of lines that any browser shows, with its reading in words inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from agtutor.app.plotting import MOST_POINTS, name, read, thinned
from agtutor.app.reading import Point, stretches
from agtutor.app.scales import AXES, logarithmic, marks, placed
from agtutor.case.evidence import Figure, Series

WIDTH, HEIGHT = 720, 450
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 20, 40, 60
_MARKS = 8
_COLOURS = ("#1a55a8", "#a8261d", "#1c6630", "#6b3fa0", "#7d5300")
_DASHES = ("none", "8 4", "2 3", "10 3 2 3")
"""Colours alone wouldn't tell curves apart on paper, nor to everybody."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where numbers stand on the sheet."""

    low: Point
    high: Point

    def at(self, point: Point) -> Point:
        """Return the place on the sheet of a point, in pixels."""
        across = _share(point[0], self.low[0], self.high[0])
        up = _share(point[1], self.low[1], self.high[1])
        wide, tall = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
        return round(_LEFT + across * wide, 2), round(HEIGHT - _BOTTOM - up * tall, 2)


def svg(figure: Figure) -> str:
    """Return the figure as an SVG document. Titles and labels are text in it, whatever they contain."""
    logs = logarithmic(figure)
    drawn = [
        [part for part in (placed(part, logs) for part in stretches(series)) if part]
        for series in figure["series"]
    ]
    points = [point for parts in drawn for part in parts for point in part]
    body = list(_words(figure))
    if points:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        frame = _Frame((min(xs), min(ys)), (max(xs), max(ys)))
        body += _axis_marks(figure, points, frame)
        for place, (series, parts) in enumerate(zip(figure["series"], drawn, strict=True)):
            body += _drawn(series, parts, frame, place)
        body += _legend(figure) if len(drawn) > 1 else []
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" role="img" font-family="sans-serif" font-size="13" fill="#20242b">'
    )
    return "\n".join([head, *body, "</svg>"]) + "\n"


def _share(value: float, low: float, high: float) -> float:
    """Return how far along a value is; halves, so that the widest range of floats doesn't overflow."""
    spread = high / 2 - low / 2
    return (value / 2 - low / 2) / spread if spread > 0 else 0.5


def _text(x: float, y: float, words: str, anchor: str = "middle", more: str = "") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{more}>{escape(words)}</text>'


def _words(figure: Figure) -> Iterator[str]:
    yield f"<title>{escape(figure['title'] or 'Plot')}</title>"
    yield f"<desc>{escape(' '.join(read(figure)))}</desc>"
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    wide, tall = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
    box = f'x="{_LEFT}" y="{_TOP}" width="{wide}" height="{tall}"'
    yield f'<rect {box} fill="none" stroke="#565c66"/>'
    if figure["title"]:
        yield _text(_LEFT + wide / 2, _TOP - 15, figure["title"], more=' font-weight="bold"')
    if figure["xlabel"]:
        yield _text(_LEFT + wide / 2, HEIGHT - 15, figure["xlabel"])
    if figure["ylabel"]:
        middle = _TOP + tall / 2
        yield _text(16, middle, figure["ylabel"], more=f' transform="rotate(-90 16 {middle})"')


def _axis_marks(figure: Figure, points: Sequence[Point], frame: _Frame) -> Iterator[str]:
    logs = logarithmic(figure)
    for place, axis in enumerate(AXES):
        values = [point[place] for point in points]
        places, texts = marks(values, _MARKS, log=axis in logs)
        for value, text in zip(places, texts, strict=True):
            x, y = frame.at((value, frame.low[1]) if axis == "x" else (frame.low[0], value))
            if axis == "x":
                foot = HEIGHT - _BOTTOM
                yield f'<path d="M{x} {foot}v6" stroke="#565c66"/>{_text(x, foot + 20, text)}'
            else:
                said = _text(_LEFT - 10, y + 4, text, "end")
                yield f'<path d="M{_LEFT} {y}h-6" stroke="#565c66"/>{said}'


def _drawn(
    series: Series, parts: Sequence[Sequence[Point]], frame: _Frame, place: int
) -> Iterator[str]:
    colour = _COLOURS[place % len(_COLOURS)]
    many = sum(map(len, parts))
    for part in parts:
        kept = [frame.at(one) for one in thinned(part, max(2, MOST_POINTS * len(part) // many))]
        if series["call"] == "plot" and len(kept) > 1:
            path = " ".join(f"{x},{y}" for x, y in kept)
            yield f'<polyline points="{path}" {_pen(place)}/>'
        else:
            yield from (f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in kept)


def _pen(place: int) -> str:
    colour, dash = _COLOURS[place % len(_COLOURS)], _DASHES[place % len(_DASHES)]
    return f'fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"'


def _legend(figure: Figure) -> Iterator[str]:
    for place, series in enumerate(figure["series"]):
        y = _TOP + 18 + 18 * place
        if series["call"] == "plot":
            yield f'<path d="M{_LEFT + 10} {y - 4}h28" {_pen(place)}/>'
        else:
            colour = _COLOURS[place % len(_COLOURS)]
            yield f'<circle cx="{_LEFT + 24}" cy="{y - 4}" r="3" fill="{colour}"/>'
        yield _text(_LEFT + 46, y, name(series, place), "start")
