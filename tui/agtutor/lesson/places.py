"""Where each part of a lesson stands in its file: a path such as ``("steps", 1, "of")`` to a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

from agtutor.errors import Place

Path = tuple[str | int, ...]
"""The keys and indices that lead from the top of a file to a part of it."""

Style = Literal["plain", "'", '"', "|", ">"]
"""How a scalar is written: without quotes, in quotes, or as an indented block."""

_UNITS: dict[Style, re.Pattern[str]] = {
    "plain": re.compile(r"\s+|."),
    "'": re.compile(r"''|\s+|."),
    '"': re.compile(r"\\(?:x..|u.{4}|U.{8}|.)|\s+|.", re.DOTALL),
    "|": re.compile(r"\s+|."),
    ">": re.compile(r"\s+|."),
}
"""Pieces of source that each make one character of the value, or some white space of it."""

_BLANK_ESCAPES = {"\\n", "\\t", "\\ ", "\\\n", "\\\t", "\\_"}


class YamlMark(Protocol):
    """A place as either of the parsers gives it, counted from 0."""

    @property
    def line(self) -> int:
        """The line."""

    @property
    def column(self) -> int:
        """The column."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line and a column, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar as it is written: where it starts, where it ends (one past), and its text."""

    style: Style
    text: str
    start: Mark
    end: Mark


@dataclass(slots=True)
class Places:
    """The places of one file.

    Attributes:
        file: the file's name, as errors show it.
        lines: the file's lines, without their ends.
        values: where the value of a path starts.
        keys: where the key of a path starts, for values that stand in a mapping.
        scalars: how the scalar of a path is written.
    """

    file: str
    lines: list[str]
    values: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)
    scalars: dict[Path, Scalar] = field(default_factory=dict)

    def at(self, path: Path) -> Place:
        """Return the place of a value; of the nearest part around it where there is no such value."""
        while path and path not in self.values:
            path = path[:-1]
        return self.place(self.values.get(path, Mark(1, 1)))

    def key(self, path: Path) -> Place:
        """Return the place of a key; of the value where the path has no key."""
        return self.place(self.keys[path]) if path in self.keys else self.at(path)

    def inside(self, path: Path, offset: int) -> Place:
        """Return the place of a character of a text.

        Args:
            path: the text's path.
            offset: the character's index in the text as it was read, from 0. Folding and escapes make
                the text differ from its source; white space is taken to the next character that shows.
        """
        scalar = self.scalars.get(path)
        if scalar is None:
            return self.at(path)
        before = sum(not char.isspace() for char in scalar.text[:offset])
        last = scalar.start
        for mark in self._visible(scalar):
            if not before:
                return self.place(mark)
            before -= 1
            last = Mark(mark.line, mark.column + 1)
        return self.place(last)

    def mark(self, mark: YamlMark) -> Mark:
        """Return a mark of the parser's, within the file: libyaml counts an end of line too many."""
        if mark.line >= len(self.lines):
            return Mark(len(self.lines), len(self.lines[-1]) + 1)
        return Mark(mark.line + 1, min(mark.column, len(self.lines[mark.line])) + 1)

    def place(self, mark: Mark) -> Place:
        """Return a mark as a place of this file."""
        return Place(self.file, mark.line, mark.column)

    def after(self, scalar: Scalar) -> str:
        """Return what follows a scalar on the line on which it ends."""
        return self.lines[scalar.end.line - 1][scalar.end.column - 1 :]

    def source(self, scalar: Scalar) -> str:
        """Return a scalar as it is written, quotes and all."""
        lines = self.lines[scalar.start.line - 1 : scalar.end.line]
        lines[-1:] = [line[: scalar.end.column - 1] for line in lines[-1:]]
        return "\n".join(lines)[scalar.start.column - 1 :]

    def _visible(self, scalar: Scalar) -> Iterator[Mark]:
        """Yield where each character of the value stands that isn't white space."""
        line, column = scalar.start.line, scalar.start.column
        source = self.source(scalar)
        if scalar.style in ("|", ">"):  # what stands behind the sign is no text
            _header, _, source = source.partition("\n")
            line, column = line + 1, 1
        elif scalar.style != "plain":
            source, column = source[1:-1], column + 1
        for unit in _UNITS[scalar.style].findall(source):
            if not unit.isspace() and unit not in _BLANK_ESCAPES:
                yield Mark(line, column)
            breaks = unit.count("\n")
            line += breaks
            column = len(unit) - unit.rfind("\n") if breaks else column + len(unit)


def within(start: Mark, source: str, offset: int) -> Mark:
    """Return where a character stands of a piece of source that starts at a mark."""
    breaks = source.count("\n", 0, offset)
    column = offset - source.rfind("\n", 0, offset) if breaks else start.column + offset
    return Mark(start.line + breaks, column)


def offset_of(text: str, line: int, column: int) -> int:
    """Return the index of a character of a text from its line and column, both from 1."""
    lines = text.split("\n")
    before = sum(len(each) + 1 for each in lines[: line - 1])
    return min(before + max(column - 1, 0), len(text))
