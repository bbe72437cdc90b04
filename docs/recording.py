"""Pictures that move: the frames of an app in one SVG, in which each line is drawn once.

Nothing but style sheets moves it, so that it plays wherever a picture is shown. Where nothing plays it,
its last frame stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.app import App

CELL, LINE, SIZE = 8.4, 17.0, 14
"""The width of a character, the height of a line and the size of the letters, in pixels."""

MARGIN, RISE = 12.0, 13.0
"""Around the screen, and from the top of a line to the foot of its letters, in pixels."""

BACK, FORE = "#14161b", "#d9dce3"

Row = tuple[Segment, ...]
Spans = tuple[tuple[int, int], ...]


@dataclass
class Recording:
    """The frames of an app, each with how long it is shown.

    Attributes:
        columns: how wide the screen is, in characters.
        lines: how high it is.
        frames: the lines of each frame, and its milliseconds.
    """

    columns: int
    lines: int
    frames: list[tuple[list[Row], int]] = field(default_factory=list)

    def add(self, app: App[Any], milliseconds: int) -> None:
        """Add what an app shows now."""
        strips = app.screen._compositor.render_strips()
        rows = [tuple(Segment(part.text, part.style) for part in strip.simplify()) for strip in strips]
        self.frames.append((rows, milliseconds))

    def svg(self) -> str:
        """Return all of it as one picture."""
        total = sum(milliseconds for _, milliseconds in self.frames)
        shown = self._shown()
        names = {spans: f"t{place}" for place, spans in enumerate(dict.fromkeys(shown.values()))}
        width, height = self.columns * CELL + 2 * MARGIN, self.lines * LINE + 2 * MARGIN
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">',
                f"<style>text{{font:{SIZE}px monospace;white-space:pre}}",
                *(_rule(name, spans, total) for spans, name in names.items()),
                "</style>",
                f'<rect width="100%" height="100%" rx="8" fill="{BACK}"/>',
                *(_group(names[spans], y, row) for (y, row), spans in shown.items()),
                "</svg>\n",
            ]
        )

    def _shown(self) -> dict[tuple[int, Row], Spans]:
        """Return each line at its place, and from when to when it is to be seen there."""
        found: dict[tuple[int, Row], Spans] = {}
        now = 0
        for rows, milliseconds in self.frames:
            for y, row in enumerate(rows):
                before = found.get((y, row), ())
                goes_on = bool(before) and before[-1][1] == now
                start = before[-1][0] if goes_on else now
                found[y, row] = (*(before[:-1] if goes_on else before), (start, now + milliseconds))
            now += milliseconds
        return found


def _rule(name: str, spans: Spans, total: int) -> str:
    """Return when what has this class is to be seen."""
    if spans == ((0, total),):
        return ""
    last = "visible" if spans[-1][1] == total else "hidden"
    stops = [] if spans[0][0] == 0 else ["0%{visibility:hidden}"]
    for start, end in spans:
        stops.append(f"{100 * start / total:.2f}%{{visibility:visible}}")
        if end < total:
            stops.append(f"{100 * end / total:.2f}%{{visibility:hidden}}")
    moves = f"animation:{name} {total}ms step-end infinite"
    return f".{name}{{visibility:{last};{moves}}}@keyframes {name}{{{''.join(stops)}}}"


def _group(name: str, y: int, row: Row) -> str:
    return f'<g class="{name}">{"".join(_pieces(y, row))}</g>'


def _pieces(y: int, row: Row) -> Iterator[str]:
    """Yield what is drawn of a line: backgrounds, and text."""
    x = 0
    for part in row:
        fore, back = _colours(part.style or Style())
        if back != BACK:
            yield (
                f'<rect x="{MARGIN + x * CELL:.1f}" y="{MARGIN + y * LINE:g}" '
                f'width="{part.cell_length * CELL:.1f}" height="{LINE:g}" fill="{back}"/>'
            )
        yield _text(part, x, y, fore)
        x += part.cell_length


def _text(part: Segment, x: int, y: int, fore: str) -> str:
    words = part.text.strip(" ")
    if not words:
        return ""
    left = x + len(part.text) - len(part.text.lstrip(" "))
    bold = ' font-weight="bold"' if part.style and part.style.bold else ""
    long = Segment(words).cell_length * CELL
    return (
        f'<text x="{MARGIN + left * CELL:.1f}" y="{MARGIN + y * LINE + RISE:g}" '
        f'textLength="{long:.1f}" fill="{fore}"{bold}>{escape(words)}</text>'
    )


def _colours(style: Style) -> Sequence[str]:
    """Return the colours of letters and of what is behind them."""
    fore = style.color.triplet.hex if style.color and style.color.triplet else FORE
    back = style.bgcolor.triplet.hex if style.bgcolor and style.bgcolor.triplet else BACK
    return (back, fore) if style.reverse else (fore, back)
