"""What the screens work with: the real library and the real journal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from agtutor.app.desk import Card, Desk
from agtutor.errors import LibraryError
from agtutor.journal import Journal, Line
from agtutor.lesson.library import Library
from tests.app.app_fake_lab import FakeLab
from tests.imports import modules_after


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose journal is in a folder of the test's own."""
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path))
    return Desk(FakeLab().as_lab())


async def first_card(desk: Desk) -> Card:
    return next(card for card in await desk.cards() if card.lesson == "first-gradient")


async def test_a_new_learner_sees_the_course_with_nothing_done(desk: Desk) -> None:
    card = await first_card(desk)
    assert card.title == "Your first gradient"
    assert card.steps > 20
    assert (card.done, card.last, card.at) == (0, False, "")


async def test_a_card_says_how_far_the_learner_is_and_where(desk: Desk, tmp_path: Path) -> None:
    journal = Journal.open(tmp_path)
    journal.write(Line("answer", "first-gradient", "welcome", ruling="right"))
    journal.write(Line("skip", "first-gradient", "imports", answer="import torch"))
    journal.write(Line("at", "first-gradient", "create-x"))
    card = await first_card(desk)
    assert (card.right, card.skipped, card.at, card.last) == (1, 1, "The input", True)


async def test_a_lesson_opens_where_it_was_left_and_stays_open(desk: Desk) -> None:
    walk = await desk.open("first-gradient")
    assert walk.position == 0
    assert await desk.open("first-gradient", "make-y") is walk
    assert walk.step.id == "make-y"


async def test_what_isnt_there_is_refused_with_the_nearest_name(desk: Desk) -> None:
    with pytest.raises(LibraryError, match="make-y"):
        await desk.open("first-gradient", "make-yy")
    with pytest.raises(LibraryError, match="first-gradient"):
        await desk.trusts("first-gradien")


async def test_a_lesson_from_elsewhere_is_trusted_once_for_each_content(
    desk: Desk, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.yaml"
    shutil.copy(Library().path("first-gradient"), mine)
    assert await desk.trusts("first-gradient")
    assert not await desk.trusts(str(mine))
    await desk.trust(str(mine))
    assert await desk.trusts(str(mine))


async def test_closing_closes_the_lab() -> None:
    lab = FakeLab()
    await Desk(lab.as_lab()).close()
    assert lab.closed


def test_the_first_frame_waits_for_no_heavy_import() -> None:
    found = modules_after("import agtutor.app.start, agtutor.app.app, agtutor.app.desk")
    assert not found & {"torch", "sympy", "mpmath", "numpy", "pydantic", "plotext", "yaml"}
