"""The course: its lessons, how far the learner is, and where to continue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from agtutor.app.coursemap import Stop, standing, stops
from agtutor.app.desk import Card, Desk
from agtutor.app.keys import HOME, Key, bindings
from agtutor.app.screens.ask import AskScreen
from agtutor.app.screens.room import Room
from agtutor.app.theme import LOOK
from agtutor.app.widgets.footer import KeyLine
from agtutor.app.widgets.notice import Notice
from agtutor.app.widgets.progress import ProgressLine, bar
from agtutor.app.widgets.rule import Rule
from agtutor.errors import AgtutorError

if TYPE_CHECKING:
    from agtutor.walkthrough.walk import Walkthrough

BAR = 8
"""Cells of a lesson's bar."""

FRAME = 7
"""Cells beside a line: the frame, its padding, the scroll bar."""

GREETING = (
    "Automatic differentiation, on live PyTorch tensors.\n"
    "You type, it runs at once, and nothing that you try can break a lesson."
)
READING = "Reading the course…"
TRUST = (
    "{lesson} is not part of the course. Opening it runs the code in it on this machine, as you. "
    "You are asked once for each version of the file."
)


def sign(stop: Stop) -> tuple[str, str]:
    """Return the sign of a lesson that is done, comes next, is begun or is open."""
    if stop.state == "done":
        return "✓", LOOK["right"]
    if stop.next:
        return "▸", LOOK["sign"]
    return ("•", LOOK["sign"]) if stop.state == "begun" else ("·", LOOK["quiet"])


def when(card: Card) -> str:
    """Return how long a lesson takes, or still takes."""
    if card.is_done:
        return "done"
    return f"{card.minutes_left} min left" if card.done else f"{card.minutes} min"


def line(stop: Stop, width: int) -> Content:
    """Return a lesson in two lines of ``width`` cells: sign, title, progress, time; then its place."""
    card = stop.card
    count = f"  {card.done:>3} of {card.steps:<3}"
    shown = bar(card.done, card.steps, BAR)
    tail = Content.assemble(count, (shown, LOOK["spark"]), f"{when(card):>13}")
    title = Content.assemble(sign(stop), " ", (card.title, LOOK["name"]))
    title = title.truncate(max(1, width - tail.cell_length), ellipsis=True, pad=True)
    place = Content.styled(f"  {stop.said}", LOOK["quiet"]).truncate(width, ellipsis=True, pad=True)
    return Content("\n").join([title + tail, place])


class HomeScreen(Room):
    """The course."""

    KEYS = HOME
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(HOME, "home")]
    AUTO_FOCUS = "OptionList"

    def __init__(self, desk: Desk) -> None:
        """Take what the course is read from."""
        super().__init__()
        self.desk = desk
        self._cards: Sequence[Card] = ()
        self._opens_at_once = False  # Enter was pressed before there was anything to open

    def compose(self) -> ComposeResult:
        """Show the frame; the course comes after the first frame is out."""
        yield ProgressLine()
        yield Notice()
        yield Static(GREETING, id="greeting", markup=False)
        with Vertical(id="course"):
            yield Rule("top", "The course", id="map")
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
        self._say_standing()
        self._list()
        self._pick_next()
        if self._opens_at_once:
            self._opens_at_once = False
            self.query_one("#lessons", OptionList).action_select()

    def on_key(self, event: events.Key) -> None:
        """Remember an Enter that comes before the course is read."""
        if event.key == "enter" and not self._cards:
            self._opens_at_once = True

    def _list(self) -> None:
        listed = self.query_one("#lessons", OptionList)
        picked = listed.highlighted
        width = self.size.width - FRAME
        listed.set_options(Option(line(stop, width)) for stop in stops(self._cards))
        listed.highlighted = picked if picked is not None or not self._cards else 0

    def _say_standing(self) -> None:
        done = sum(card.done for card in self._cards)
        shown = bar(done, sum(card.steps for card in self._cards), BAR)
        self.query_one("#map", Rule).aside = f"{standing(self._cards)} {shown}"

    def _pick_next(self) -> None:
        coming = [place for place, stop in enumerate(stops(self._cards)) if stop.next]
        self.query_one("#lessons", OptionList).highlighted = coming[0] if coming else 0

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
            if await self.desk.trusts(lesson) or await self._ask_for_trust(lesson):
                await self._enter(await self.desk.open(lesson, step))
        except AgtutorError as error:
            notice.say(str(error))

    async def _enter(self, walk: Walkthrough) -> None:
        from agtutor.app.screens.lesson import LessonScreen  # the first frame doesn't need it

        await self.app.push_screen(LessonScreen(walk, self.desk.lab))

    async def _ask_for_trust(self, lesson: str) -> bool:
        """Ask once whether the code of a lesson from outside the course may run."""
        ask = AskScreen("Run this lesson's code?", TRUST.format(lesson=lesson), "open it", "leave it")
        yes = await self.app.push_screen_wait(ask)
        if yes:
            await self.desk.trust(lesson)
        return yes
