"""What all that is drawn goes through last: ASCII in the place of other characters, cell by cell."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_STANDS_FOR = {
    "|": "│┃║▏▎▍▌▐▕╵╷╎",
    "-": "─━═╌╴╶−–—·▔",
    "+": "┌┐└┘├┤┬┴┼╭╮╯╰╔╗╚╝╠╣╦╩╬✓",
    "_": "▁",
    ".": "▂▱☐░",
    ":": "▃∶▒",
    "=": "▄▀≡",
    "*": "▅•●×▪■∗⋅",
    "%": "▆",
    "@": "▇▓",
    "#": "█▰",
    "x": "✗☑",
    ">": "→▸›≥▶",
    "<": "←‹≤◀",
    "^": "↑▲",
    "v": "↓▼↷",
    "!": "⏱⚠",
    "~": "…≈",
    "'": "′‘’",
    '"': "″“”",
}
"""Characters of one cell, by the ASCII character that is drawn in their place."""

_TABLE = {ord(one): sign for sign, ones in _STANDS_FOR.items() for one in ones}
_UNKNOWN = "?"


@lru_cache(4096)
def folded(text: str) -> str:
    """Return text with ASCII characters alone, as wide: accents go, and what is left is a ``?``."""
    return "".join(map(_folded, text.translate(_TABLE)))


def _folded(character: str) -> str:
    if character.isascii():
        return character
    cells = cell_len(character)
    plain = "".join(one for one in unicodedata.normalize("NFKD", character) if one.isascii())
    return plain if len(plain) == cells else _UNKNOWN * cells


class AsciiOnly(LineFilter):
    """Lets nothing but ASCII through; lines stay as wide as they are."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments with their text in ASCII."""
        return [
            segment if segment.text.isascii() else Segment(folded(segment.text), *segment[1:])
            for segment in segments
        ]
