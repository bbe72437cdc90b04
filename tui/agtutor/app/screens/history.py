"""The answers so far, and what was said to them; one can be taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from agtutor.app.keys import key_of
from agtutor.app.printing import printed
from agtutor.app.screens.sheet import Sheet
from agtutor.app.theme import LOOK
from agtutor.app.widgets.verdict import headed
from agtutor.lab.text import sanitise

if TYPE_CHECKING:
    from agtutor.walkthrough.progress import Entry

_LINES = 4
"""How many lines of an answer's output are shown in the list."""


_MOVES = {"up": "cursor_up", "down": "cursor_down", "pageup": "page_up", "pagedown": "page_down"}


def cell(number: int, entry: Entry) -> Content:
    """Return an answer with its output and verdict, as In and Out of its step."""
    lead = f"In [{number}]  "
    answer = sanitise(entry.answer).replace("\n", "\n" + " " * len(lead)) or "(read)"
    out = sanitise(printed(entry.output, entry.echo)).splitlines()
    more = len(out) - _LINES
    cut = [f"… {more} more line{'s' * (more > 1)}"] if more > 0 else []
    said = headed(entry.verdict)[0].content
    parts = [
        Content.assemble((lead, LOOK["sign"]), answer),
        *(Content.styled(line, LOOK["quiet"]) for line in [*out[:_LINES], *cut]),
        said,
        Content(""),
    ]
    return Content("\n").join(parts)


def has_words(answer: str, wanted: str) -> bool:
    """Tell whether an answer has all these words in it, whatever their case and order."""
    return all(word in answer.lower() for word in wanted.lower().split())


class Filter(Input):
    """A line to type words in, which hands the keys that move on to the list below it."""

    DEFAULT_CSS = "Filter { dock: top; }"

    def __init__(self) -> None:
        super().__init__(placeholder="type to find an answer", compact=True)
        self.cursor_blink = False  # an idle screen sends nothing over the line

    @dataclass
    class Moved(Message):
        """A key was pressed that moves within the list."""

        action: str

    def on_key(self, event: events.Key) -> None:
        """Hand on what moves up and down, in the order in which it was typed."""
        if event.key in _MOVES:
            self.post_message(self.Moved(_MOVES[event.key]))
            event.prevent_default()
            event.stop()


class HistoryScreen(Sheet[str | None]):
    """Dismissed with the text of an answer to take up, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f7", "close", priority=True, id="lesson.history"),
        Binding("ctrl+r", "close", priority=True, id="lesson.search"),
        Binding("enter", "take", priority=True, id="sheet.take"),
    ]

    def __init__(self, entries: Sequence[tuple[int, Entry]]) -> None:
        """Take the answers with the numbers of their steps, oldest first."""
        super().__init__()
        self._entries = self._found = entries

    def compose(self) -> ComposeResult:
        """Show the answers, the newest at the end and picked."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = "Your answers"
            sheet.border_subtitle = f"{key_of('take', 'sheet')} takes one up · {self.closes()}"
            if not self._entries:
                yield Static("No answers yet.", classes="quiet")
                return
            yield Filter()
            yield OptionList()

    def on_mount(self) -> None:
        """List all answers."""
        if self._entries:
            self._list("")

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the answer that is picked in view."""
        for listed in self.query(OptionList):
            self.call_after_refresh(listed.scroll_to_highlight)

    @on(Input.Changed)
    def _filtered(self, event: Input.Changed) -> None:
        self._list(event.value)

    def _list(self, wanted: str) -> None:
        """List the answers with those words in them, in any case; the newest is picked."""
        self._found = [pair for pair in self._entries if has_words(pair[1].answer, wanted)]
        listed = self.query_one(OptionList)
        listed.set_options(Option(cell(number, entry)) for number, entry in self._found)
        listed.highlighted = len(self._found) - 1 if self._found else None
        self.call_after_refresh(listed.scroll_to_highlight)  # before a layout, none has a place yet

    @on(Filter.Moved)
    async def _moved(self, event: Filter.Moved) -> None:
        await self.query_one(OptionList).run_action(event.action)

    def action_take(self) -> None:
        """Take up the answer that is picked."""
        place = self.query_one(OptionList).highlighted if self._entries else None
        if place is not None:
            self.dismiss(self._found[place][1].answer)

    @on(OptionList.OptionSelected)
    def _taken(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._found[event.option_index][1].answer)
