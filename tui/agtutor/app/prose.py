"""A lesson's words for the screen: paragraphs, lists, `code`, **bold**, *italic*, $formulas$.

What is between dollar signs is typeset, between two of them as a block of several lines. Nothing here
is Textual markup: square brackets are square brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from textual.content import Content

from agtutor.app.theme import LOOK
from agtutor.errors import FormulaError
from agtutor.formula import prose as formulas
from agtutor.formula.prose import Segment, segments
from agtutor.lab.text import sanitise

Kind = Literal["paragraph", "item", "display", "code"]
Piece = str | tuple[str, str]

_EMPHASIS = re.compile(
    r"(?P<bold>(?<![\w*])\*\*[^*\s](?:[^*]*[^*\s])?\*\*)"
    r"|(?P<italic>(?<![\w*])\*[^*\s](?:[^*]*[^*\s])?\*(?!\w))"
)
_ITEM = re.compile(r"(?:[-*•]|\d+[.)])(?:\s+|$)")
_FENCE = "```"


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
    clean = sanitise(text)
    return Content.assemble(*(piece for segment in segments(clean) for piece in _pieces(segment)))


def formula_lines(source: str, width: int) -> str:
    """Return a formula in two dimensions, at most ``width`` cells wide; as written if it can't be."""
    try:
        return str(formulas.display(source, width=max(1, width)))
    except FormulaError:
        return source


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a lesson's text, in order."""
    clean = sanitise(text)
    open_block = _Open()
    line_starts = True
    for segment in segments(clean):
        if segment.kind == "display" or _fenced(clean, segment):
            yield from open_block.close()
            yield _block_of(segment)
            line_starts = True
        elif segment.kind == "text":
            yield from _read_lines(open_block, segment.text, line_starts)
            line_starts = segment.text.endswith("\n")
        else:
            open_block.pieces += _pieces(segment)
            line_starts = False
    yield from open_block.close()


def _pieces(segment: Segment) -> list[Piece]:
    match segment.kind:
        case "text":
            return list(_emphasised(segment.text))
        case "code":
            return [(segment.text, LOOK["code"])]
        case _:
            return [(_formula_line(segment.text), LOOK["math"])]


def _formula_line(source: str) -> str:
    try:
        return formulas.inline(source)
    except FormulaError:  # a message may quote what can't be typeset; a lesson's own prose is proved
        return source


def _emphasised(text: str) -> Iterator[Piece]:
    place = 0
    for found in _EMPHASIS.finditer(text):
        if found.start() > place:
            yield text[place : found.start()]
        ticks = 2 if found.lastgroup == "bold" else 1
        yield found.group()[ticks:-ticks], LOOK[found.lastgroup or "italic"]
        place = found.end()
    if place < len(text):
        yield text[place:]


def _fenced(prose: str, segment: Segment) -> bool:
    return segment.kind == "code" and prose[: segment.start].endswith(_FENCE)


def _block_of(segment: Segment) -> Block:
    if segment.kind == "code":
        lines = segment.text.partition("\n")[2].rstrip()  # the first line may name a language
        return Block("code", Content.styled(lines, LOOK["code"]))
    source = segment.text.strip()
    return Block("display", Content.styled(_formula_line(source), LOOK["math"]), source)


@dataclass(slots=True)
class _Open:
    """The paragraph or list item that is being read."""

    kind: Kind = "paragraph"
    pieces: list[Piece] = field(default_factory=list)

    def close(self) -> Iterator[Block]:
        """Yield what was read, if anything was, and start a paragraph."""
        content = Content.assemble(*self.pieces).rstrip()
        if content.plain.strip():
            yield Block(self.kind, content)
        self.kind, self.pieces = "paragraph", []


def _read_lines(block: _Open, text: str, line_starts: bool) -> Iterator[Block]:
    """Read text into the open block; yield each block that it ends."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if place == 0 and not line_starts:
            block.pieces += _emphasised(line)
            continue
        words = line.lstrip()
        mark = _ITEM.match(words)
        if mark or (not words and place < len(lines) - 1):
            yield from block.close()
        if mark:
            block.kind, block.pieces = "item", [_bullet(mark.group())]
            words = words[mark.end() :]
        elif block.pieces:
            block.pieces.append(" ")
        block.pieces += _emphasised(words)


def _bullet(mark: str) -> str:
    return mark if mark[0].isdigit() else "• "
