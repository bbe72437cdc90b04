"""Where lessons are found: the installed course, or a file.

The course lies inside the package where that was installed from a wheel, and in the checkout where it
was installed in place. Its outline is read without the model, so that a list of lessons is quick.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from agtutor.errors import LessonError, LessonErrors, LibraryError
from agtutor.lesson.yamlnodes import Value, read_yaml
from agtutor.lesson.yamltext import read_bytes

if TYPE_CHECKING:
    from agtutor.lesson.model import Course, Lesson, Step
    from agtutor.lesson.reader import Loaded

_PACKAGED = "_lessons"
_COURSE = "course.yaml"
_MOST_SHOWN = 300  # characters of a name in a message


@dataclass(frozen=True, slots=True)
class StepSummary:
    """A step's id and title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list of lessons shows of one.

    Attributes:
        id: the lesson's id.
        title: its title; the id where the file can't be read.
        minutes: how long it takes, 0 where that can't be read.
        steps: its steps, in order.
        requires: the ids of the lessons that come before it.
        trouble: what is wrong with the file; empty where nothing was noticed.
    """

    id: str
    title: str
    minutes: int
    steps: tuple[StepSummary, ...]
    requires: tuple[str, ...] = ()
    trouble: str = ""


def course_folder() -> Path:
    """Return the folder of the installed course.

    Raises:
        LibraryError: where there is none.
    """
    package = Path(str(resources.files("agtutor")))
    for folder in (package / _PACKAGED, package.parents[1] / "lessons"):
        if (folder / _COURSE).is_file():
            return folder
    raise LibraryError("The lessons of the course aren't there.", fix="Install agtutor again.")


class Library:
    """The lessons that can be opened by id, and those that can be opened by path."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the lessons of a folder with a ``course.yaml``; the installed course by default."""
        self.folder = folder or course_folder()

    @property
    def title(self) -> str:
        """The course's title, without the model; empty where the file can't be read."""
        return _text(self._outline.get("title"))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the course's lessons, in order, without the model."""
        return _texts(self._outline.get("lessons"))

    def course(self) -> Course:
        """Return the course, read in full.

        Raises:
            LessonErrors: with all that is wrong with its file.
        """
        from agtutor.lesson.reader import read_course

        return read_course(self.folder / _COURSE)

    def summaries(self) -> list[Summary]:
        """Return what a list of the course's lessons shows, in order; a faulty lesson says so."""
        return [_summary(ident, self.path(ident)) for ident in self.ids]

    def path(self, ident: str) -> Path:
        """Return the file of a lesson of the course."""
        return self.folder / f"{ident}.yaml"

    def find(self, name: str | Path) -> Loaded:
        """Return a lesson by its id, or by the path of its file.

        Raises:
            LibraryError: where there is no such lesson; it names the nearest id.
            LessonErrors: with all that is wrong with its file.
        """
        from agtutor.lesson.reader import read_lesson

        if str(name) in self.ids:
            return self._checked(str(name), read_lesson(self.path(str(name))))
        try:
            path = Path(name).expanduser()
            there = path.is_file()
        except (OSError, ValueError, RuntimeError):  # too long, not text, no such user's home
            raise LibraryError(f"`{_cut(str(name))}` can't be the name of a file.") from None
        if there:
            return read_lesson(path)
        if path.suffix in (".yaml", ".yml") or len(path.parts) > 1:
            raise LibraryError(f"There is no lesson file `{_cut(str(name))}`.", fix=_near_files(path))
        raise LibraryError(f"There is no lesson `{_cut(str(name))}`.", fix=_near(str(name), self.ids))

    def holds(self, loaded: Loaded) -> bool:
        """Tell whether a lesson came from the course's folder."""
        return loaded.path.resolve().parent == self.folder.resolve()

    @staticmethod
    def step(lesson: Lesson, ident: str) -> Step:
        """Return a step of a lesson by its id.

        Raises:
            LibraryError: where there is no such step; it names the nearest id.
        """
        found = lesson.step(ident)
        if found is None:
            known = [step.id for step in lesson.steps]
            raise LibraryError(f"`{lesson.id}` has no step `{_cut(ident)}`.", fix=_near(ident, known))
        return found

    @cached_property
    def _outline(self) -> dict[str, Value]:
        return _mapping(self.folder / _COURSE)[0]

    @staticmethod
    def _checked(ident: str, loaded: Loaded) -> Loaded:
        if loaded.lesson.id != ident:
            what = f"The course looks for `{ident}` in this file, and its id is `{loaded.lesson.id}`."
            raise LessonErrors([LessonError(what, where=loaded.places.at(("id",)))])
        return loaded


def _summary(ident: str, path: Path) -> Summary:
    data, trouble = _mapping(path)
    steps = data.get("steps")
    minutes = data.get("minutes")
    return Summary(
        id=ident,
        title=_text(data.get("title")) or ident,
        minutes=minutes if isinstance(minutes, int) else 0,
        steps=tuple(
            StepSummary(_text(step.get("id")), _text(step.get("title")))
            for step in (steps if isinstance(steps, tuple) else ())
            if isinstance(step, dict)
        ),
        requires=_texts(data.get("requires")),
        trouble=trouble,
    )


def _mapping(path: Path) -> tuple[dict[str, Value], str]:
    """Return what a file holds, and what is wrong with it."""
    try:
        document = read_yaml(read_bytes(path), str(path))
    except LessonErrors as error:
        return {}, str(error)
    trouble = "\n".join(str(error) for error in document.errors)
    return (document.value, trouble) if isinstance(document.value, dict) else ({}, trouble)


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, tuple) else ()


def _cut(name: str) -> str:
    """Return a name as a message can show it."""
    shown = name if len(name) <= _MOST_SHOWN else f"{name[:_MOST_SHOWN]}…"
    return shown.encode(errors="backslashreplace").decode()


def _near(name: str, known: list[str] | tuple[str, ...]) -> str:
    close = get_close_matches(name, known, 1, 0.6)
    if close:
        return f"Did you mean `{close[0]}`?"
    return f"There are: {', '.join(f'`{one}`' for one in known)}." if known else ""


def _near_files(path: Path) -> str:
    """Name the lesson file beside it that is meant, if one is near."""
    try:
        beside = [one.name for one in path.parent.iterdir() if one.suffix in (".yaml", ".yml")]
    except OSError:
        return ""
    close = get_close_matches(path.name, beside, 1, 0.6)
    return f"Did you mean `{path.with_name(close[0])}`?" if close else ""
