"""Answers that are typed: code, a value, or Enter alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Static, TextArea

from agtutor.app.keys import key_of, meant
from agtutor.app.messages import AnswerEdited, AnswerSubmitted, PaneScrolled
from agtutor.app.widgets.answers.base import AnswerPane
from agtutor.app.widgets.code_editor import CodeEditor
from agtutor.app.widgets.editor import Editor

if TYPE_CHECKING:
    from agtutor.case.evidence import Failure

HOLE = "None"
"""What a starter ends with where the learner's own words go: they take its place as they are typed."""


class TypedAnswer(AnswerPane):
    """An answer in an editor."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor

    def compose(self) -> ComposeResult:
        """Show the editor."""
        yield self.editor

    @property
    def sent_by(self) -> tuple[str, str]:
        """The key that sends what is typed."""
        return "submit", "editor"

    def value(self) -> str:
        """Return the text."""
        return self.editor.text

    def load(self, answer: str) -> None:
        """Put a text into the editor."""
        self.editor.put(answer)

    def remember(self, answers: Sequence[str]) -> None:
        """Let Up and Down go through these."""
        self.editor.recall.fill(answers)

    def point_at(self, place: int) -> None:
        """Put the cursor at a character of the text."""
        self.editor.point_at(place)

    @on(Editor.Submitted)
    def _submitted(self, event: Editor.Submitted) -> None:
        event.stop()
        self.post_message(AnswerSubmitted(event.text))

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.edited(event.text_area.text)
        self.post_message(AnswerEdited())

    def edited(self, text: str) -> None:
        """Act on each change of the text."""


class CodeAnswer(TypedAnswer):
    """Python code."""

    def __init__(self, starter: str = "") -> None:
        self.code = CodeEditor(starter.rstrip("\n"))
        super().__init__(self.code)
        if starter.rstrip("\n").endswith(f" {HOLE}"):
            self.editor.select_last(len(HOLE))

    def compose(self) -> ComposeResult:
        """Show the editor, and the list of names that it may offer."""
        yield from super().compose()
        yield self.code.offers

    def name_here(self) -> tuple[str, ...] | None:
        """Return the parts of the dotted name that the cursor is on, while it is in this answer."""
        return self.code.name_here() if self.code.has_focus else None

    def mark_error(self, failure: Failure) -> None:
        """Underline where an error struck, until the text changes."""
        self.code.mark_error(failure["line"], failure["column"])

    @property
    def verb(self) -> str:
        """What Enter does here."""
        return "run"


class ValueAnswer(TypedAnswer):
    """A value, in one line."""

    def __init__(self) -> None:
        placeholder = "the value, as Python shows it"
        super().__init__(Editor(complete=bool, one_line=True, placeholder=placeholder))


class ReadAnswer(AnswerPane, can_focus=True):
    """A step that is read."""

    @property
    def verb(self) -> str:
        """What Enter does here."""
        return "go on"

    def compose(self) -> ComposeResult:
        """Say how to go on."""
        yield Static(f"{key_of('answer', 'pick')} goes on.", classes="quiet")

    def value(self) -> str:
        """Return the empty answer."""
        return ""

    def load(self, answer: str) -> None:
        """Do nothing: there is nothing to load."""

    def on_key(self, event: events.Key) -> None:
        """Go on with Enter; scroll the text with the arrows and the page keys."""
        pages = {"pageup": -1, "up": -1, "pagedown": 1, "down": 1, "space": 1}
        if meant(event.key, "pick") == "answer":
            self.submit()
        elif event.key in pages:
            self.post_message(PaneScrolled(pages[event.key]))
        else:
            return
        event.stop()
