"""The name under the cursor: what Tab completes, and what the help is asked about."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass

_DOTTED = re.compile(r"(?:[^\W\d]\w*\.)*(?:[^\W\d]\w*)?\Z")
_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_CLOSED = re.compile(
    r"""'''.*?'''|\"{3}.*?\"{3}|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|#[^\n]*\n""", re.DOTALL
)
"""Strings that are closed, and comments that a line follows."""


@dataclass(frozen=True, slots=True)
class Word:
    """A name that is being typed.

    Attributes:
        path: the names before its last dot.
        start: what stands after that.
    """

    path: tuple[str, ...]
    start: str

    def goes_on(self, later: Word | None) -> bool:
        """Tell whether a later word is this one, with more of it typed."""
        return later is not None and later.path == self.path and later.start.startswith(self.start)


def word_before(text: str) -> Word | None:
    """Return the name that a text ends with, up to the cursor; None where it ends with none.

    None too in strings and comments, and after what is no name: ``f(x).su`` would have to run first.
    """
    line = text.rpartition("\n")[2]
    found = _DOTTED.search(line)
    if found is None or not found.group() or is_quoted(text):
        return None
    before = line[: found.start()]
    if before and (before[-1].isalnum() or before[-1] in "_."):
        return None
    *path, start = found.group().split(".")
    return Word(tuple(path), start)


def name_at(line: str, column: int) -> tuple[str, ...] | None:
    """Return the dotted name at a column, up to the part that the column is in; None without one."""
    for found in _NAME.finditer(line):
        if found.start() <= column <= found.end():
            end = _end_of_part(line, column, found.end())
            path = tuple(line[found.start() : end].split("."))
            follows_a_call = line[: found.start()].endswith(".")
            asked = not keyword.iskeyword(path[-1]) and not follows_a_call
            return path if asked and not is_quoted(line[: found.start()]) else None
    return None


def _end_of_part(line: str, column: int, end: int) -> int:
    dot = line.find(".", column, end)
    return dot if dot >= 0 else end


def is_quoted(text: str) -> bool:
    """Tell whether a text ends within a string or a comment."""
    return any(mark in _CLOSED.sub("", text) for mark in "'\"#")
