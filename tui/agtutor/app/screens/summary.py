"""The end of a lesson: what was right at once, which slips were made, what to review."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from agtutor.app import telling
from agtutor.app.keys import SUMMARY, bindings
from agtutor.app.prose import inline
from agtutor.app.screens.room import Room
from agtutor.app.theme import LOOK
from agtutor.app.widgets.footer import KeyLine
from agtutor.app.widgets.notice import Notice
from agtutor.app.widgets.progress import ProgressLine
from agtutor.app.widgets.rule import Rule
from agtutor.errors import AgtutorError
from agtutor.walkthrough.note import save_note
from agtutor.walkthrough.review import told_lesson
from agtutor.walkthrough.summary import Section, Summary, opening, sections, summarise

if TYPE_CHECKING:
    from agtutor.lab.lab import Lab
    from agtutor.walkthrough.walk import Walkthrough

ALL_DONE = "Nothing is left to review."


def told(found: Summary) -> Content:
    """Return a summary as it is shown."""
    first = [Content.styled(opening(found), LOOK["name"])]
    if not found.review and not found.open:
        first.append(Content(ALL_DONE))
    return Content("\n\n").join([*first, *(_list(section) for section in sections(found))])


def _list(section: Section) -> Content:
    return Content("\n").join(_items(section))


def _items(section: Section) -> Iterator[Content]:
    yield Content.styled(f"{section.heading} ({len(section.items)})", LOOK["heading"])
    for item in section.items:
        yield Content("• ") + inline(" ".join(item.split()))


class SummaryScreen(Room):
    """What was done of a lesson, before the course."""

    KEYS = SUMMARY
    ROOM = "summary"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(SUMMARY, "summary"),
        Binding("escape", "course", show=False),
    ]
    AUTO_FOCUS = "VerticalScroll"
    CSS = "SummaryScreen VerticalScroll { height: 1fr; padding: 1 2; }"

    def __init__(self, walk: Walkthrough, lab: Lab) -> None:
        """Take the lesson, and the lab to go back to it."""
        super().__init__()
        self._walk = walk
        self._lab = lab
        self._lines = walk.journal.of(walk.lesson.id)

    def compose(self) -> ComposeResult:
        """Show the summary; the arrows and the page keys scroll it."""
        yield ProgressLine()
        yield Notice()
        yield Rule("top", "The end of the lesson")
        with Vertical(classes="sides"), VerticalScroll():
            yield Static(told(summarise(told_lesson(self._walk), self._lines)), markup=False)
        yield Rule("bottom")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show how much is done, and the keys."""
        self.query_one(ProgressLine).standing = telling.standing(self._walk)
        self.refresh_keys()

    def action_course(self) -> None:
        """Go to the course."""
        self.dismiss()

    def action_again(self) -> None:
        """Go back to the lesson's last step."""
        from agtutor.app.screens.lesson import LessonScreen

        self.app.switch_screen(LessonScreen(self._walk, self._lab))

    async def action_note(self) -> None:
        """Write the note file, and say where it is or why it isn't."""
        notice = self.query_one(Notice)
        notice.clear()
        try:
            path = await asyncio.to_thread(save_note, told_lesson(self._walk), self._lines)
        except AgtutorError as error:
            notice.say(str(error))
        else:
            notice.say(f"Written: `{path.name}`, in the folder that agtutor was started in.")
