"""What the terminal shows, kept in mind, so that only what differs is sent to it.

Textual sends a whole widget where one of its cells changed, and the whole screen where the layout did.
That is quick to work out, and slow over a slow line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

_PIECE = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H|\x1b\[(?P<look>[\d;]*)m|(?P<down>\n)"
    r"|(?P<sync>\x1b\[\?2026[hl])|(?P<text>[^\x00-\x1f\x7f]+)"
)
_BRIDGED = 4
"""So many cells that are as they were are sent again, where to step over them costs as much."""

Cell = tuple[str, str]


class Glass:
    """The cells of a terminal as far as they are known, and where its cursor and its pen are."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._row = self._column = 0  # where Textual's text goes next
        self._style = ""  # and in which look: the parameters of SGR since the last reset
        self.forget()

    def forget(self) -> None:
        """Know nothing any more: the terminal has another size, or something else was drawn on it."""
        self._cells: dict[tuple[int, int], Cell] = {}
        self._wide = 0  # the terminal has at least so many columns
        self._at: tuple[int, int] | None = None  # where its cursor is
        self._pen: str | None = None

    def through(self, data: str) -> str:
        """Return what has to be sent in the place of what Textual sends.

        Args:
            data: moves, looks and text. If it holds anything else, it is sent as it is.
        """
        pieces = list(_PIECE.finditer(data))
        if sum(len(piece.group()) for piece in pieces) != len(data):
            self.forget()
            return data
        sent = [out for piece in pieces for out in self._take(piece)]
        if any(piece.lastgroup != "sync" for piece in pieces):
            sent.append(self._moved(self._row, self._column))
        return "".join(sent)

    def _take(self, piece: re.Match[str]) -> Iterator[str]:
        match piece.lastgroup:
            case "column":
                self._row, self._column = int(piece["row"]) - 1, int(piece["column"]) - 1
            case "look":
                self._style = self._look(piece["look"])
            case "down":
                self._row += 1
            case "text":
                yield from self._write(piece["text"])

    def _look(self, parameters: str) -> str:
        if parameters in ("", "0"):
            return ""
        return f"{self._style};{parameters}" if self._style else parameters

    def _write(self, text: str) -> Iterator[str]:
        cells, row, start, style = self._cells, self._row, self._column, self._style
        width = cell_len(text)
        self._column += width
        self._wide = max(self._wide, self._column)
        if not _is_even(text):  # wide signs, or marks on others: not worth the bookkeeping
            for column in range(start - 1, self._column + 1):  # marks may join the cell before
                cells.pop((row, column), None)
            yield self._drawn(start, text, width)
            return
        changed = [
            place for place, sign in enumerate(text) if cells.get((row, start + place)) != (sign, style)
        ]
        for first, last in _stretches(changed):
            yield self._drawn(start + first, text[first:last], last - first)
        cells.update({(row, start + place): (text[place], style) for place in changed})

    def _drawn(self, column: int, text: str, width: int) -> str:
        """Return a stretch of cells, with the move and the look before it."""
        move = self._moved(self._row, column)
        look = ""
        if self._pen != self._style:
            whole = ";".join(part for part in ("" if self._pen == "" else "0", self._style) if part)
            look = f"\x1b[{whole}m"
            self._pen = self._style
        end = column + width
        self._at = (self._row, end) if end < self._wide else None  # at the edge, terminals differ
        return move + look + text

    def _moved(self, row: int, column: int) -> str:
        """Return the shortest move of the cursor."""
        before, self._at = self._at, (row, column)
        if before == (row, column):
            return ""
        if before is None or before[0] != row:
            return f"\x1b[{row + 1};{column + 1}H"
        far = abs(column - before[1])
        return f"\x1b[{far if far > 1 else ''}{'C' if column > before[1] else 'D'}"


def _is_even(text: str) -> bool:
    """Tell whether each character takes one cell."""
    return text.isascii() or all(cell_len(sign) == 1 for sign in text)


def _stretches(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches that hold these places, as first and behind last; small gaps are bridged."""
    first = last = -1
    for place in places:
        if first >= 0 and place - last > _BRIDGED:
            yield first, last + 1
            first = place
        first, last = (place if first < 0 else first), place
    if first >= 0:
        yield first, last + 1
