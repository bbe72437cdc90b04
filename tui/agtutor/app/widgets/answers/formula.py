"""Answers that are formulas: what is typed is read back on every key."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from agtutor.app.prose import inline
from agtutor.app.theme import LOOK
from agtutor.app.widgets.answers.code import TypedAnswer
from agtutor.app.widgets.editor import Editor
from agtutor.errors import FormulaError
from agtutor.formula.parser import Names, parse_answer
from agtutor.formula.typeset import line


def echo(text: str, names: Names) -> Content:
    """Return how a formula is read, or a caret under what can't be read, and why."""
    if not text.strip():
        return Content.styled("What you type is read back to you here.", LOOK["quiet"])
    try:
        answer = parse_answer(text, names)
    except FormulaError as error:
        start, end = error.span
        caret = " " * start + "^" * max(1, end - start)
        return Content.assemble(
            (caret, LOOK["unreadable"]), "\n", inline(str(error)).stylize(LOOK["quiet"])
        )
    read = Content.assemble(("I read: ", LOOK["quiet"]), (line(answer.tree), LOOK["math"]))
    notes = [Content.styled(note.says, LOOK["quiet"]) for note in answer.notes]
    return Content("\n").join([read, *notes])


class FormulaAnswer(TypedAnswer):
    """A formula in one line, with its echo below."""

    def __init__(self, symbols: tuple[str, ...]) -> None:
        placeholder = "a formula, such as 3 x^2 or cos(x)/2"
        super().__init__(Editor(complete=bool, one_line=True, placeholder=placeholder))
        self._names = Names(symbols)
        self._echo = Static(echo("", self._names), classes="echo")

    def compose(self) -> ComposeResult:
        """Show the input, and the echo under it."""
        yield from super().compose()
        yield self._echo

    def edited(self, text: str) -> None:
        """Read the formula back."""
        self._echo.update(echo(text, self._names))
