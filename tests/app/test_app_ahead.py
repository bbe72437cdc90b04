"""What is typed before the next step is there waits for it, and answers nothing by accident."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from agtutor.app.ahead import fitting
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
        assert player.lesson.pane is not None
        assert player.lesson.pane.value().endswith("y=1")
        assert player.walk.attempts("make-y") == 0


async def test_a_second_enter_sends_no_step_that_was_not_seen(tmp_path: Path) -> None:
    async with playing(tmp_path, step="hello") as player:
        burst(player, "enter", "enter", "enter")
        await player.settle()
        assert player.step == "make-y"
        assert player.walk.attempts("make-y") == 0


async def test_an_answer_that_was_changed_is_sent_and_keeps_what_follows(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.answer("y = x ** 2")
        burst(player, "3", "enter", *"zz")
        await player.settle()
        assert player.step == "make-y"
        assert player.lesson.pane is not None
        assert player.lesson.pane.value() == "y = x ** 23zz"
        assert player.walk.attempts("make-y") == 2


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
        assert player.lesson.pane is not None
        assert player.lesson.pane.value() == ""
        assert player.walk.attempts("leaf") == 0


async def test_what_is_typed_behind_the_last_enter_leaves_the_summary_alone(tmp_path: Path) -> None:
    async with playing(tmp_path, step="closing") as player:
        burst(player, "enter", "enter", "n")
        await player.settle()
        assert type(player.app.screen).__name__ == "SummaryScreen"
        await player.press("enter")
        assert type(player.app.screen).__name__ == "HomeScreen"
