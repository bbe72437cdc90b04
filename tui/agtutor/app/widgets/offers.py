"""The names that may be typed next, under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Offset
from textual.widgets import Static

from agtutor.app.keys import key_of
from agtutor.app.theme import LOOK

if TYPE_CHECKING:
    from agtutor.case.looking import Offer

TAKES = "{key} takes it · Esc closes"
ROWS = 6
"""How many names are in view."""

_WIDEST = 72


class Offers(Static):
    """A small list that lies over the screen. It never has the focus: the editor hands it its keys.

    Attributes:
        offers: the names.
        place: which of them Tab takes.
    """

    DEFAULT_CSS = """
    Offers {
        overlay: screen;
        display: none;
        background: $panel;
        color: $foreground;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.offers: Sequence[Offer] = ()
        self.place = 0

    @property
    def open(self) -> bool:
        """Whether there is something to take."""
        return bool(self.offers)

    @property
    def name_taken(self) -> str:
        """The name that Tab takes."""
        return self.offers[self.place]["name"]

    def show(self, offers: Sequence[Offer], under: Offset) -> None:
        """Show names.

        Args:
            offers: at least one.
            under: where on the screen the name begins that is being typed.
        """
        self.offers, self.place = offers, 0
        self._draw(under)

    def say(self, words: str, under: Offset) -> None:
        """Say why there is nothing to take, until the next key."""
        self.offers = ()
        self._put([Content.styled(f" {words} ", LOOK["quiet"])], under)

    def move(self, by: int, under: Offset) -> None:
        """Take another one, round and round."""
        self.place = (self.place + by) % len(self.offers)
        self._draw(under)

    def close(self) -> None:
        """Take it off the screen."""
        self.offers = ()
        self.display = False

    def _draw(self, under: Offset) -> None:
        top = max(0, min(self.place - ROWS // 2, len(self.offers) - ROWS))
        shown = list(enumerate(self.offers))[top : top + ROWS]
        rows = [self._row(offer, taken=place == self.place) for place, offer in shown]
        says = self.offers[self.place]["says"]
        count = f"{self.place + 1} of {len(self.offers)} · " if len(self.offers) > ROWS else ""
        foot = f"{count}{says or TAKES.format(key=key_of('complete', 'editor'))}"
        self._put([*rows, Content.styled(f" {foot} ", LOOK["quiet"])], under)

    @staticmethod
    def _row(offer: Offer, *, taken: bool) -> Content:
        gap = " " if offer["sort"] in ("value", "module") else ""
        told = Content.styled(gap + offer["told"], LOOK["quiet"]) if offer["told"] else Content("")
        name = Content.styled(offer["name"], LOOK["sign"] if taken else "")
        return Content.assemble("›" if taken else " ", name, told, " ")

    def _put(self, rows: Sequence[Content], under: Offset) -> None:
        room = self.app.size
        width = min(max(row.cell_length for row in rows), _WIDEST, room.width)
        below = under.y + 1 + len(rows) <= room.height
        y = under.y + 1 if below else max(0, under.y - len(rows))
        self.styles.width, self.styles.height = width, len(rows)
        self.absolute_offset = Offset(max(0, min(under.x - 1, room.width - width)), y)
        self.update(Content("\n").join(row.truncate(width, ellipsis=True, pad=True) for row in rows))
        self.display = True
