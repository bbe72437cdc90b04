"""``agtutor list``: the lessons of the course, and how far the learner is in each."""

from __future__ import annotations

from agtutor.journal import Journal
from agtutor.lesson.library import Library
from agtutor.walkthrough.progress import Progress


def print_lessons() -> int:
    """Print one line for each lesson; return the exit code."""
    library = Library()
    journal = Journal.open()
    summaries = library.summaries()
    width = max((len(item.id) for item in summaries), default=0)
    for item in summaries:
        progress = Progress.fold(journal.of(item.id))
        passed = progress.count("right") + progress.count("skipped")
        state = f"{passed} of {len(item.steps)}" if passed else "not begun"
        print(f"{item.id:<{width}}  {item.title}  ·  {item.minutes} min  ·  {state}")
    return 0
