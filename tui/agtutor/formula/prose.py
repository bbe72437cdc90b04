"""LaTeX in prose, for a terminal: on one line, or in two dimensions.

What can't be typeset raises, with its span, so that an author hears of it; ``readable`` is for what a
learner sees, and shows the plain source instead.
"""

from __future__ import annotations

import re

from agtutor.errors import FormulaError
from agtutor.formula.typesetting import box, layout, oneline
from agtutor.formula.typesetting.box import Box
from agtutor.formula.typesetting.mathtext import parse
from agtutor.formula.typesetting.wrapping import wrapped
from agtutor.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Kind = Literal["text", "code", "inline", "display"]

WIDTH = 76
"""Terminal cells that a formula may take, unless told otherwise."""

_PIECES = re.compile(
    r"(?P<code>```.*?```|`[^`]*`)"
    r"|(?P<display>(?<!\\)\$\$.+?(?<!\\)\$\$)"
    r"|(?P<inline>(?<![\\$])\$(?!\s)[^$\n]+?(?<![\s\\])\$(?!\$))",
    re.DOTALL,
)


class Segment(Record):
    """A part of prose.

    Attributes:
        kind: plain text, code between backticks, or a formula in a line or on lines of its own.
        text: what stands there, without backticks or dollar signs.
        start: where ``text`` starts in the prose, in characters.
    """

    kind: Kind
    text: str
    start: int


def segments(prose: str) -> list[Segment]:
    r"""Return the parts of prose in order; ``\$`` is a dollar sign that opens nothing."""
    found: list[Segment] = []
    place = 0
    for piece in _PIECES.finditer(prose):
        if piece.start() > place:
            found.append(Segment("text", _plain(prose[place : piece.start()]), place))
        found.append(_segment(piece))
        place = piece.end()
    if place < len(prose):
        found.append(Segment("text", _plain(prose[place:]), place))
    return found


def inline(source: str, *, ascii: bool = False) -> str:
    """Return a formula on one line, with explicit parentheses.

    Raises:
        FormulaError: with the span of what can't be typeset.
    """
    return oneline.text(parse(source), ascii)


def display(source: str, *, width: int = WIDTH, ascii: bool = False) -> Box:
    """Return a formula in two dimensions; where it is too wide, parted at its operators.

    Where its parts are too wide as well, it is written on one line, and that is wrapped.

    Args:
        source: LaTeX.
        width: terminal cells that there are, at least 1.
        ascii: use ASCII characters alone.

    Raises:
        FormulaError: with the span of what can't be typeset.
    """
    tree = parse(source)
    drawn = layout.boxed(tree, ascii)
    if drawn.width <= width:
        return drawn
    parted = layout.broken(tree, width, ascii)
    if parted is not None:
        return parted
    lines = wrapped(oneline.text(tree, ascii), width)
    return box.above([box.line(line) for line in lines], where="left")


def check(source: str) -> None:
    """Raise ``FormulaError``, with its span, where a formula can't be typeset."""
    tree = parse(source)
    oneline.text(tree)
    layout.boxed(tree)


def readable(prose: str, *, ascii: bool = False) -> str:
    """Return prose for a learner as plain text: formulas on one line, or else as they are written."""
    return "".join(_readable(segment, ascii) for segment in segments(prose))


def _segment(piece: re.Match[str]) -> Segment:
    text, start = piece.group(), piece.start()
    if piece.lastgroup == "code":
        ticks = 3 if text.startswith("```") else 1
        return Segment("code", text[ticks:-ticks], start + ticks)
    if piece.lastgroup == "display":
        return Segment("display", text[2:-2], start + 2)
    return Segment("inline", text[1:-1], start + 1)


def _plain(text: str) -> str:
    return text.replace("\\$", "$")


def _readable(segment: Segment, ascii: bool) -> str:
    if segment.kind in ("inline", "display"):
        try:
            return inline(segment.text, ascii=ascii)
        except FormulaError:
            return segment.text
    return f"`{segment.text}`" if segment.kind == "code" else segment.text
