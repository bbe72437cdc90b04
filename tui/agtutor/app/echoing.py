"""How a formula is read, told while it is typed: on one line, and drawn where it has levels."""

from __future__ import annotations

from textual.content import Content

from agtutor.app.manner import is_ascii
from agtutor.app.prose import inline
from agtutor.app.theme import LOOK
from agtutor.errors import FormulaError
from agtutor.formula import prose as formulas
from agtutor.formula.parser import Names, parse_answer
from agtutor.formula.tree import Tree
from agtutor.formula.typeset import latex, line
from agtutor.formula.typesetting.box import cells

WAITING = "What you type is read back to you here."
_BEFORE = 24
"""How many characters of a long formula are quoted before the place that can't be read."""

_DRAWN = 160
"""Up to how many characters a formula is drawn: more would take longer than the next key."""


def echo(text: str, names: Names, width: int = 76, height: int = 6) -> Content:
    """Return how a formula is read, or a caret under what can't be read, and why.

    Args:
        text: what is typed.
        names: the names that it may use.
        width: terminal cells that there are.
        height: lines that there are; a drawing that is taller is left out.
    """
    if not text.strip():
        return Content.styled(WAITING, LOOK["quiet"])
    try:
        answer = parse_answer(text, names)
    except FormulaError as error:
        reason = inline(str(error)).stylize(LOOK["quiet"])
        return Content("\n").join([*_pointed(text, *error.span, width), reason])
    read = Content.assemble(("I read: ", LOOK["quiet"]), (line(answer.tree, is_ascii()), LOOK["math"]))
    notes = [Content.styled(note.says, LOOK["quiet"]) for note in answer.notes]
    room = height - 1 - len(notes) if len(text) <= _DRAWN else 0
    drawing = _drawn(answer.tree, width, room) if room > 1 else []
    return Content("\n").join([read, *drawing, *notes])


def _drawn(tree: Tree, width: int, height: int) -> list[Content]:
    """Return the lines of a formula in two dimensions; none where it has one level, or no room."""
    box = formulas.display(latex(tree), width=max(1, width - 2), ascii=is_ascii())
    if not 1 < box.height <= height:
        return []
    return [Content.styled(f"  {row.rstrip()}", LOOK["math"]) for row in box.lines]


def _pointed(text: str, start: int, end: int, width: int) -> list[Content]:
    """Return carets for the line above; where that is broken into several, first a quote of it."""
    whole = cells(text) < width
    first = 0 if whole else max(0, start - _BEFORE)
    last = len(text) if whole else first + width - 2
    lead = "…" if first else ""
    quote = lead + text[first:last] + ("…" if last < len(text) else "")
    carets = " " * cells(lead + text[first:start]) + "^" * max(1, cells(text[start : min(end, last)]))
    pointed = Content.styled(carets, LOOK["unreadable"])
    return [pointed] if whole else [Content(quote), pointed]
