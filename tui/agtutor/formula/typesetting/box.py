"""A box of characters: what 2-D formulas are built of. Immutable; every line has the same width.

Widths count terminal cells, not characters: a combining mark has none, an East Asian letter two.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from agtutor.record import Record


def _cell(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cells(text: str) -> int:
    """Return how many terminal cells a text takes; control characters count as none."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(_cell, text))


class Box(Record):
    """Lines of equal width, one of which stands level with the text around it.

    Attributes:
        lines: the rows, top first, filled up with blanks to the width.
        width: terminal cells.
        baseline: the row, from 0, that neighbours line up with.
    """

    lines: tuple[str, ...]
    width: int
    baseline: int = 0

    @property
    def height(self) -> int:
        """The number of rows, at least 1."""
        return len(self.lines)

    @property
    def level(self) -> str:
        """The row at the baseline."""
        return self.lines[self.baseline]

    def __str__(self) -> str:
        """Return the rows with line ends between them and no blanks before a line end."""
        return "\n".join(row.rstrip() for row in self.lines)


EMPTY = Box(("",), 0)
"""A box of no width, one row high."""


def line(text: str) -> Box:
    """Return a box of one row."""
    return Box((text,), cells(text))


def padded(box: Box, *, left: int = 0, right: int = 0, above: int = 0, below: int = 0) -> Box:
    """Return the box with blanks around it; the baseline stays with its row."""
    width = left + box.width + right
    blank = " " * width
    rows = [f"{' ' * left}{row}{' ' * right}" for row in box.lines]
    return Box((*[blank] * above, *rows, *[blank] * below), width, box.baseline + above)


def aligned(box: Box, width: int, where: str = "centre") -> Box:
    """Return the box widened to ``width``, its content at the ``left``, ``right`` or ``centre``."""
    spare = width - box.width
    if spare <= 0:
        return box
    left = {"left": 0, "right": spare}.get(where, spare // 2)
    return padded(box, left=left, right=spare - left)


def beside(boxes: Sequence[Box], gaps: Iterable[int] = ()) -> Box:
    """Return the boxes in a row, baseline by baseline; ``gaps`` are the blanks between them."""
    if not boxes:
        return EMPTY
    rise = max(box.baseline for box in boxes)
    drop = max(box.height - box.baseline for box in boxes)
    blanks = [0, *gaps]
    blanks += [0] * (len(boxes) - len(blanks))
    columns = [
        padded(
            box,
            left=blank,
            above=rise - box.baseline,
            below=drop - box.height + box.baseline,
        )
        if blank or box.height < rise + drop
        else box
        for box, blank in zip(boxes, blanks, strict=False)
    ]
    rows = tuple(map("".join, zip(*(column.lines for column in columns), strict=True)))
    return Box(rows, sum(column.width for column in columns), rise)


def above(boxes: Sequence[Box], *, level: int = 0, where: str = "centre") -> Box:
    """Return the boxes one below the other; the result's baseline is that of ``boxes[level]``."""
    width = max(box.width for box in boxes)
    rows = tuple(row for box in boxes for row in aligned(box, width, where).lines)
    before = sum(box.height for box in boxes[:level])
    return Box(rows, width, before + boxes[level].baseline)


def fraction(over: Box, under: Box, bar: str, *, overhang: int = 0) -> Box:
    """Return one box over another with a bar between them, which is the baseline."""
    width = max(over.width, under.width, 1) + 2 * overhang
    return above((over, line(bar * width), under), level=1)


def limits(base: Box, upper: Box | None, lower: Box | None) -> Box:
    """Return a sign with limits over and under it, like those of a sum."""
    stack = [box for box in (upper, base, lower) if box is not None]
    return above(stack, level=0 if upper is None else 1)


def attached(base: Box, script: Box, row: int) -> Box:
    """Return the base with a one-row script to its right, at a row counted from the base's top.

    A row above the base (-1) or below it makes room there.
    """
    body = padded(base, above=max(0, -row), below=max(0, row - base.height + 1))
    rows = [" " * script.width] * body.height
    rows[max(0, row)] = script.level
    return beside((body, Box(tuple(rows), script.width, body.baseline)))


def raised(base: Box, script: Box) -> Box:
    """Return the base with a one-row script at its upper right, never level with its baseline."""
    return attached(base, script, 0 if base.baseline else -1)


def lowered(base: Box, script: Box) -> Box:
    """Return the base with a one-row script at its lower right, never level with its baseline."""
    last = base.height - 1
    return attached(base, script, last if base.baseline < last else last + 1)


def scripts(base: Box, upper: Box, lower: Box) -> Box:
    """Return the base with both one-row scripts in one column, at its upper and its lower right."""
    width = max(upper.width, lower.width)
    body = padded(base, above=int(base.baseline == 0), below=int(base.baseline == base.height - 1))
    rows = [" " * width] * body.height
    rows[0] = aligned(upper, width, "left").level
    rows[-1] = aligned(lower, width, "left").level
    return beside((body, Box(tuple(rows), width, body.baseline)))


def corners(base: Box, upper: Box, lower: Box) -> Box:
    """Return a base of several rows with one-row scripts beside its first and its last row."""
    width = max(upper.width, lower.width)
    rows = [" " * width] * base.height
    rows[0] = aligned(upper, width, "left").level
    rows[-1] = aligned(lower, width, "left").level
    return beside((base, Box(tuple(rows), width, base.baseline)))


def bracket(pieces: str, height: int, middle: int) -> Box:
    """Return a bracket of that height from its pieces.

    Args:
        pieces: the one-row form, top, extension, bottom and, for braces, the middle piece; one
            character each.
        height: rows.
        middle: the row of the middle piece, and the baseline.
    """
    if height == 1:
        return Box((pieces[0],), 1)
    rows = [pieces[1], *[pieces[2]] * (height - 2), pieces[3]]
    if len(pieces) > 4:
        rows[middle] = pieces[4]
    return Box(tuple(rows), 1, middle)


def root(body: Box, index: Box | None) -> Box:
    """Return a body of any height under a root sign, with the index in its crook."""
    rows = [f"│{row}" for row in body.lines]
    sign = Box((f"┌{'─' * body.width}", *rows), body.width + 1, body.baseline + 1)
    width = index.width if index else 0
    hook = [" " * (width + 1)] * sign.height
    hook[-1] = " " * width + "╲"
    if index:
        hook[-2] = index.level + " "
    return beside((Box(tuple(hook), width + 1, sign.baseline), sign))
