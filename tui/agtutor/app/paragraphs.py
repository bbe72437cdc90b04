"""A lesson's words taken apart: paragraphs, lists, `code`, **bold**, *italic*, $formulas$.

Nothing here is drawn: each piece has the name of its look, and whoever shows it knows what that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from agtutor.errors import FormulaError
from agtutor.formula import prose as formulas
from agtutor.formula.prose import Segment, segments
from agtutor.lab.text import sanitise

Kind = Literal["paragraph", "item", "display", "code"]
Look = Literal["", "code", "math", "bold", "italic"]
Piece = tuple[str, Look]

_EMPHASIS = re.compile(
    r"(?P<bold>(?<![\w*])\*\*[^*\s](?:[^*]*[^*\s])?\*\*)"
    r"|(?P<italic>(?<![\w*])\*[^*\s](?:[^*]*[^*\s])?\*(?!\w))"
)
_ITEM = re.compile(r"(?:[-*•]|\d+[.)])(?:\s+|$)")
_FENCE = "```"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of prose.

    Attributes:
        kind: what it is.
        pieces: its text, in pieces of one look each; of a formula, on one line.
        source: of a formula, its LaTeX.
    """

    kind: Kind
    pieces: tuple[Piece, ...]
    source: str = ""


def pieces(text: str, *, ascii: bool = False) -> list[Piece]:
    """Return one run of prose, its line breaks kept and all formulas in the line.

    Args:
        text: the prose.
        ascii: write formulas with ASCII characters alone.
    """
    return [piece for segment in segments(sanitise(text)) for piece in _pieces(segment, ascii)]


def paragraphs(text: str, *, ascii: bool = False) -> Iterator[Paragraph]:
    """Yield the blocks of a lesson's text, in order.

    Args:
        text: the prose.
        ascii: write formulas with ASCII characters alone.
    """
    clean = sanitise(text)
    block = _Open()
    line_starts = True
    for segment in segments(clean):
        if segment.kind == "display" or _fenced(clean, segment):
            yield from block.close()
            yield _block_of(segment, ascii)
            line_starts = True
        elif segment.kind == "text":
            yield from _read_lines(block, segment.text, line_starts)
            line_starts = segment.text.endswith("\n")
        else:
            block.pieces += _pieces(segment, ascii)
            line_starts = False
    yield from block.close()


def _pieces(segment: Segment, ascii: bool) -> Iterable[Piece]:
    match segment.kind:
        case "text":
            return _emphasised(segment.text)
        case "code":
            return [(segment.text, "code")]
        case _:
            return [(_formula_line(segment.text, ascii), "math")]


def _formula_line(source: str, ascii: bool) -> str:
    try:
        return formulas.inline(source, ascii=ascii)
    except FormulaError:  # a message may quote what can't be typeset; a lesson's own prose is proved
        return source


def _emphasised(text: str) -> Iterator[Piece]:
    place = 0
    for found in _EMPHASIS.finditer(text):
        if found.start() > place:
            yield text[place : found.start()], ""
        if found.lastgroup == "bold":
            yield found.group()[2:-2], "bold"
        else:
            yield found.group()[1:-1], "italic"
        place = found.end()
    if place < len(text):
        yield text[place:], ""


def _fenced(prose: str, segment: Segment) -> bool:
    return segment.kind == "code" and prose[: segment.start].endswith(_FENCE)


def _block_of(segment: Segment, ascii: bool) -> Paragraph:
    if segment.kind == "code":
        lines = segment.text.partition("\n")[2].rstrip()  # the first line may name a language
        return Paragraph("code", ((lines, "code"),))
    source = segment.text.strip()
    return Paragraph("display", ((_formula_line(source, ascii), "math"),), source)


@dataclass(slots=True)
class _Open:
    """The paragraph or list item that is being read."""

    kind: Kind = "paragraph"
    pieces: list[Piece] = field(default_factory=list)

    def close(self) -> Iterator[Paragraph]:
        """Yield what was read, if anything was, and start a paragraph."""
        kept = list(self.pieces)
        while kept and not kept[-1][0].rstrip():
            kept.pop()
        if kept:
            text, look = kept.pop()
            yield Paragraph(self.kind, (*kept, (text.rstrip(), look)))
        self.kind, self.pieces = "paragraph", []


def _read_lines(block: _Open, text: str, line_starts: bool) -> Iterator[Paragraph]:
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
            block.kind, block.pieces = "item", [(_bullet(mark.group()), "")]
            words = words[mark.end() :]
        elif block.pieces:
            block.pieces.append((" ", ""))
        block.pieces += _emphasised(words)


def _bullet(mark: str) -> str:
    return mark if mark[0].isdigit() else "• "
