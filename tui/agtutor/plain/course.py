"""The course as a dialogue: its lessons by number, and where to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agtutor.app.coursemap import next_lesson, standing, stops
from agtutor.errors import AgtutorError
from agtutor.plain import speaking
from agtutor.plain.commands import COURSE, called
from agtutor.plain.helping import described
from agtutor.plain.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from agtutor.app.coursemap import Stop
    from agtutor.app.desk import Card, Desk
    from agtutor.plain.console import Console
    from agtutor.plain.session import End

TRUST = (
    "`{lesson}` is not part of the course. Opening it runs the code in it on this machine, as you. You "
    "are asked once for each version of the file. To open it, type `yes`."
)
NOT_OPENED = "It was not opened."
HOW = "Type a lesson's number, or press Enter for the one that comes next."
NOTHING_DUE = "There is nothing to review today. Steps come back some days after a slip."
HOW_AGAIN = "Type a lesson's number to see it again."


class Course:
    """The list of lessons, and the lessons that are opened from it.

    Attributes:
        desk: what the course is read from.
        console: where it is said and answered.
    """

    def __init__(self, desk: Desk, console: Console) -> None:
        """Take what the course is read from, and where it is said."""
        self.desk = desk
        self.console = console
        self._at = ""  # the lesson that was left last, unless at its end

    async def play(self, lesson: str | None, step: str | None) -> None:
        """Play a lesson, and then what is chosen from the list; or the list alone.

        Raises:
            AgtutorError: there is no such lesson or step, or no course.
        """
        end: End | None = None
        if lesson is not None:
            end = await self._open(lesson, step)
        if lesson is None or end == "course":
            await self._choose()
        self.console.paper.note(speaking.leaving(self._at))

    async def _open(self, lesson: str, step: str | None = None) -> End | None:
        """Play a lesson; None where the learner doesn't trust it."""
        if not await self.desk.trusts(lesson):
            self.console.paper.note(TRUST.format(lesson=lesson))
            if (await self.console.read("yes or no> ") or "").strip().lower() not in ("yes", "y"):
                self.console.paper.say(NOT_OPENED)
                return None
            await self.desk.trust(lesson)
        walk = await self.desk.open(lesson, step)
        end = await Session(walk, self.console).play()
        self._at = "" if end == "finished" else lesson
        return end

    async def _choose(self) -> None:
        cards = await self._list()
        while (typed := await self.console.read("lesson> ")) is not None:
            call = called(typed, COURSE)
            if call is not None and call.name == "quit":
                return
            if call is not None and call.name == "review":
                if await self._review() == "quit":
                    return
                cards = await self._list()
                continue
            if call is not None and call.name != "again":
                self._say(described(COURSE, speaking.ABOUT) if call.name == "help" else [call.trouble])
                continue
            lesson = None if call else chosen(typed, cards)
            if call is None and lesson is None:
                self._say([f"Type a lesson's number, from 1 to {len(cards)}."])
                continue
            if lesson is not None and await self._try(lesson) == "quit":
                return
            cards = await self._list()

    async def _review(self) -> End | None:
        """Play the review that waits longest; None where there is none."""
        try:
            walk = await self.desk.review()
        except AgtutorError as error:
            self._say([str(error)])
            return None
        if walk is None:
            self._say([NOTHING_DUE])
            return None
        return await Session(walk, self.console).play()

    async def _try(self, lesson: str) -> End | None:
        try:
            return await self._open(lesson)
        except AgtutorError as error:
            self._say([str(error)])
            return None

    async def _list(self) -> Sequence[Card]:
        """Say the lessons, and return them."""
        cards = await self.desk.cards()
        self.console.paper.gap()
        self._say(["The course:"])
        for number, stop in enumerate(stops(cards), start=1):
            self.console.paper.item(f"{number}.", summary(stop))
        if many := len(await self.desk.due()):
            what = f"{many} step{'' if many == 1 else 's'} where you slipped"
            self._say([f"Review: {what}. Type `:review` to do them once more."])
        self._say([f"{standing(cards)}.", HOW if next_lesson(cards) else HOW_AGAIN])
        return cards

    def _say(self, sentences: Iterable[str]) -> None:
        for words in sentences:
            self.console.paper.note(words)


def summary(stop: Stop) -> str:
    """Return a lesson in a few words: title, time, how far the learner is, what it builds on."""
    card = stop.card
    coming = " This comes next." if stop.next else ""
    if stop.state == "done":
        return f"{card.title}: done{f', {card.skipped} skipped' if card.skipped else ''}."
    if stop.state == "begun":
        at = f" You are at: {card.at}." if card.at else ""
        left = f"{card.minutes_left} minutes left"
        return f"{card.title}: {card.done} of {card.steps} steps done, {left}.{at}{coming}"
    first = f" Comes after {', '.join(stop.before)}." if stop.before else ""
    return f"{card.title}: {card.steps} steps, {card.minutes} minutes. Not begun.{first}{coming}"


def chosen(typed: str, cards: Sequence[Card]) -> str | None:
    """Return the lesson that a line names, by number or id; for Enter alone, the one to go on with."""
    text = typed.strip()
    if not text:
        return next_lesson(cards) or None
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(cards):
        return cards[int(text) - 1].lesson
    return next((card.lesson for card in cards if card.lesson == text), None)
