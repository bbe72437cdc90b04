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

_OPENING, _CLOSING = "([{", ")]}"
BRACKETS = _OPENING + _CLOSING
_SIDES = dict.fromkeys(_OPENING, 1) | dict.fromkeys(_CLOSING, -1)
_PAIRS = [set(pair) for pair in zip(_OPENING, _CLOSING, strict=True)]


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


def partner(text: str, place: int) -> int | None:
    """Return where the bracket stands that belongs to the one at a place; strings don't count."""
    bare = _CLOSED.sub(lambda found: " " * len(found.group()), text)
    bracket = bare[place : place + 1]
    if not bracket or bracket not in BRACKETS:
        return None
    forward = bracket in _OPENING
    open_: list[str] = []
    for other in range(place, len(bare)) if forward else range(place, -1, -1):
        side = _SIDES.get(bare[other])
        if side is not None and (side > 0) == forward:
            open_.append(bare[other])
        elif side is not None and {open_.pop(), bare[other]} not in _PAIRS:
            return None
        if side is not None and not open_:
            return other
    return None


def is_quoted(text: str) -> bool:
    """Tell whether a text ends within a string or a comment."""
    return any(mark in _CLOSED.sub("", text) for mark in "'\"#")
