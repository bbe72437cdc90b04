"""From a YAML file to a lesson, or to all that is wrong with it, each fault with its place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from pydantic import BaseModel, ValidationError

from agtutor.errors import LessonError, LessonErrors
from agtutor.lesson.checks import Found, faults
from agtutor.lesson.model import Course, Lesson
from agtutor.lesson.parts import path_of
from agtutor.lesson.places import Places
from agtutor.lesson.quoting import swallowed
from agtutor.lesson.wording import worded
from agtutor.lesson.yamlnodes import Document, Value, read_yaml
from agtutor.lesson.yamltext import read_bytes

_Model = TypeVar("_Model", bound=BaseModel)
MOST_TOLD = 200
"""How many faults of one file are told."""

MOST_WORDS = 600
"""How many characters the words for a fault, or those for its mending, have."""

_STAND_INS: dict[str, Value] = {"id": "x", "title": "x", "goal": "x", "minutes": 1}
"""For keys that a lesson needs and whose values were refused."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A lesson, and the file that it came from.

    Attributes:
        lesson: the lesson.
        places: where each part of it stands in the file.
        path: the file; for a text, the name that it was given.
        digest: SHA-256 of the file's bytes, as hexadecimal digits.
    """

    lesson: Lesson
    places: Places
    path: Path
    digest: str


def read_lesson(path: str | Path) -> Loaded:
    """Read a lesson file.

    Raises:
        LessonErrors: with all that is wrong with it, in the order of the file.
    """
    return _loaded(read_bytes(Path(path)), Path(path))


def read_lesson_text(text: str, name: str = "lesson.yaml") -> Loaded:
    """Read a lesson from a text; ``name`` stands for the file in errors.

    Raises:
        LessonErrors: with all that is wrong with it, in the order of the text.
    """
    return _loaded(text.encode("utf-8", "surrogatepass"), Path(name))


def read_course(path: str | Path) -> Course:
    """Read the course's file.

    Raises:
        LessonErrors: with all that is wrong with it.
    """
    document = read_yaml(read_bytes(Path(path)), str(path))
    course, errors, _ = _model(Course, document)
    if course is None or errors:
        raise _ordered(errors)
    return course


def _loaded(data: bytes, path: Path) -> Loaded:
    document = read_yaml(data, str(path))
    lesson, errors, refused = _model(Lesson, document)
    kept: Sequence[int] = range(len(lesson.steps)) if lesson else ()
    if lesson is None:
        lesson, kept = _sound_part(document.value, refused)
    if lesson is not None:
        lines = {error.where.line for error in errors if error.where}
        later = faults(Found(lesson, kept, document.places))
        # in a line that lost something on the way here, what else is wrong follows from that
        errors += [error for error in later if error.where and error.where.line not in lines]
    if errors or lesson is None:
        raise _ordered(errors)
    return Loaded(lesson, document.places, path, hashlib.sha256(data).hexdigest())


def _model(
    kind: type[_Model], document: Document
) -> tuple[_Model | None, list[LessonError], set[str | int]]:
    """Return the model, or None; what is wrong; and the keys, or numbers of steps, that are refused."""
    errors = [*document.errors, *swallowed(document.places)]
    if document.value is None and errors:
        return None, errors, {"steps"}
    known = {error.where for error in errors}
    refused: set[str | int] = set()
    try:
        return kind.model_validate(document.value), errors, refused
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            path = path_of(detail["loc"])
            refused.add(path[1] if len(path) > 1 and path[0] == "steps" else (*path, "steps")[0])
            found = worded(detail, kind, document.places)
            if found and (detail["type"] == "missing" or found.where not in known):
                errors.append(found)
    return None, errors, refused


def _sound_part(data: Value, refused: set[str | int]) -> tuple[Lesson | None, Sequence[int]]:
    """Return the lesson without what was refused, so that the rest can be looked at all the same.

    With it come the numbers of the steps that are left. Where too much is refused, there is no lesson.
    """
    if (
        not isinstance(data, dict)
        or not isinstance(data.get("steps"), tuple)
        or refused & {"steps", "symbols"}
    ):
        return None, ()
    steps = cast(tuple[Value, ...], data["steps"])
    kept = [place for place in range(len(steps)) if place not in refused]
    if not kept:
        return None, ()
    sound = {key: value for key, value in data.items() if key not in refused}
    return Lesson.model_validate(
        {**_STAND_INS, **sound, "steps": tuple(steps[place] for place in kept)}
    ), kept


def _ordered(errors: Iterable[LessonError]) -> LessonErrors:
    """Return the errors in the order of the file, each once, and no more than can be of use."""
    once = {(error.where, error.what): error for error in errors}
    told = sorted(once.values(), key=_position)
    if len(told) > MOST_TOLD:
        more = f"There are {len(told) - MOST_TOLD} more faults: mend those above first."
        told[MOST_TOLD:] = [LessonError(more, where=told[MOST_TOLD].where)]
    return LessonErrors(_bounded(error) for error in told)


def _bounded(error: LessonError) -> LessonError:
    what, fix = (
        text if len(text) <= MOST_WORDS else f"{text[:MOST_WORDS]}…" for text in (error.what, error.fix)
    )
    return LessonError(what, where=error.where, fix=fix)


def _position(error: LessonError) -> tuple[int, int]:
    return (error.where.line, error.where.column) if error.where else (0, 0)
