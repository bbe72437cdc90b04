"""A lesson as a note of the learner's own: Markdown, with what was done, the slips and the answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from agtutor.errors import LibraryError
from agtutor.lab.text import sanitise
from agtutor.walkthrough.newfile import write_new
from agtutor.walkthrough.progress import Progress
from agtutor.walkthrough.summary import opening, sections, summarise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agtutor.journal import Line
    from agtutor.lesson.model import Lesson

_CODE = ("code", "plot")


def note(lesson: Lesson, lines: Sequence[Line]) -> str:
    """Return the note of a lesson, as Markdown."""
    return "\n".join(_written(lesson, lines))


def save_note(lesson: Lesson, lines: Sequence[Line], folder: Path | None = None) -> Path:
    """Write the note of a lesson to a file that isn't there yet, and return the file.

    Args:
        lesson: the lesson.
        lines: its lines in the journal.
        folder: where to; the current one if None.

    Raises:
        LibraryError: it can't be written there.
    """
    stem = f"agtutor-{lesson.id.replace(':', '-')}"  # as of a review
    try:
        return write_new(note(lesson, lines), folder or Path.cwd(), stem, "md")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        where = folder or "the current folder"
        raise LibraryError(f"The note can't be written to {where}: {reason}.") from None


def _written(lesson: Lesson, lines: Sequence[Line]) -> Iterator[str]:
    found = summarise(lesson, lines)
    yield from (f"# {lesson.title}", "", lesson.goal.strip(), "", opening(found), "")
    for section in sections(found):
        yield from (f"## {section.heading}", "")
        yield from (f"- {' '.join(item.split())}" for item in section.items)
        yield ""
    yield from _answers(lesson, Progress.fold(lines))


def _answers(lesson: Lesson, progress: Progress) -> Iterator[str]:
    """Yield the answers that stand, those of skipped steps among them."""
    standing = [(step, progress.of(step.id)) for step in lesson.steps]
    given = [(step, state) for step, state in standing if state.accepted.strip()]
    if given:
        yield from ("## Answers", "")
    for step, state in given:
        skipped = " (skipped: the lesson's answer)" if state.status == "skipped" else ""
        answer = sanitise(state.accepted).rstrip("\n")
        fence = _fence(answer)
        kind = "python" if step.kind in _CODE else ""
        yield from (f"### {step.title}{skipped}", "")
        yield from (f"{fence}{kind}", answer, fence, "")


def _fence(text: str) -> str:
    """Return a fence that nothing in the text closes."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    return "`" * max(3, longest + 1)
