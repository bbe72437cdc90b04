"""The course as a map: which lessons are done, begun or open, what each builds on, which comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from agtutor.record import Record

if TYPE_CHECKING:
    from agtutor.app.desk import Card

State = Literal["done", "begun", "open"]

CONTINUE = "continue where you were"


class Stop(Record):
    """A lesson on the map.

    Attributes:
        card: the lesson, and how far the learner is.
        state: whether it is done, begun or open.
        next: whether it is the one that comes next.
        behind: the titles of the lessons that it builds on and that are done.
        before: the titles of those that it builds on and that aren't.
    """

    card: Card
    state: State
    next: bool
    behind: tuple[str, ...] = ()
    before: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """What there is to say of it beside its title and numbers."""
        word = "next" if self.next else self.state
        return f"{word}{self._where() or self._skipped() or self._roads()}"

    def _where(self) -> str:
        card = self.card
        if self.state == "done" or not (card.last or card.done):
            return ""
        at = f": {card.at}" if card.at else ""
        return f" · {CONTINUE}{at}"

    def _skipped(self) -> str:
        return f" · {self.card.skipped} skipped" if self.state == "done" and self.card.skipped else ""

    def _roads(self) -> str:
        if self.state == "done":
            return ""
        if self.before:
            return f" · comes after {', '.join(self.before)}"
        return f" · builds on {', '.join(self.behind)}" if self.behind else ""


def stops(cards: Sequence[Card]) -> list[Stop]:
    """Return the map of a course, in its order."""
    titles = {card.lesson: card.title for card in cards}
    done = {card.lesson for card in cards if card.is_done}
    coming = next_lesson(cards)

    def roads(card: Card, *, behind: bool) -> tuple[str, ...]:
        ways = (one for one in card.requires if one in titles)
        return tuple(titles[one] for one in ways if (one in done) is behind)

    return [
        Stop(
            card,
            "done" if card.is_done else "begun" if card.done else "open",
            next=card.lesson == coming,
            behind=roads(card, behind=True),
            before=roads(card, behind=False),
        )
        for card in cards
    ]


def next_lesson(cards: Sequence[Card]) -> str:
    """Return the id of the lesson that comes next; empty where all are done.

    That is the one the learner was at last while it isn't done, or else the first one that isn't and
    whose own requirements are; where there is none such, the first one that isn't done.
    """
    waiting = [card for card in cards if not card.is_done]
    known = {card.lesson for card in cards}
    done = known - {card.lesson for card in waiting}
    ready = [card for card in waiting if not (set(card.requires) & known) - done]
    last = [card for card in waiting if card.last]
    return next((card.lesson for card in (*last, *ready, *waiting)), "")


def standing(cards: Sequence[Card]) -> str:
    """Return how much of the course is done, and how long the rest takes."""
    done = sum(card.is_done for card in cards)
    left = sum(card.minutes_left for card in cards)
    return f"{done} of {len(cards)} lessons done{f', about {left} min left' if left else ''}"
