"""YAML, bounded: bytes to plain data, a place for each part of it, and every fault with its place.

Built from the parser's events, so that nesting is bounded before anything nests, and anchors, aliases
and tags are refused before anything is made of them. A mapping becomes a dict, a list a tuple.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import yaml

from agtutor.errors import LessonError, Place
from agtutor.lesson.places import Mark, Path, Places, Scalar, Style
from agtutor.lesson.scalars import Odd, Plain, quoted, reading, resolve
from agtutor.lesson.yamltext import control, decode
from agtutor.lesson.yamlwords import stray, syntax_error

MOST_DEPTH = 20
"""How deep lists and mappings may nest."""

MOST_FAULTS = 100
"""How many faults of YAML are told of one file."""

NOWHERE = ""
"""Stands in the path of a key itself, and of a value that no path leads to."""

LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

Value = Plain | tuple["Value", ...] | dict[str, "Value"]
"""What a file holds."""


@dataclass(slots=True)
class Document:
    """A file as data.

    Attributes:
        places: where each part stands.
        value: what it holds; None where it can't be read to its end.
        errors: what is wrong with it as YAML.
    """

    places: Places
    value: Value = None
    errors: list[LessonError] = field(default_factory=list)


class TooMuchError(Exception):
    """Nesting, or faults, beyond the bound: nothing more is read."""


def read_yaml(data: bytes, file: str) -> Document:
    """Read the bytes of a file. Never raises: what is wrong stands in ``errors``.

    Args:
        data: the file's bytes; UTF-8, at most ``MOST_BYTES`` of them.
        file: its name, for the places.
    """
    try:
        text = decode(data, file)
    except LessonError as error:
        return Document(Places(file, []), errors=[error])
    document = Document(Places(file, text.split("\n")))
    builder = _Builder(text, document)
    try:
        document.value = builder.document()
    except TooMuchError as error:
        document.errors.append(LessonError(str(error), where=builder.where()))
    except yaml.MarkedYAMLError as error:
        found = syntax_error(text, error, document.places)
        known = [other.where.line for other in document.errors if other.where]
        if not (found.where and found.where.line in known):  # what is known explains this one
            document.errors.append(found)
    return document


class _Builder:
    """Makes data of the events of one document."""

    def __init__(self, text: str, document: Document) -> None:
        self.events = yaml.parse(text, Loader=LOADER)
        self.places = document.places
        self.errors = document.errors
        self.mark = Mark(1, 1)

    def next(self) -> yaml.Event:
        """Return the next event, and remember where it starts."""
        event = next(self.events)
        if event.start_mark:
            self.mark = self.places.mark(event.start_mark)
        return event

    def where(self) -> Place:
        """Return where the event starts that came last."""
        return self.places.place(self.mark)

    def document(self) -> Value:
        """Return what the one document holds."""
        value: Value = None
        documents = 0
        while not isinstance(event := self.next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
            if documents == 2:
                self.refuse("A second document begins here.", "Take out this `---` and what follows.")
                return value
            if isinstance(event, yaml.NodeEvent):
                value = self.value(event, (), 0)
        if not documents:
            self.mark = Mark(1, 1)
            self.refuse("The file is empty.")
        return value

    def value(self, event: yaml.Event, path: Path, depth: int) -> Value:
        """Return the value that begins with this event."""
        self.places.values[path] = self.mark
        if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
            self.add(stray(self.places, self.mark))
        if isinstance(event, yaml.AliasEvent):
            return Odd("a reference")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, path)
        if depth >= MOST_DEPTH:
            raise TooMuchError(f"Lists and mappings nest at most {MOST_DEPTH} deep.")
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path, depth + 1)
        return self.mapping(path, depth + 1)

    def sequence(self, path: Path, depth: int) -> Value:
        """Return a list, up to its end."""
        values: list[Value] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            values.append(self.value(event, (*path, len(values)), depth))
        return tuple(values)

    def mapping(self, path: Path, depth: int) -> Value:
        """Return a mapping, up to its end; the first of two equal keys counts."""
        values: dict[str, Value] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            mark = self.mark
            key = self.key(event, path, depth)
            if key in values:
                line = self.places.keys[(*path, key)].line
                self.refuse(f"`{key}` stands here again.", f"It stands in line {line} already.")
            if key is None or key in values:
                self.value(self.next(), (*path, NOWHERE, "value"), depth)
            else:
                self.places.keys[(*path, key)] = mark
                values[key] = self.value(self.next(), (*path, key), depth)
        return values

    def key(self, event: yaml.Event, path: Path, depth: int) -> str | None:
        """Return a key as text, or None where it isn't one."""
        mark, known = self.mark, len(self.errors)
        value = self.value(event, (*path, NOWHERE, "key"), depth)
        if len(self.errors) > known:
            return None
        if not isinstance(event, yaml.ScalarEvent):
            self.mark = mark
            self.refuse("A key has to be a single name.", "Put it in quotes, if it is meant as text.")
            return None
        if not isinstance(value, str):
            what = f"This key is read as {reading(cast(Plain, value))}."
            self.refuse(what, f"Write {quoted(event.value)}.")
        return event.value

    def scalar(self, event: yaml.ScalarEvent, path: Path) -> Plain:
        """Return a scalar: text, unless it is unquoted and reads as something else."""
        style = cast(Style, event.style or "plain")
        end = self.places.mark(event.end_mark) if event.end_mark else self.mark
        self.places.scalars[path] = Scalar(style, event.value, self.mark, end)
        name = control(event.value)
        if name:
            fix = "In double quotes a backslash starts an escape: use single quotes, or a block."
            self.refuse(f"{name} is in this text, and a lesson holds none.", fix)
        return resolve(event.value) if event.implicit[0] else event.value

    def refuse(self, what: str, fix: str = "") -> None:
        """Note an error at the start of the event that came last."""
        self.add(LessonError(what, where=self.where(), fix=fix))

    def add(self, error: LessonError) -> None:
        """Note an error, unless there are too many."""
        if len(self.errors) >= MOST_FAULTS:
            raise TooMuchError("There are more faults from here on: mend those above first.")
        self.errors.append(error)
