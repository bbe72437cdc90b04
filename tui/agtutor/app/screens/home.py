"""The course: its lessons, how far the learner is, and where to continue."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from agtutor.app.desk import Card, Desk
from agtutor.app.keys import HOME, Key, bindings
from agtutor.app.screens.lesson import LessonScreen
from agtutor.app.screens.room import Room
from agtutor.app.theme import LOOK
from agtutor.app.widgets.footer import KeyLine
from agtutor.app.widgets.notice import Notice
from agtutor.app.widgets.progress import ProgressLine, bar
from agtutor.app.widgets.rule import Rule
from agtutor.errors import AgtutorError

BAR = 12
TAIL = 27
"""Cells that a lesson's progress and time take, after its title."""

FRAME = 7
"""Cells beside a line: the frame, its padding, the scroll bar."""

GREETING = (
    "Automatic differentiation, on live PyTorch tensors.\n"
    "You type, it runs at once, and nothing that you try can break a lesson."
)
READING = "Reading the course…"
CONTINUE = "continue where you were"


def sign(card: Card) -> tuple[str, str]:
    """Return the sign of a lesson that is done, begun or new."""
    if card.done == card.steps:
        return "✓", LOOK["right"]
    return ("▸", LOOK["sign"]) if card.done or card.last else ("·", LOOK["quiet"])


def when(card: Card) -> str:
    """Return how long a lesson takes, or still takes."""
    if card.done == card.steps:
        return "done"
    return f"{card.minutes_left} min left" if card.done else f"{card.minutes} min"


def line(card: Card, width: int) -> Content:
    """Return a lesson in ``width`` cells: sign, title, progress, time."""
    title = Content.assemble(sign(card), " ", (card.title, LOOK["name"]))
    if card.last and card.done < card.steps:
        title = Content.assemble(title, (f"   {CONTINUE}", LOOK["quiet"]))
    title = title.truncate(max(8, width - TAIL), ellipsis=True, pad=True)
    count = f"{card.done:>3} of {card.steps:<3}"
    shown = bar(card.done, card.steps, max(1, BAR - 5))
    return Content.assemble(title, count, (shown, LOOK["spark"]), f"{when(card):>12}")


class HomeScreen(Room):
    """The course."""

    KEYS = HOME
    BINDINGS = [*bindings(HOME, "home")]
    AUTO_FOCUS = "OptionList"

    def __init__(self, desk: Desk) -> None:
        """Take what the course is read from."""
        super().__init__()
        self.desk = desk
        self._cards: Sequence[Card] = ()

    def compose(self) -> ComposeResult:
        """Show the frame; the course comes after the first frame is out."""
        yield ProgressLine()
        yield Notice()
        yield Static(GREETING, id="greeting", markup=False)
        with Vertical(id="course"):
            yield Rule("top", "The course")
            with Vertical(classes="sides"):
                yield Static(READING, id="reading", classes="quiet", markup=False)
                yield OptionList(id="lessons", compact=True)
            yield Rule("bottom")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the keys."""
        self.refresh_keys()

    def on_screen_resume(self) -> None:
        """Read the course, at the start and after each lesson."""
        self.call_after_refresh(self.action_reload)

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the lines out anew."""
        self._list()

    def action_reload(self) -> None:
        """Read the course from the disk."""
        self.run_worker(self._read(), exclusive=True, group="course")

    async def _read(self) -> None:
        try:
            self._cards = await self.desk.cards()
        except AgtutorError as error:
            self.query_one("#reading", Static).update(str(error))
            return
        self.query_one("#reading").display = False
        self._list()
        self._pick_last()

    def _list(self) -> None:
        listed = self.query_one("#lessons", OptionList)
        picked = listed.highlighted
        width = self.size.width - FRAME
        listed.set_options(Option(line(card, width)) for card in self._cards)
        listed.highlighted = picked if picked is not None or not self._cards else 0

    def _pick_last(self) -> None:
        places = [place for place, card in enumerate(self._cards) if card.last]
        if places:
            self.query_one("#lessons", OptionList).highlighted = places[0]

    def keys_now(self) -> list[Key]:
        """Return the keys that have a use now, Enter first."""
        return [Key("open", "enter", "open", "", "", 1), *super().keys_now()]

    @on(OptionList.OptionSelected)
    def _lesson_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.open(self._cards[event.option_index].lesson)

    def open(self, lesson: str, step: str | None = None) -> None:
        """Open a lesson, by id or path, at a step or where the learner left it."""
        self.run_worker(self._open(lesson, step), exclusive=True, group="open")

    async def _open(self, lesson: str, step: str | None) -> None:
        notice = self.query_one(Notice)
        notice.clear()
        try:
            walk = await self.desk.open(lesson, step)
        except AgtutorError as error:
            notice.say(str(error))
            return
        await self.app.push_screen(LessonScreen(walk, self.desk.lab))
