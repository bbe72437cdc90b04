"""What has to be in view, and what must not be any longer."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from agtutor.app.app import TutorApp
from agtutor.app.desk import Card
from tests.app.app_fake_lab import FakeLab
from tests.app.app_lesson import script
from tests.app.app_player import NARROW, Player, SmallDesk, playing
from tests.builders import evidence


async def test_the_newest_answer_is_in_view_where_there_are_many(tmp_path: Path) -> None:
    async with playing(tmp_path, NARROW, step="make-y") as player:
        for number in range(1, 12):
            await player.answer(f"y = {number}")
        await player.press("f7")
        assert player.shows("In [2] y = 11")
        assert not player.shows("In [2] y = 1 ")


async def test_the_scratch_pad_of_a_step_that_is_read_shows_what_ran(tmp_path: Path) -> None:
    async with playing(tmp_path, step="hello") as player:
        await player.press("f8")
        await player.answer("1 + 1")
        assert player.shows("ran 1 + 1", "The lesson's tensors are as they were.")
        await player.press("escape")
        assert player.shows("Enter goes on.")
        assert not player.shows("Out")


async def test_what_an_earlier_answer_left_goes_when_the_next_one_runs_long(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.answer("y = x**2")
        assert player.shows("tensor([25.0000, 20.2500])", "✓ Right")
        player.lab.load()  # as a long run does, it says so
        await player.write("y = x*2")
        await player.poke("enter")
        assert player.shows("your answer runs as soon as it is there")
        assert not player.shows("tensor([25.0000, 20.2500])")
        assert not player.shows("✓ Right")
        player.lab.loaded()
        await player.settle()
        assert player.shows("✗ Not yet: You doubled x")


async def test_the_verdict_stays_in_view_beside_a_pane_in_a_narrow_terminal(tmp_path: Path) -> None:
    lab = FakeLab(script())
    lab.script.made["make-y"] = evidence(output="1\n2\n3\n4\n5\n")
    async with playing(tmp_path, NARROW, step="make-y", lab=lab) as player:
        await player.answer("y = x**2")
        for _ in range(4):
            await player.press("f3")
            assert player.shows("✓ Right. y carries a grad_fn.")


async def test_the_last_step_says_that_enter_ends_the_lesson(tmp_path: Path) -> None:
    async with playing(tmp_path, step="closing") as player:
        assert player.shows("Enter finish")


async def test_enter_before_the_course_is_read_opens_the_lesson(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, cards = asyncio.Event(), SmallDesk.cards

    async def slow(desk: SmallDesk) -> list[Card]:
        await read.wait()
        return await cards(desk)

    monkeypatch.setattr(SmallDesk, "cards", slow)
    app = TutorApp(SmallDesk(FakeLab(script()), tmp_path))
    async with app.run_test(size=NARROW) as pilot:
        player = Player(app, pilot)
        await player.poke("enter")
        assert player.shows("Reading the course")
        read.set()
        await player.settle()
        assert player.shows("Step 1 ─ Hello")


async def test_the_greeting_stands_in_its_place(tmp_path: Path) -> None:
    async with playing(tmp_path, at_home=True) as player:
        assert player.lines()[2].startswith("  Automatic differentiation")


async def test_an_empty_scratch_pad_runs_nothing(tmp_path: Path) -> None:
    async with playing(tmp_path, step="hello") as player:
        await player.press("f8", "enter")
        assert player.shows("Nothing is typed yet.")
        assert not player.shows("This ran on a copy.")


async def test_a_passing_word_never_covers_the_verdict(tmp_path: Path) -> None:
    async with playing(tmp_path, NARROW, step="make-y", notifications=True) as player:
        await player.answer("y = x*2")
        await player.press("f2", "f2", "f2")
        assert player.shows("There are no more hints for this step.")
        assert player.shows("✗ Not yet: You doubled x: at −5 your y is −10. Can a square be negative?")
        assert player.shows("Create a tensor y that holds the square")


async def test_enter_is_not_offered_while_something_runs(tmp_path: Path) -> None:
    async with playing(tmp_path, NARROW, step="make-y") as player:
        assert player.shows("Enter run")
        player.lab.hold()
        await player.write("y = x**2")
        await player.poke("enter")
        assert "Enter" not in player.lines()[-1]
        player.lab.free.set()
        await player.settle()
        assert player.shows("Enter next")


async def test_escape_comes_back_from_a_pane_to_the_step(tmp_path: Path) -> None:
    async with playing(tmp_path, NARROW, step="make-y") as player:
        await player.press("f3")
        assert not player.shows("Create a tensor y")
        await player.press("escape")
        assert player.shows("Create a tensor y")


async def test_text_below_the_fold_is_announced(tmp_path: Path) -> None:
    async with playing(tmp_path, (60, 16), step="make-y") as player:
        assert not player.shows("PgDn: more")
        await player.press("f2", "f2")
        await player.answer("y = 0\n" * 4)  # in a low terminal it leaves the step little room
        await player.press("pageup")
        assert player.shows("PgDn: more")
        await player.press("pagedown", "pagedown")
        assert not player.shows("PgDn: more")
