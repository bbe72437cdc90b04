"""The horizontal lines of a frame, with what is written on them: a title, or the names of panes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from agtutor.app.theme import LOOK

Place = Literal["top", "middle", "bottom"]

CORNERS: dict[Place, tuple[str, str]] = {"top": ("┌", "┐"), "middle": ("├", "┤"), "bottom": ("└", "┘")}
LINE = "─"
BAR = "│"


class Rule(Widget):
    """One line of a frame.

    Attributes:
        heading: the title, or one part of it.
        panes: names after the title, of which one is current.
        current: the current pane's place in ``panes``; -1 where the title itself is current.
        aside: said in passing at the right end, where there is room.
    """

    DEFAULT_CSS = "Rule { height: 1; width: 1fr; }"

    heading: reactive[str] = reactive("")
    panes: reactive[tuple[str, ...]] = reactive(())
    current: reactive[int] = reactive(-1)
    aside: reactive[str] = reactive("")

    def __init__(self, place: Place, heading: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._corners = CORNERS[place]
        self.set_reactive(Rule.heading, heading)

    def show(self, heading: str, panes: Sequence[str] = (), current: int = -1) -> None:
        """Write a title and the names of panes on the line."""
        self.heading, self.panes, self.current = heading, tuple(panes), current

    def render(self) -> Content:
        """Return the line, as wide as there is room."""
        left, right = self._corners
        room = self.size.width - 2
        written = self._written()
        if written.cell_length > room - 1:
            written = written.truncate(max(0, room - 1), ellipsis=True)
        free = max(0, room - written.cell_length)
        aside = Content.styled(f" {self.aside} ", LOOK["quiet"]) if self.aside else Content("")
        if aside.cell_length + 2 > free:
            return Content.assemble(left, written, LINE * free, right)
        end = LINE if self.aside else ""
        fill = LINE * (free - aside.cell_length - len(end))
        return Content.assemble(left, written, fill, aside, end, right)

    def _written(self) -> Content:
        parts: list[str | tuple[str, str]] = []
        if self.heading:
            parts.append((self.heading, LOOK["heading"] if self.current < 0 else LOOK["quiet"]))
        for place, name in enumerate(self.panes):
            if parts:
                parts.append(f" {BAR} ")
            parts.append((name, LOOK["sign"] if place == self.current else LOOK["quiet"]))
        return Content.assemble(" ", *parts, " ") if parts else Content("")
