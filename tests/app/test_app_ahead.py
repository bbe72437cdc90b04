"""What is typed before the next step is there waits for it, and answers nothing by accident."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from agtutor.app.ahead import CaughtUp, fitting
from agtutor.app.screens.lesson import LessonScreen
from agtutor.walkthrough.walk import Walkthrough
from tests.app.app_fake_lab import FakeLab
from tests.app.app_lesson import ANSWERS, script
from tests.app.app_player import SmallPlayer, playing


def keys(text: str) -> list[events.Key]:
    """Return keys: a character each, ⏎ for Enter, ⌫ for Backspace, ↷ for F6."""
    named = {"⏎": "enter", "⌫": "backspace", "↷": "f6"}
    return [events.Key(named.get(one, one), None if one in named else one) for one in text]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", ""), ("ab", "ab"), ("⏎", ""), ("⏎⏎a", "a"), ("ab⏎", "ab⏎"), ("a⏎b⏎", "a⏎"), ("↷⌫a⌫", "a⌫")],
)
def test_text_goes_to_an_editor_and_one_enter_behind_it(typed: str, kept: str) -> None:
    found = fitting(keys(typed), in_editor=True)
    assert [one.key for one in found if isinstance(one, events.Key)] == [one.key for one in keys(kept)]
    assert fitting(keys(typed), in_editor=False) == []


def burst(player: SmallPlayer, *names: str) -> None:
    """Have keys there all at once, as a slow line brings them."""
    for name in names:
        player.app.post_message(events.Key(name, name if len(name) == 1 else None))


async def test_what_is_typed_behind_enter_goes_to_the_next_step(tmp_path: Path) -> None:
    async with playing(tmp_path, step="hello") as player:
        burst(player, "enter", *"y=1")
        await player.settle()
        assert player.step == "make-y"
        assert player.typed.endswith("y=1")
        assert player.walk.attempts("make-y") == 0


async def test_a_second_enter_sends_no_step_that_was_not_seen(tmp_path: Path) -> None:
    async with playing(tmp_path, step="hello") as player:
        burst(player, "enter", "enter", "enter")
        await player.settle()
        assert player.step == "make-y"
        assert player.walk.attempts("make-y") == 0


async def test_an_answer_that_was_changed_is_sent_and_keeps_what_follows(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.answer(ANSWERS["make-y"])
        burst(player, "3", "enter", *"zz")
        await player.settle()
        assert player.step == "make-y"
        assert player.typed == "y = x**23zz"
        assert player.walk.attempts("make-y") == 1


async def test_a_key_for_one_step_picks_no_option_of_the_next(tmp_path: Path) -> None:
    async with playing(tmp_path, step="graph") as player:
        await player.press("1", "2", "3", "4")
        player.lesson.action_skip()
        await player.settle()
        assert player.step == "leaf"
        player.lesson.action_back()
        await player.settle()
        assert player.lesson.may_lead_on("enter")
        burst(player, "enter", "2", "enter")
        await player.settle()
        assert player.step == "leaf"
        assert player.typed == ""
        assert player.walk.attempts("leaf") == 0


async def test_what_is_typed_behind_the_last_enter_leaves_the_summary_alone(tmp_path: Path) -> None:
    async with playing(tmp_path, step="closing") as player:
        burst(player, "enter", "enter", "n")
        await player.settle()
        assert type(player.app.screen).__name__ == "SummaryScreen"
        await player.press("enter")
        assert type(player.app.screen).__name__ == "HomeScreen"


@pytest.fixture
def slow_disk(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Let no step be left before the event is set."""
    written, leave = asyncio.Event(), Walkthrough.next

    async def wait(walk: Walkthrough) -> bool:
        await written.wait()
        return await leave(walk)

    monkeypatch.setattr(Walkthrough, "next", wait)
    return written


async def test_what_is_typed_waits_for_a_slow_disk_whoever_asks(
    tmp_path: Path, slow_disk: asyncio.Event
) -> None:
    async with playing(tmp_path, step="hello") as player:
        await player.poke("enter", *"y=1")
        player.app.post_message(CaughtUp())
        await player.poke("2")
        assert player.step == "hello"
        slow_disk.set()
        await player.settle()
        assert player.step == "make-y"
        assert player.typed.endswith("y=12")


async def test_escape_and_ctrl_c_act_while_keys_wait_and_ctrl_c_drops_those(
    tmp_path: Path, slow_disk: asyncio.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[str] = []
    monkeypatch.setattr(LessonScreen, "action_leave", lambda _: left.append("left"))
    async with playing(tmp_path, step="hello", notifications=True) as player:
        await player.poke("enter", "y", "escape")
        assert left == ["left"]
        await player.poke("ctrl+c")
        assert [told.message for told in player.app._notifications] == [
            "Nothing is running. Ctrl+Q quits."
        ]
        slow_disk.set()
        await player.settle()
        assert player.step == "make-y"
        assert player.typed == "y = "


async def test_ctrl_q_quits_while_keys_wait(tmp_path: Path, slow_disk: asyncio.Event) -> None:
    async with playing(tmp_path, step="hello") as player:
        await player.poke("enter", "y", "ctrl+q")
        assert player.app._exit
        slow_disk.set()


async def test_nothing_that_waits_goes_to_a_sheet_that_was_opened_meanwhile(
    tmp_path: Path, slow_disk: asyncio.Event
) -> None:
    async with playing(tmp_path, step="hello") as player:
        await player.poke("enter", *"quit", "enter", "ctrl+p")
        slow_disk.set()
        await player.settle()
        assert type(player.app.screen).__name__ == "CommandPalette"
        assert player.app.screen.query_one(Input).value == ""
        await player.press("escape", "z")
        assert player.typed.endswith("z")


async def test_keys_are_not_kept_where_nothing_has_the_focus(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.answer(ANSWERS["make-y"])
        player.lesson.set_focus(None)
        await player.press("enter", "f2")
        assert len(player.walk.hints_shown("make-y")) == 1


async def test_ctrl_c_behind_a_step_to_read_leaves_no_key_waiting(
    tmp_path: Path, slow_disk: asyncio.Event
) -> None:
    lab = FakeLab(script())
    lab.load()
    async with playing(tmp_path, step="hello", lab=lab) as player:
        await player.reach("hello")
        await player.poke("enter", "ctrl+c")
        slow_disk.set()
        await player.reach("make-y")
        await player.poke("ctrl+l", "z")
        assert player.typed == "z"
        lab.loaded()
        await player.settle()
