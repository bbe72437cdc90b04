"""How a preview and a play start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agtutor.app.rehearsal.draft import Draft
from agtutor.app.start import on_terminal

if TYPE_CHECKING:
    from agtutor.app.app import TutorApp
    from agtutor.app.desk import Desk


def preview(lesson: str, *, watch: bool = False) -> int:
    """Show a lesson's file as a learner sees it, until the author quits.

    Args:
        lesson: the file, or the id of a lesson of the course.
        watch: whether the file is read again whenever it was saved.

    Returns:
        The exit code: 0, or 2 where the terminal can't show the app.

    Raises:
        LibraryError: there is no such file.
    """
    draft = Draft.find(lesson)

    def app(desk: Desk) -> TutorApp:
        from agtutor.app.rehearsal.preview import PreviewApp

        return PreviewApp(desk, draft, watch=watch)

    return on_terminal(app)
