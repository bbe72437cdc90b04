"""What the lesson screen tells of a walkthrough, worked out apart from any widget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from agtutor.app.standing import Standing

if TYPE_CHECKING:
    from agtutor.case.verdict import Verdict
    from agtutor.walkthrough.progress import Entry
    from agtutor.walkthrough.walk import Answered, Walkthrough

_TYPED = ("code", "plot", "experiment")

CHANGED = (
    "This step asks something else than when you passed it. Your answer stands until you change it."
)
SKIPPED = "You skipped this step. Its answer stands above; you can still give your own."


@dataclass(frozen=True, slots=True)
class Earlier:
    """What stands of the learner's work on a step.

    Attributes:
        answer: the text to put in place; None where the step is as new.
        entry: the answer to show with its verdict; None where there is none.
    """

    answer: str | None
    entry: Entry | None


def standing(walk: Walkthrough) -> Standing:
    """Return where the learner is."""
    from agtutor.walkthrough.review import Review  # the first frame tells of no lesson

    if isinstance(walk, Review):
        place, total = walk.place, len(walk.chosen)
    else:
        place, total = walk.position, len(walk.lesson.steps)
    return Standing(
        title=walk.lesson.title,
        step=place + 1,
        total=total,
        right=walk.progress.count("right"),
        skipped=walk.progress.count("skipped"),
    )


def passed(walk: Walkthrough) -> bool:
    """Tell whether the current step is right or skipped."""
    return walk.status(walk.step.id) in ("right", "skipped")


def notes(walk: Walkthrough) -> list[str]:
    """Return what has to be known about the current step beside its text."""
    return [CHANGED] if walk.changed(walk.step.id) else []


def earlier(walk: Walkthrough) -> Earlier:
    """Return the answer that stands, or else the last one that was tried."""
    state = walk.progress.of(walk.step.id)
    if state.status == "skipped":
        return Earlier(state.accepted, None)
    shown = [entry for entry in state.entries if state.status != "right" or entry.verdict.right]
    return Earlier(shown[-1].answer, shown[-1]) if shown else Earlier(None, None)


def said(walk: Walkthrough, verdict: Verdict) -> Verdict:
    """Return the verdict as it is shown: the points of an explanation stand in the list to tick."""
    if walk.step.kind == "explain" and verdict.right:
        return replace(verdict, message=walk.step.right)
    return verdict


def history(walk: Walkthrough) -> Iterator[tuple[int, Entry]]:
    """Yield the answers of the lesson with the numbers of their steps, in the steps' order."""
    for number, step in enumerate(walk.lesson.steps, start=1):
        for entry in walk.entries(step.id):
            if step.kind != "read":
                yield number, entry


def fitting(walk: Walkthrough, *, code: bool = False) -> list[tuple[int, Entry]]:
    """Return the earlier answers that fit where one is given now, with the numbers of their steps.

    Args:
        walk: the lesson in progress.
        code: whether code is typed, whatever the step asks for: on the scratch pad.
    """
    here, kind = walk.step, walk.step.kind
    kinds = _TYPED if code or kind in _TYPED else (kind,)
    picked = not code and (kind == "order" or bool(getattr(here, "choices", ())))
    steps = {
        step.id
        for step in walk.lesson.steps
        if step is here or (not picked and (kind == "read" or step.kind in kinds))
    }
    return [(number, entry) for number, entry in history(walk) if entry.step in steps]


def recalled(walk: Walkthrough, *, code: bool = False) -> list[str]:
    """Return the earlier answers that Up and Down go through: those that fit."""
    return [entry.answer for _, entry in fitting(walk, code=code)]


def hints_left(walk: Walkthrough) -> int:
    """Return how many hints of the current step were not shown yet."""
    return len(walk.step.hints) - len(walk.hints_shown(walk.step.id))


def skipped(walk: Walkthrough, answered: Answered) -> str:
    """Return what to say of a step that was skipped: its answer, which stands."""
    found = walk.lesson.step(answered.entry.step)
    title = found.title if found else answered.entry.step
    answer = answered.entry.answer.strip()
    mine = walk.status(answered.entry.step) == "right"
    if not answer:
        return f"{title} is passed." if mine else f"Skipped: {title}."
    lines = "\n".join(f"  `{line}`" for line in answer.splitlines() if line.strip())
    stands = f"{title} is passed. Your answer stands:"
    return f"{stands if mine else f'Skipped: {title}. Its answer, which stands now:'}\n{lines}"
