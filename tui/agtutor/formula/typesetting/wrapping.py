"""A formula on one line, on as many lines as there has to be."""

from __future__ import annotations

from agtutor.formula.typesetting import box, glyphs

_OPERATORS = frozenset(
    shown
    for sign in (*glyphs.SYMBOLS.values(), *glyphs.CHARACTERS.values())
    if sign[2] in ("rel", "bin", "dot")
    for shown in sign[:2]
)


def wrapped(text: str, width: int) -> list[str]:
    """Return a one-line formula in lines of some width, begun by operators where there are any.

    Args:
        text: the formula.
        width: terminal cells that there are, at least 1.
    """
    lines = [""]
    for chunk in _chunks(text.split(" ")):
        for part in [chunk] if box.cells(chunk) <= width else chunk.split(" "):
            joined = f"{lines[-1]} {part}" if lines[-1] else part
            if box.cells(joined) <= width:
                lines[-1] = joined
            else:
                lines += _cut(part, width)
    return [line for line in lines if line.strip()] or [""]


def _chunks(words: list[str]) -> list[str]:
    """Return the words in chunks, each begun by an operator or by the start of the text."""
    chunks: list[str] = []
    for word in words:
        if chunks and word not in _OPERATORS:
            chunks[-1] += f" {word}"
        else:
            chunks.append(word)
    return chunks


def _cut(part: str, width: int) -> list[str]:
    """Return a part in pieces that fit; a combining mark stays with its letter."""
    pieces = [""]
    for char in part:
        if box.cells(pieces[-1]) + box.cells(char) > max(width, 1):
            pieces.append("")
        pieces[-1] += char
    return pieces
