"""Where text is typed: Enter runs what is complete, Up and Down walk through earlier answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from agtutor.app.complete import indentation
from agtutor.app.keys import meant
from agtutor.app.messages import PaneScrolled
from agtutor.app.recall import Recall
from agtutor.app.widgets.inorder import actions

_PAGES = {"page_up": -1, "page_down": 1}
_OURS = ("f6", "f7", "ctrl+z", "ctrl+y", "super+z", "super+y", "shift+tab")
"""Keys of a text area that the app uses for something else, or that can be moved."""

_BINDINGS: list[BindingType] = [
    key
    for key in TextArea.BINDINGS
    if not isinstance(key, Binding) or not {*key.key.split(",")} & {*_OURS}
]
_ACTIONS = actions(_BINDINGS, without=["ctrl+c", "super+c"])
"""What is run in its place among the characters; to copy is left to whoever has something selected."""

_MOVED = {"empty": "empty", "undo": "undo", "redo": "redo", "away": "app.focus_previous"}
"""The actions of keys that can be moved and need no more than to be run."""


class Editor(TextArea, inherit_bindings=False):
    """A soft-wrapped editor that knows when its text is complete."""

    BINDINGS: ClassVar[list[BindingType]] = _BINDINGS

    @dataclass
    class Submitted(Message):
        """Enter was pressed on a complete text."""

        text: str

    def __init__(
        self,
        text: str = "",
        *,
        complete: Callable[[str], bool],
        one_line: bool = False,
        placeholder: str = "",
        language: str | None = None,
    ) -> None:
        """Make an editor.

        Args:
            text: what stands in it at first.
            complete: tells whether Enter runs a text, or opens a new line in it.
            one_line: Enter always runs, and pasted line breaks become spaces.
            placeholder: shown while it is empty.
            language: the grammar by which it is coloured, if there is one.
        """
        super().__init__(
            text,
            language=language,
            soft_wrap=True,
            tab_behavior="focus" if one_line else "indent",
            highlight_cursor_line=False,
            compact=True,
            placeholder=placeholder,
        )
        self.cursor_blink = False  # an idle screen sends nothing over the line
        self.recall = Recall()
        self._complete = complete
        self._one_line = one_line
        self.move_cursor(self.document.end)

    def put(self, text: str) -> None:
        """Replace the text; the cursor goes to its end."""
        self.load_text(text)
        self.move_cursor(self.document.end)

    def select_last(self, length: int) -> None:
        """Select the last characters of the last line, so that what is typed takes their place."""
        row, column = self.document.end
        self.selection = Selection((row, column - length), (row, column))

    def action_empty(self) -> None:
        """Empty the editor; undo brings the text back."""
        self.clear()

    def action_newline(self) -> None:
        """Open a new line, indented like this one; in a single line, do nothing."""
        if not self._one_line:
            row, column = self.cursor_location
            lead = indentation(self.document.get_line(row)[:column])
            self.move_cursor(self.replace("\n" + lead, *self.selection).end_location)

    def point_at(self, place: int) -> None:
        """Put the cursor at the ``place``-th character of the text, from 0."""
        before = self.text[:place].split("\n")
        self.move_cursor((len(before) - 1, len(before[-1])))

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Bring the cursor into view.

        In the middle of an undo, its line may be gone before it has its new place; that brings it into
        view once more.
        """
        if self.cursor_location[0] >= self.document.line_count:
            return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)

    async def on_key(self, event: events.Key) -> None:
        """Take the keys that mean something else here than in a plain text area."""
        meaning = meant(event.key, "editor")
        match meaning or event.key:
            case "escape":
                event.prevent_default()  # the screen decides what Escape leaves
                return
            case "submit":
                self._enter()
            case "enter" if self._one_line:
                pass  # where it was moved away, it opens a line; here there is one alone
            case "older" if self.navigator.is_first_wrapped_line(self.cursor_location):
                self._recalled(self.recall.older(self.text))
            case "newer" if self.navigator.is_last_wrapped_line(self.cursor_location):
                self._recalled(self.recall.newer())
            case "page_up" | "page_down":
                self.post_message(PaneScrolled(_PAGES[meaning]))
            case action if action in _MOVED and meaning:
                await self.run_action(_MOVED[action])
            case _ if meant(event.key, "lesson") == "newline":
                self.action_newline()
            case _ if event.key in _ACTIONS:
                await self.run_action(_ACTIONS[event.key])
            case _:
                return
        event.prevent_default()
        event.stop()

    async def on_paste(self, event: events.Paste) -> None:
        """In a single line, make one line of what is pasted."""
        if self._one_line:
            event.text = " ".join(event.text.split())

    def _enter(self) -> None:
        row, _ = self.cursor_location
        below = "".join(self.text.split("\n")[row + 1 :])
        if self._one_line or (not below.strip() and self._complete(self.text)):
            self.move_cursor(self.cursor_location)  # nothing stays selected: Ctrl+C stops the run
            self.post_message(self.Submitted(self.text))
        else:
            self.action_newline()

    def _recalled(self, text: str | None) -> None:
        if text is not None:
            self.put(text)
