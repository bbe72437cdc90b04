"""What there is to say about one name: how it is called, and its documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from agtutor.app.keys import key_of
from agtutor.app.screens.sheet import Sheet
from agtutor.app.theme import LOOK

if TYPE_CHECKING:
    from agtutor.case.looking import Look

UNTOLD = "Nothing more is written about it."


class NameScreen(Sheet[bool]):
    """The documentation of a name. Dismissed with whether the help of all keys is wanted instead."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "close", priority=True),
        Binding("f1", "dismiss(True)", "all keys", priority=True, id="lesson.help"),
    ]

    def __init__(self, name: str, look: Look) -> None:
        """Take the dotted name, and what was found."""
        super().__init__()
        self._called = name
        self._look = look

    def compose(self) -> ComposeResult:
        """Show the text; the arrows and the page keys scroll it."""
        look, told = self._look, self._look["told"]
        gap = "" if look["sort"] in ("function", "class") else " " * bool(told)
        head = Content.assemble((self._called, LOOK["sign"]), gap, told)
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_title = Content(self._called)
            sheet.border_subtitle = f"{self.closes()} · {key_of('help')} shows all keys"
            yield Static(Content("\n\n").join([head, Content(look["says"] or UNTOLD)]))
