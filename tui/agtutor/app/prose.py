"""A lesson's words for the screen: paragraphs, lists, `code`, **bold**, *italic*, $formulas$.

What is between dollar signs is typeset, between two of them as a block of several lines. Nothing here
is Textual markup: square brackets are square brackets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from textual.content import Content

from agtutor.app.manner import is_ascii
from agtutor.app.paragraphs import Kind, Piece, paragraphs, pieces
from agtutor.app.spelling import spelled
from agtutor.app.terminal import ASCII
from agtutor.app.theme import LOOK
from agtutor.errors import FormulaError
from agtutor.formula import prose as formulas


@dataclass(frozen=True, slots=True)
class Block:
    """One block of prose.

    Attributes:
        kind: what it is.
        content: how it looks; of a formula, on one line.
        source: of a formula, its LaTeX.
    """

    kind: Kind
    content: Content
    source: str = ""


def inline(text: str) -> Content:
    """Return one run of prose, its line breaks kept and all formulas in the line."""
    return _content(pieces(text, ascii=is_ascii()))


def formula_lines(source: str, width: int) -> str:
    """Return a formula in two dimensions, at most ``width`` cells wide; as written if it can't be."""
    try:
        return str(formulas.display(source, width=max(1, width), ascii=is_ascii()))
    except FormulaError:
        return source


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a lesson's text, in order."""
    for found in paragraphs(text, ascii=is_ascii()):
        yield Block(found.kind, _content(found.pieces), found.source)


def _content(found: Iterable[Piece]) -> Content:
    if is_ascii():
        found = [(spelled(text, ASCII), look) for text, look in found]
    return Content.assemble(*((text, LOOK[look]) if look else text for text, look in found))
