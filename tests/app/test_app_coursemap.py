"""The course as a map, from cards alone; and the map of the real course on the smallest sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from agtutor.app.app import TutorApp
from agtutor.app.coursemap import next_lesson, standing, stops
from agtutor.app.desk import Card, Desk
from agtutor.journal import Journal, Line
from agtutor.lesson.library import Library
from tests.app.app_fake_lab import FakeLab
from tests.app.app_player import NARROW, WIDE, drawn


def card(name: str, done: int = 0, *, requires: str = "", last: bool = False, skipped: int = 0) -> Card:
    return Card(
        name,
        name.title(),
        20,
        10,
        right=done - skipped,
        skipped=skipped,
        last=last,
        at="Here" if last else "",
        requires=tuple(requires.split()),
    )


def test_the_first_lesson_comes_first() -> None:
    assert next_lesson([card("one"), card("two", requires="one")]) == "one"


def test_the_lesson_that_was_left_comes_next() -> None:
    assert next_lesson([card("one", 3), card("two", 2, last=True)]) == "two"


def test_after_a_lesson_comes_the_first_whose_requirements_are_done() -> None:
    cards = [card("one", 10, last=True), card("two", requires="three"), card("three", requires="one")]
    assert next_lesson(cards) == "three"


def test_lessons_that_require_each_other_still_begin_somewhere() -> None:
    assert next_lesson([card("one", requires="two"), card("two", requires="one")]) == "one"


def test_what_isnt_of_the_course_is_no_requirement() -> None:
    assert stops([card("one", requires="elsewhere")])[0].said == "next"


def test_where_all_is_done_nothing_comes_next() -> None:
    assert next_lesson([card("one", 10, last=True)]) == ""
    assert standing([card("one", 10)]) == "1 of 1 lessons done"


def test_each_lesson_says_where_it_stands() -> None:
    cards = [
        card("one", 10, skipped=2),
        card("two", 4, requires="one"),
        card("three", requires="one"),
        card("four", requires="one two"),
        card("five", 2, last=True),
    ]
    assert [stop.said for stop in stops(cards)] == [
        "done · 2 skipped",
        "begun · continue where you were",
        "open · builds on One",
        "open · comes after Two",
        "next · continue where you were: Here",
    ]


def test_a_lesson_whose_file_cant_be_read_is_not_done() -> None:
    assert stops([Card("torn", "torn", 0, 0)])[0].state == "open"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_whole_course_is_in_view(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path))
    first, second, *_ = lessons = Library().summaries()
    journal = Journal.open(tmp_path)
    for step in first.steps:
        journal.write(Line("answer", first.id, step.id, ruling="right"))
    app = TutorApp(Desk(FakeLab().as_lab()))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        shown = "\n".join(drawn(app.screen))
        assert f"✓ {first.title}" in shown
        assert f"▸ {second.title}" in shown
        assert f"next · builds on {first.title}" in shown
        assert all(lesson.title in shown for lesson in lessons)
        assert f"1 of {len(lessons)} lessons done" in shown
