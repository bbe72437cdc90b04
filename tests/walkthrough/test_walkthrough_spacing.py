"""When steps are reviewed, by a clock that the tests set; and what a review leaves alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from agtutor.journal import Event, Journal, Line
from agtutor.walkthrough.review import Review, told_lesson
from agtutor.walkthrough.spacing import GAPS, MARK, due
from agtutor.walkthrough.walk import Walkthrough
from tests.app.app_fake_lab import FakeLab
from tests.app.app_lesson import LESSON, script

START = datetime(2026, 11, 1, 12, tzinfo=UTC)


def said(day: int, ruling: str = "right", *, step: str = "make-y", review: bool = False) -> Line:
    when = (START + timedelta(days=day)).isoformat(timespec="seconds")
    lesson = f"{MARK}small" if review else "small"
    event: Event = "skip" if ruling == "skip" else "answer"
    return Line(event, lesson, step, ruling=ruling, when=when)


def due_on(day: int, *lines: Line) -> list[str]:
    return [one.step for one in due(lines, START + timedelta(days=day))]


SLIPPED = (said(0, "wrong"), said(0))


def test_a_step_is_due_the_day_after_its_slip() -> None:
    assert due_on(0, *SLIPPED) == []
    assert due_on(1, *SLIPPED) == ["make-y"]
    assert due_on(40, *SLIPPED) == ["make-y"]


def test_a_step_without_a_slip_is_never_due() -> None:
    assert due_on(400, said(0), said(0, "unreadable", step="guess"), said(0, step="guess")) == []


def test_a_step_that_is_open_is_left_to_its_lesson() -> None:
    assert due_on(9, said(0, "wrong")) == []
    assert due_on(9, said(0, "wrong"), said(0, "skip")) == ["make-y"]
    assert due_on(9, *SLIPPED, Line("reset", "small")) == []


def test_each_review_that_goes_well_makes_the_gap_longer_until_it_is_learned() -> None:
    lines, day = list(SLIPPED), 0
    for gap in GAPS:
        assert due_on(day + gap - 1, *lines) == []
        day += gap
        assert due_on(day, *lines) == ["make-y"]
        lines.append(said(day, review=True))
    assert due_on(day + 1000, *lines) == []


def test_a_slip_in_a_review_starts_anew() -> None:
    lines = [*SLIPPED, said(1, review=True), said(4, "wrong", review=True), said(4, review=True)]
    assert due_on(4, *lines) == []
    assert due_on(5, *lines) == ["make-y"]


def test_a_review_that_ends_with_the_answer_shown_starts_anew() -> None:
    lines = [*SLIPPED, said(1, review=True), said(4, "skip", review=True)]
    assert due_on(5, *lines) == ["make-y"]


def test_a_second_right_answer_on_the_same_day_counts_once() -> None:
    lines = [*SLIPPED, said(1, review=True), said(1, review=True)]
    assert due_on(4, *lines) == ["make-y"]


def test_starting_a_review_over_forgets_nothing() -> None:
    assert due_on(1, *SLIPPED, Line("reset", f"{MARK}small")) == ["make-y"]


def test_what_waits_longest_comes_first() -> None:
    lines = [said(1, "wrong", step="leaf"), said(1, step="leaf"), *SLIPPED]
    assert due_on(9, *lines) == ["make-y", "leaf"]


def test_days_begin_at_the_learners_midnight() -> None:
    late = Line("answer", "small", "make-y", ruling="wrong", when="2026-11-01T23:30:00+00:00")
    east = timezone(timedelta(hours=10))
    [found] = due([late, said(1)], datetime(2026, 11, 3, 1, tzinfo=east))
    assert found.since == date(2026, 11, 3)


async def begin(folder: Path, *steps: str) -> Review:
    lab, journal = FakeLab(script()).as_lab(), Journal.open(folder)
    return await Review.begin(LESSON, steps, lab, journal)


async def test_a_review_goes_through_its_steps_alone(tmp_path: Path) -> None:
    walk = await begin(tmp_path, "leaf", "make-y")
    assert (walk.step.id, walk.place, walk.at_end) == ("make-y", 0, False)
    assert not await walk.next()
    assert not await walk.back()
    assert (await walk.submit("y = x**2")).verdict.right
    assert await walk.next()
    assert (walk.step.id, walk.place, walk.at_end) == ("leaf", 1, True)
    assert await walk.back()
    assert walk.step.id == "make-y"
    await walk.reset()
    assert (walk.step.id, walk.status("make-y")) == ("make-y", "open")


async def test_a_review_leaves_the_lesson_as_it_was(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path)
    for line in (*SLIPPED, Line("at", "small", "graph")):
        journal.write(line)
    before = journal.of("small")
    walk = await Review.begin(LESSON, ["make-y"], FakeLab(script()).as_lab(), journal)
    await walk.submit("y = x*2")
    await walk.skip()
    assert journal.of("small") == before
    lesson = Walkthrough.open(LESSON, walk.lab, Journal.open(tmp_path))
    assert (lesson.step.id, lesson.status("make-y")) == ("graph", "right")


async def test_a_review_has_numbers_of_its_own(tmp_path: Path) -> None:
    walk = await begin(tmp_path, "plot-y")
    assert (
        walk._chain(walk.position)[0].seed
        != Walkthrough.open(LESSON, walk.lab, walk.journal)._chain(walk.position)[0].seed
    )


async def test_a_review_tells_of_its_own_steps(tmp_path: Path) -> None:
    walk = await begin(tmp_path, "make-y", "leaf")
    found = told_lesson(walk)
    assert [step.id for step in found.steps] == ["make-y", "leaf"]
    assert (found.title, found.minutes) == ("Review: A small lesson", 1)
