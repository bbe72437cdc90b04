"""Numbers with room for themselves: the points of a plot, the entries of a tensor."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from agtutor.app.screens.sheet import Sheet
from agtutor.app.tables import Table
from agtutor.app.widgets.grid import Grid
from agtutor.lab.text import sanitise


class NumbersScreen(Sheet[None]):
    """A table, under words about it."""

    DEFAULT_CSS = "NumbersScreen .sheet { height: 90%; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "close", priority=True),
        Binding("t", "close", priority=True, id="plot.table"),
    ]

    def __init__(self, heading: str, words: str, table: Table | None) -> None:
        """Take what the table is of, what there is to say of it, and the table if there is one."""
        super().__init__()
        self._heading, self._words, self._table = heading, words, table

    def compose(self) -> ComposeResult:
        """Show the words, then the table."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = Content(self._heading)
            sheet.border_subtitle = f"Arrows, PgUp, PgDn scroll · {self.closes()}"
            yield Static(Content(sanitise(self._words)))
            if self._table is not None:
                yield Grid(self._table)
