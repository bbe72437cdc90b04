"""The first lesson as the benches use it: its questions, and what stands before each step."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from agtutor.case.question import Question
from agtutor.lab.lab import Holder, Lab
from agtutor.lesson.library import Library
from agtutor.lesson.model import CodeStep, Lesson, PlotStep
from agtutor.lesson.questions import question, seed_of
from agtutor.walkthrough.standing import Link, Standing

LESSON: Lesson = Library().find("first-gradient").lesson


def links(before: str | None = None) -> list[Link]:
    """Return the sources of the lesson's code steps, all of them or those before a step."""
    steps = LESSON.steps if before is None else LESSON.steps[: LESSON.index(before)]
    return [
        Link(step.id, step.solution, seed_of(LESSON.id, step.id), step.deadline or LESSON.deadline)
        for step in steps
        if isinstance(step, CodeStep | PlotStep)
    ]


def asked(ident: str) -> Question:
    """Return what a step asks."""
    step = LESSON.step(ident)
    assert step is not None
    return question(LESSON, step)


@asynccontextmanager
async def running() -> AsyncIterator[Lab]:
    """Give a lab whose torch is loaded, with its second stage of warming done."""
    lab = Lab.launch()
    try:
        await lab.warm()
        yield lab
    finally:
        await lab.close()


async def standing_before(lab: Lab, ident: str) -> Holder:
    """Return the holder of what stands before a step."""
    return await Standing(lab).at(links(ident))
