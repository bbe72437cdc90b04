"""How a preview and a play start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agtutor.app.rehearsal.draft import Draft
from agtutor.app.start import Wishes, on_terminal

if TYPE_CHECKING:
    from agtutor.app.app import TutorApp
    from agtutor.app.desk import Desk


def preview(lesson: str, *, watch: bool = False, wishes: Wishes | None = None) -> int:
    """Show a lesson's file as a learner sees it, until the author quits.

    Args:
        lesson: the file, or the id of a lesson of the course.
        watch: whether the file is read again whenever it was saved.
        wishes: how it is to be drawn.

    Returns:
        The exit code: 0, or 2 where the terminal can't show the app.

    Raises:
        LibraryError: there is no such file.
    """
    draft = Draft.find(lesson)

    def app(desk: Desk) -> TutorApp:
        from agtutor.app.rehearsal.preview import PreviewApp

        return PreviewApp(desk, draft, watch=watch)

    return on_terminal(app, wishes)


def play(
    lesson: str,
    step: str | None = None,
    *,
    speed: float = 1.0,
    everything: bool = False,
    wishes: Wishes | None = None,
) -> int:
    """Play a lesson in the app, until it is over or somebody quits.

    Args:
        lesson: an id of the course, or a file.
        step: the id of the step to start at; the first one, if None.
        speed: 1 for a pace at which all can be read, 2 for twice that.
        everything: whether all wrong answers and hints are played, or one of each a step.
        wishes: how it is to be drawn.

    Returns:
        The exit code: 0, or 2 where the terminal can't show the app.

    Raises:
        AgtutorError: there is no such lesson or step, or it can't be read.
    """
    from agtutor.folder import state_folder
    from agtutor.lesson.library import Library
    from agtutor.lesson.trust import is_trusted

    loaded = (library := Library()).find(lesson)
    first = None if step is None else library.step(loaded.lesson, step).id
    ask = "" if is_trusted(loaded, state_folder(), library) else lesson

    def app(desk: Desk) -> TutorApp:
        from agtutor.app.rehearsal.pace import Pace
        from agtutor.app.rehearsal.play import PlayApp

        pace = Pace(speed)
        return PlayApp(desk, loaded.lesson, step=first, pace=pace, everything=everything, ask=ask)

    return on_terminal(app, wishes)
