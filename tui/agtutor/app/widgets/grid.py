"""A table that scrolls, however long it is: only the rows in view are worked out."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from agtutor.app.tables import Row, Table

_GAP = "  "


class Grid(ScrollView):
    """A table with its headings always in view; arrows, page keys, Home and End scroll it."""

    DEFAULT_CSS = "Grid { height: 1fr; background: transparent; }"

    def __init__(self, table: Table) -> None:
        """Take the table."""
        super().__init__()
        self._table = table
        self._widths = table.widths()
        wide = sum(self._widths) + len(_GAP) * (len(self._widths) - 1)
        self.virtual_size = Size(wide, table.count + 1)

    def render_line(self, y: int) -> Strip:
        """Return one line: the headings, or the row that is scrolled there."""
        left, top = self.scroll_offset
        place = top + y - 1
        style = self.rich_style
        if y == 0:
            text, style = self._line(self._table.heads), style + Style(bold=True)
        else:
            text = self._line(self._table.row(place)) if place < self._table.count else ""
        wide = self.size.width
        return Strip([Segment(text, style)]).crop_extend(left, left + wide, self.rich_style)

    def _line(self, cells: Row) -> str:
        head, *rest = cells
        first, *widths = self._widths
        return _GAP.join([f"{head:{first}}", *(f"{c:>{w}}" for c, w in zip(rest, widths, strict=True))])
