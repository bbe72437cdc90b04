"""A lesson's words for the screen: paragraphs, lists, `code`, **bold**, *italic*, $formulas$.

What is between dollar signs is typeset, between two of them as a block of several lines. Nothing here
is Textual markup: square brackets are square brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from textual.content import Content

from agtutor.app.theme import LOOK
from agtutor.errors import FormulaError
from agtutor.formula import prose as formulas
from agtutor.lab.text import sanitise

Kind = Literal["paragraph", "item", "display", "code"]

_PIECES = re.compile(
    r"(?P<code>`[^`]+`)"
    r"|(?P<math>(?<!\$)\$(?=\S)[^$\n]+(?<=\S)\$)"
    r"|(?P<bold>(?<![\w*])\*\*[^*\s](?:[^*]*[^*\s])?\*\*)"
    r"|(?P<italic>(?<![\w*])\*[^*\s](?:[^*]*[^*\s])?\*(?!\w))"
)
_DISPLAY = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
_ITEM = re.compile(r"(?:[-*•]|\d+[.)])\s+")
_FENCE = re.compile(r"^```\w*\n(.*?)^```\s*$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of prose, and what it is."""

    kind: Kind
    content: Content


def inline(text: str) -> Content:
    """Return one run of prose, its line breaks kept."""
    parts: list[str | tuple[str, str]] = []
    place = 0
    clean = sanitise(text)
    for piece in _PIECES.finditer(clean):
        parts.append(clean[place : piece.start()])
        parts.append(_styled(piece))
        place = piece.end()
    return Content.assemble(*parts, clean[place:])


def _styled(piece: re.Match[str]) -> tuple[str, str]:
    text = piece.group()
    match piece.lastgroup:
        case "code":
            return text[1:-1], LOOK["code"]
        case "math":
            return _formula_line(text[1:-1]), LOOK["math"]
        case "bold":
            return text[2:-2], LOOK["bold"]
        case _:
            return text[1:-1], LOOK["italic"]


def _formula_line(latex: str) -> str:
    try:
        return formulas.inline(latex)
    except FormulaError:  # a message may quote what can't be typeset; the lesson's own prose is proved
        return latex


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a lesson's text, in order."""
    for fenced, part in _alternate(_FENCE, text):
        if fenced:
            yield Block("code", Content.styled(sanitise(part.rstrip("\n")), LOOK["code"]))
            continue
        for displayed, words in _alternate(_DISPLAY, part):
            if displayed:
                yield Block("display", Content.styled(_formula_block(words.strip()), LOOK["math"]))
            else:
                yield from _paragraphs(words)


def _alternate(pattern: re.Pattern[str], text: str) -> Iterator[tuple[bool, str]]:
    """Yield what lies between the matches, and the first group of each match, in turn."""
    for place, part in enumerate(pattern.split(text)):
        if part.strip():
            yield place % 2 == 1, part


def _formula_block(latex: str) -> str:
    try:
        return "\n".join(formulas.display(latex))
    except FormulaError:
        return latex


def _paragraphs(text: str) -> Iterator[Block]:
    for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
        words: list[str] = []
        kind: Kind = "paragraph"
        for line in paragraph.splitlines():
            mark = _ITEM.match(line.strip())
            if mark:
                yield from _block(kind, words)
                kind, words = "item", [_bullet(mark.group()) + line.strip()[mark.end() :]]
            else:
                words.append(line.strip())
        yield from _block(kind, words)


def _bullet(mark: str) -> str:
    return mark if mark[0].isdigit() else "• "


def _block(kind: Kind, words: list[str]) -> Iterator[Block]:
    text = " ".join(word for word in words if word)
    if text:
        yield Block(kind, inline(text))
