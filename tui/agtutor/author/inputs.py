"""What the proof is asked to read and to write: files that have to be there, and one that may come."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agtutor.author.document import Outcome
from agtutor.author.report import report
from agtutor.errors import AgtutorError, LessonError, Place
from agtutor.lesson.reader import Loaded

_NOT_LESSONS = {"course.yaml"}
_ENDS = (".yaml", ".yml")


class InputError(AgtutorError):
    """A file that can't be read, or can't be written, so that nothing is tried."""


def lesson_files(paths: Sequence[str]) -> list[Path]:
    """Return the lesson files that are named and those in the folders that are, each once.

    Raises:
        InputError: there is no such file, or no lesson in a folder.
    """
    found: dict[Path, Path] = {}
    for path in map(Path, paths):
        for file in _files(path):
            found.setdefault(file.resolve(), file)
    return list(found.values())


def _files(path: Path) -> list[Path]:
    try:
        if path.is_dir():
            return _inside(path)
        if path.exists():
            return [path]
    except (OSError, ValueError) as error:
        raise InputError(f"It can't be read: {_reason(error)}.", where=Place(str(path))) from None
    fix = "Give a lesson file, or a folder of them."
    raise InputError("There is no such file.", where=Place(str(path)), fix=fix)


def _inside(folder: Path) -> list[Path]:
    files = sorted(item for item in folder.iterdir() if item.suffix in _ENDS)
    lessons = [item for item in files if item.name not in _NOT_LESSONS]
    if not lessons:
        fix = "A lesson's file ends in .yaml. `agtutor new LESSON` writes one to start from."
        raise InputError("There is no lesson in this folder.", where=Place(str(folder)), fix=fix)
    return lessons


def same_ids(lessons: Sequence[Loaded]) -> list[LessonError]:
    """Return a fault for each lesson that has the id of one before it: progress is kept by the id."""
    first: dict[str, Loaded] = {}
    faults: list[LessonError] = []
    for loaded in lessons:
        ident = loaded.lesson.id
        if ident in first:
            what = f"`{ident}` is the id of another lesson already."
            fix = f"The other one is {first[ident].path}."
            faults.append(LessonError(what, where=loaded.places.at(("id",)), fix=fix))
        first.setdefault(ident, loaded)
    return faults


@dataclass(frozen=True, slots=True)
class Target:
    """Where the report goes."""

    path: Path

    @classmethod
    def of(cls, name: str, lessons: Sequence[Path]) -> Target:
        """Return the target of that name; whether it can be written is looked at before the proof.

        Raises:
            InputError: it can't, or it is one of the lessons.
        """
        path = Path(name)
        where, fix = Place(name), "Name another file behind --report."
        try:
            if path.resolve() in {lesson.resolve() for lesson in lessons}:
                raise InputError("The report would overwrite this lesson.", where=where, fix=fix)
            if path.is_dir():
                raise InputError("This is a folder, and the report is a file.", where=where, fix=fix)
            if not path.parent.is_dir():
                raise InputError("Its folder doesn't exist.", where=where, fix="Make the folder first.")
            if not os.access(path if path.exists() else path.parent, os.W_OK):
                raise InputError("You may not write here.", where=where, fix=fix)
        except (OSError, ValueError) as error:
            what = f"The report can't be written: {_reason(error)}."
            raise InputError(what, where=where, fix=fix) from None
        return cls(path)

    def write(self, outcome: Outcome) -> None:
        """Write the report.

        Raises:
            InputError: it can't be written.
        """
        try:
            self.path.write_text(report(outcome), encoding="utf-8", errors="replace")
        except OSError as error:
            what = f"The report can't be written: {_reason(error)}."
            fix = "Name another file behind --report."
            raise InputError(what, where=Place(str(self.path)), fix=fix) from None


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
