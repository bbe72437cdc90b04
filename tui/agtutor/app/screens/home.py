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

from agtutor.app.coursemap import Stop, next_lesson, standing, stops
from agtutor.app.desk import Card, Desk
from agtutor.app.keys import HOME, bindings
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


REVIEW = "review:"
"""The option that leads to the review: no lesson has such an id."""

NOTHING_DUE = "There is nothing to review today. Steps come back some days after a slip."


def review_line(due: int, width: int) -> Content:
    """Return the offer of a review, in two lines of ``width`` cells."""
    what = f"Review: {due} {'step' if due == 1 else 'steps'}"
    first = Content.assemble(("→", LOOK["sign"]), " ", (what, LOOK["name"]))
    second = Content.styled("  where you slipped some days ago, on fresh tensors", LOOK["quiet"])
    both = [part.truncate(width, ellipsis=True, pad=True) for part in (first, second)]
    return Content("\n").join(both)


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
    ROOM = "home"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(HOME, "home")]

    def __init__(self, desk: Desk) -> None:
        """Take what the course is read from."""
        super().__init__()
        self.desk = desk
        self._listed = OptionList(id="lessons", compact=True)
        self._cards: Sequence[Card] = ()
        self._due = 0  # how many steps there are to review
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
        if self._cards:
            self._list()

    def action_reload(self) -> None:
        """Read the course from the disk."""
        self.run_worker(self._read(), exclusive=True, group="course")

    async def _read(self) -> None:
        try:
            self._cards = await self.desk.cards()
            self._due = len(await self.desk.due())
        except AgtutorError as error:
            self.query_one("#reading", Static).update(str(error))
            return
        await self._show_list()
        self._say_standing()
        self._list()
        self._pick_next()
        self.refresh_keys()
        if self._opens_at_once:
            self._opens_at_once = False
            self._listed.action_select()

    async def _show_list(self) -> None:
        """Put the list in the place of what stands there while the course is read."""
        if not self._listed.is_attached:
            await self.query_one("#course > .sides").mount(self._listed)
            self._listed.focus()
        self.query_one("#reading").display = False

    def _list(self) -> None:
        listed = self._listed
        had, picked = listed.option_count, listed.highlighted
        width = self.size.width - FRAME
        lessons = [Option(line(stop, width), id=stop.card.lesson) for stop in stops(self._cards)]
        listed.set_options([*self._offers(width), *lessons])
        same = picked is not None and listed.option_count == had
        listed.highlighted = picked if same or not self._cards else 0

    def _offers(self, width: int) -> list[Option]:
        return [Option(review_line(self._due, width), id=REVIEW)] if self._due else []

    def _say_standing(self) -> None:
        done = sum(card.done for card in self._cards)
        shown = bar(done, sum(card.steps for card in self._cards), BAR)
        self.query_one("#map", Rule).aside = f"{standing(self._cards)} {shown}"

    def _pick_next(self) -> None:
        listed, coming = self._listed, next_lesson(self._cards)
        listed.highlighted = listed.get_option_index(coming) if coming else 0

    def action_open(self) -> None:
        """Open what is picked, now or once there is something to open."""
        if self._cards:
            self._listed.action_select()
        else:
            self._opens_at_once = True

    @on(OptionList.OptionSelected)
    def _lesson_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id == REVIEW:
            self.action_review()
        elif event.option_id is not None:
            self.open(event.option_id)

    def applies(self, action: str) -> bool:
        """Tell whether a key of that action has a use now."""
        return action != "review" or self._due > 0

    def action_review(self) -> None:
        """Do the steps once more that are due."""
        self.run_worker(self._review(), exclusive=True, group="open")

    async def _review(self) -> None:
        notice = self.query_one(Notice)
        notice.clear()
        try:
            walk = await self.desk.review()
        except AgtutorError as error:
            notice.say(str(error))
            return
        if walk is None:
            notice.say(NOTHING_DUE)
        else:
            await self._enter(walk)

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
        from agtutor.app.screens.ask import AskScreen

        ask = AskScreen("Run this lesson's code?", TRUST.format(lesson=lesson), "open it", "leave it")
        yes = await self.app.push_screen_wait(ask)
        if yes:
            await self.desk.trust(lesson)
        return yes
