"""The answers so far, and what was said to them; one can be taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from agtutor.app.printing import printed
from agtutor.app.theme import LOOK
from agtutor.app.widgets.verdict import headed
from agtutor.lab.text import sanitise

if TYPE_CHECKING:
    from agtutor.walkthrough.progress import Entry

_LINES = 4
"""How many lines of an answer's output are shown in the list."""


def cell(number: int, entry: Entry) -> Content:
    """Return an answer with its output and verdict, as In and Out of its step."""
    lead = f"In [{number}]  "
    answer = sanitise(entry.answer).replace("\n", "\n" + " " * len(lead)) or "(read)"
    out = sanitise(printed(entry.output, entry.echo)).splitlines()
    cut = [f"… {len(out) - _LINES} more lines"] if len(out) > _LINES else []
    said = headed(entry.verdict)[0].content
    parts = [
        Content.assemble((lead, LOOK["sign"]), answer),
        *(Content.styled(line, LOOK["quiet"]) for line in [*out[:_LINES], *cut]),
        said,
        Content(""),
    ]
    return Content("\n").join(parts)


class HistoryScreen(ModalScreen[str | None]):
    """Dismissed with the text of an answer to take up, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f7", "close", "close", priority=True)]

    def __init__(self, entries: Sequence[tuple[int, Entry]]) -> None:
        """Take the answers with the numbers of their steps, oldest first."""
        super().__init__()
        self._entries = entries

    def compose(self) -> ComposeResult:
        """Show the answers, the newest at the end and picked."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = "Your answers"
            sheet.border_subtitle = "Enter takes one up · Esc closes"
            if not self._entries:
                yield Static("No answers yet.", classes="quiet")
                return
            listed = OptionList(*(Option(cell(number, entry)) for number, entry in self._entries))
            listed.highlighted = len(self._entries) - 1
            yield listed

    def on_mount(self) -> None:
        """Bring the newest answer into view; before the first layout, none has a place yet."""
        for listed in self.query(OptionList):
            self.call_after_refresh(listed.scroll_to_highlight)

    @on(OptionList.OptionSelected)
    def _taken(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._entries[event.option_index][1].answer)

    def action_close(self) -> None:
        """Close, and take nothing up."""
        self.dismiss(None)
