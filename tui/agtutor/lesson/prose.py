"""The words of a lesson that a learner reads, and whether the LaTeX in them can be typeset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agtutor.errors import LessonError
from agtutor.lesson.model import BaseStep, Lesson
from agtutor.lesson.places import Path, Places


def prose_faults(
    lesson: Lesson, steps: Iterable[tuple[Path, BaseStep]], places: Places
) -> Iterator[LessonError]:
    yield from ()
