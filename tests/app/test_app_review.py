"""Reviews are offered on the course screen, and run on the lesson screen, apart from the lesson."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agtutor.app.app import TutorApp
from agtutor.app.desk import Desk
from agtutor.case.verdict import Verdict
from agtutor.journal import Journal, Line
from tests.app.app_fake_lab import FakeLab, Script
from tests.app.app_player import NARROW, WIDE, Player

LESSON = "first-gradient"
SLIPPED = datetime.now(UTC) - timedelta(days=2)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder of a learner who slipped at two steps of the first lesson, and passed them."""
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path))
    journal = Journal.open(tmp_path)
    for step in ("create-x", "make-y"):
        journal.write(Line("answer", LESSON, step, answer="x", ruling="wrong", slip="raised"))
        journal.write(Line("answer", LESSON, step, answer="right", ruling="right"))
    journal.write(Line("at", LESSON, "imports"))
    journal.close()
    [file] = journal.folder.iterdir()
    when = f'"when": "{SLIPPED.isoformat(timespec="seconds")}"'
    file.write_text(re.sub(r'"when": "[^"]*"', when, file.read_text()))
    return tmp_path


def lab() -> FakeLab:
    right = Verdict("right", "")
    return FakeLab(Script({"create-x": {"right": right}, "make-y": {"right": right}}))


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_review_is_offered_and_played_apart_from_the_lesson(
    home: Path, size: tuple[int, int]
) -> None:
    app = TutorApp(Desk(lab().as_lab()))
    before = Journal.open(home).of(LESSON)
    async with app.run_test(size=size) as pilot:
        player = Player(app, pilot)
        await player.settle()
        assert player.shows("→ Review: 2 steps", "r review", "next · continue where you were: ")
        await player.press("home", "enter")
        assert player.step == "create-x"
        assert player.shows("Review: Your first gradient", "1 of 2")
        await player.answer("right")
        await player.press("enter")
        assert player.step == "make-y"
        assert player.shows("2 of 2")
        await player.answer("right")
        assert player.shows("Enter finish")
        await player.press("enter")
        assert player.shows("The end of the lesson", "2 of 2 steps right.", "Nothing is left to review")
        await player.press("enter")
        assert player.shows("The course")
        assert not player.shows("Review:")
    assert Journal.open(home).of(LESSON) == before


async def test_there_is_no_review_on_the_day_of_the_slip(home: Path) -> None:
    desk = Desk(lab().as_lab(), lambda: SLIPPED)
    assert await desk.due() == []
    assert await desk.review() is None
    assert next(card.last for card in await desk.cards())


async def test_steps_that_no_lesson_has_any_more_are_not_due(home: Path) -> None:
    journal = Journal.open(home)
    for lesson, step in ((LESSON, "gone"), ("elsewhere", "make-y")):
        journal.write(Line("answer", lesson, step, ruling="wrong"))
        journal.write(Line("answer", lesson, step, ruling="right"))
    journal.close()
    found = await Desk(lab().as_lab()).due()
    assert [(one.lesson, one.step) for one in found] == [(LESSON, "create-x"), (LESSON, "make-y")]


async def test_a_review_is_not_the_lesson_that_was_left_last(home: Path) -> None:
    desk = Desk(lab().as_lab())
    assert await desk.review() is not None
    assert [card.lesson for card in await desk.cards() if card.last] == [LESSON]
