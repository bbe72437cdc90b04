"""The model's complaints in plain words, each with its place and the way out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from agtutor.errors import LessonError, Place
from agtutor.lesson.parts import STEPS, fields_at, holder, nearest, path_of
from agtutor.lesson.places import Path, Places
from agtutor.lesson.scalars import quoted, resolve
from agtutor.lesson.scalars import reading as read_as

Said = tuple[str, str]
"""What is wrong, and the way out."""


def worded(error: ErrorDetails, root: type[BaseModel], places: Places) -> LessonError | None:
    """Return a complaint of the model in words, or None where another one says it already."""
    fault = _Fault(error["type"], error["loc"], error["input"], error.get("ctx", {}), root, places)
    if fault.kind in ("too_short", "too_long") and fault.length_is_fine():
        return None
    say = _SAY.get(fault.kind)
    what, fix = say(fault) if say else (f"`{fault.name}`: {error['msg']}.", "")
    return LessonError(what, where=fault.place(), fix=fix)


@dataclass(frozen=True, slots=True)
class _Fault:
    """One complaint: its type, where it is, what stands there and the bound that it breaks."""

    kind: str
    loc: Path
    input: Any
    bounds: dict[str, Any]
    root: type[BaseModel]
    places: Places

    @property
    def path(self) -> Path:
        return path_of(self.loc)

    @property
    def name(self) -> str:
        """The nearest key above the fault."""
        return next((piece for piece in reversed(self.path) if isinstance(piece, str)), "")

    @property
    def holder(self) -> str:
        """The mapping around the fault: "a `code` step"."""
        return holder(self.root, self.loc[:-1])

    @property
    def subject(self) -> str:
        """What the fault is about: "`title`", "Entry 2 of `hints`"."""
        last = self.path[-1] if self.path else ""
        return f"Entry {last + 1} of `{self.name}`" if isinstance(last, int) else f"`{self.name}`"

    @property
    def shown(self) -> str:
        """What stands there, as it is written."""
        scalar = self.places.scalars.get(self.path)
        if scalar is None:
            return "a list" if isinstance(self.input, tuple) else "a mapping"
        return f"`{scalar.text[:40]}`" if scalar.text else "nothing"

    def place(self) -> Place:
        if self.kind == "missing":
            return self.places.at(self.path[:-1])
        if self.kind == "union_tag_invalid":
            return self.places.at((*self.path, "kind"))
        if self.kind == "extra_forbidden" or self.loc[-1:] == ("[key]",):
            return self.places.key(self.path)
        return self.places.at(self.path)

    def has_no_value(self) -> bool:
        """Whether a key has neither a value nor a colon, as one that a comma cut off."""
        scalar = self.places.scalars.get(self.path)
        if scalar is None or scalar.text or scalar.style != "plain":
            return False
        line = self.places.lines[scalar.start.line - 1]
        return not line[: scalar.start.column - 1].rstrip().endswith(":")

    def length_is_fine(self) -> bool:
        least, most = self.bounds.get("min_length", 0), self.bounds.get("max_length", 10**9)
        return bool(least <= len(self.input) <= most)


def _missing(fault: _Fault) -> Said:
    return f"`{fault.name}` is missing here: {fault.holder} needs it.", ""


def _unknown(fault: _Fault) -> Said:
    what = f"`{fault.name}` is no key of {fault.holder}."
    if fault.has_no_value():
        return what, "If it belongs to the value before the comma, put that value in quotes."
    owners = [f"`{kind}`" for kind, step in STEPS.items() if fault.name in step.model_fields]
    if fault.loc[:1] == ("steps",) and len(fault.loc) == 4 and owners:
        return what, f"It is one of {', '.join(owners)}."
    return what, nearest(fault.name, fields_at(fault.root, fault.loc[:-1]))


def _kind(fault: _Fault) -> Said:
    tag = str(fault.bounds.get("tag", ""))
    if fault.kind == "union_tag_not_found":
        return "`kind` is missing here: a step needs it.", nearest("", list(STEPS))
    return f"There is no step of the kind `{tag}`.", nearest(tag, list(STEPS))


def _text(fault: _Fault) -> Said:
    scalar = fault.places.scalars.get(fault.path)
    if scalar is None:
        fix = "If it is text, quote it, or put it on the next lines, indented, under `|`."
        return f"{fault.subject} needs text, and {fault.shown} stands here.", fix
    if scalar.text:
        reading = read_as(resolve(scalar.text))
        what = f"{fault.subject} needs text, and `{scalar.text}` is read as {reading}."
        return what, f"Write {quoted(scalar.text)}."
    if fault.places.after(scalar).lstrip().startswith("#"):
        return f"{fault.subject} is empty: the `#` begins a comment.", "Quote the text."
    return f"{fault.subject} is empty, and needs text.", ""


def _empty(fault: _Fault) -> Said:
    return f"{fault.subject} is empty, and needs text.", ""


def _long(fault: _Fault) -> Said:
    most = fault.bounds["max_length"]
    return f"{fault.subject} has {len(fault.input)} characters; {most} are the most.", ""


def _pattern(fault: _Fault) -> Said:
    given = str(fault.input)
    if fault.bounds["pattern"].startswith("^[a-z]"):
        slug = re.sub(r"[^a-z0-9]+", "-", given.lower()).strip("-0123456789")
        what = f"`{given[:60]}` can't be an id: a small letter, then small letters, digits and hyphens."
        return what, f"`{slug[:60]}` would do." if slug else ""
    if fault.bounds["pattern"].startswith("^(?:[A-Za-z]"):
        return f"`{given[:60]}` can't be a dimension: a letter such as `n`, or a number up to 12.", ""
    return f"`{given[:60]}` can't be a name: a letter or `_`, then letters, digits and `_`.", ""


def _list(fault: _Fault) -> Said:
    what = f"{fault.subject} needs a list, and {fault.shown} stands here."
    scalar = fault.places.scalars.get(fault.path)
    if scalar and scalar.text:
        return what, "Put each entry on a line of its own that begins with `- `."
    return what, "Write `[]` for an empty list, or leave the key out."


def _mapping(fault: _Fault) -> Said:
    if not fault.path:
        whole = holder(fault.root, ()).capitalize()
        return f"{whole} is a mapping of keys to values, and {fault.shown} stands here.", ""
    keys = ", ".join(f"`{key}`" for key in fields_at(fault.root, fault.loc))
    what = f"{fault.subject} needs a mapping, and {fault.shown} stands here."
    return what, f"Its keys: {keys}." if keys else "Write `{}` for none."


def _number(fault: _Fault) -> Said:
    number = "a whole number" if fault.kind.startswith("int") else "a number"
    what = f"{fault.subject} needs {number}, and {fault.shown} stands here."
    return what, "Write plain digits, no quotes."


def _truth(fault: _Fault) -> Said:
    return f"{fault.subject} needs `true` or `false`, and {fault.shown} stands here.", ""


def _bound(fault: _Fault) -> Said:
    words = {"gt": "more than", "ge": "at least", "lt": "less than", "le": "at most"}
    sign, bound = next(iter(fault.bounds.items()))
    return f"{fault.subject} has to be {words[sign]} {bound:g}, and {fault.shown} stands here.", ""


def _count(fault: _Fault) -> Said:
    few = fault.kind == "too_short"
    bound = fault.bounds["min_length" if few else "max_length"]
    words = "at least" if few else "at most"
    entries = "entry" if bound == 1 else "entries"
    return f"{fault.subject} has to have {words} {bound} {entries}, and has {len(fault.input)}.", ""


def _word(fault: _Fault) -> Said:
    known = re.findall(r"'([^']*)'", str(fault.bounds["expected"]))
    return f"`{str(fault.input)[:60]}` isn't known in `{fault.name}`.", nearest(str(fault.input), known)


_SAY: dict[str, Callable[[_Fault], Said]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "union_tag_invalid": _kind,
    "union_tag_not_found": _kind,
    "string_type": _text,
    "string_too_short": _empty,
    "string_too_long": _long,
    "string_pattern_mismatch": _pattern,
    "tuple_type": _list,
    "dict_type": _mapping,
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "int_type": _number,
    "int_from_float": _number,
    "float_type": _number,
    "bool_type": _truth,
    "greater_than": _bound,
    "greater_than_equal": _bound,
    "less_than_equal": _bound,
    "too_short": _count,
    "too_long": _count,
    "literal_error": _word,
}
