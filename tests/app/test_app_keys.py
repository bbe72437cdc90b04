"""Keys of the course, the summary, the plot and the editor, pressed where they stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Static

from agtutor.app.desk import Card
from agtutor.app.keys import HOME, SUMMARY, Key
from agtutor.app.screens.help import HelpScreen
from agtutor.app.screens.lesson import LessonScreen
from agtutor.app.screens.summary import SummaryScreen
from agtutor.walkthrough.spacing import Due
from tests.app.app_fake_lab import FakeLab
from tests.app.app_lesson import ANSWERS, XS, script
from tests.app.app_player import WIDE, SmallDesk, SmallPlayer, playing
from tests.builders import figure_of, series


def lists(player: SmallPlayer, keys: tuple[Key, ...]) -> bool:
    """Tell whether the help lies over the screen, with these keys in it."""
    listed = {str(one.render()) for one in player.app.screen.query(Static)}
    return type(player.app.screen) is HelpScreen and {key.help for key in keys} <= listed


async def test_r_begins_the_review_from_wherever_the_list_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def one_due(_: SmallDesk) -> list[Due]:
        return [Due("small", "make-y", date(2026, 1, 1))]

    monkeypatch.setattr(SmallDesk, "due", one_due)
    monkeypatch.setattr(SmallDesk, "review", lambda desk: desk.open("small", "make-y"))
    async with playing(tmp_path, at_home=True) as player:
        await player.press("r")
        assert player.step == "make-y"


async def test_r_says_so_where_nothing_is_due(tmp_path: Path) -> None:
    async with playing(tmp_path, at_home=True) as player:
        assert not player.shows("r review")
        await player.press("r")
        assert player.shows("There is nothing to review today.", "The course")


async def test_f5_reads_the_course_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def grown(_: SmallDesk) -> list[Card]:
        return [Card("new", "A lesson that was written just now", 5, 3)]

    async with playing(tmp_path, at_home=True) as player:
        monkeypatch.setattr(SmallDesk, "cards", grown)
        await player.press("f5")
        assert player.shows("A lesson that was written just now")


async def test_f1_lists_the_keys_of_the_course_and_of_the_summary(tmp_path: Path) -> None:
    async with playing(tmp_path, at_home=True) as player:
        await player.press("f1")
        assert lists(player, HOME)
    async with playing(tmp_path, WIDE, step="closing") as player:
        await player.press("enter")
        assert type(player.app.screen) is SummaryScreen
        await player.press("f1")
        assert lists(player, SUMMARY)
        await player.press("escape", "escape")
        assert player.shows("The course")


async def test_s_saves_the_plot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with playing(tmp_path / "state", step="plot-y") as player:
        await player.answer(ANSWERS["plot-y"])
        await player.press("ctrl+g", "s")
        assert (tmp_path / "agtutor-plot.svg").read_text().startswith("<svg")


async def test_up_goes_back_to_the_curve_before(tmp_path: Path) -> None:
    said = script()
    curves = [series(XS, [x * rise for x in XS], label=f"rise {rise}") for rise in (1, 2)]
    said.made["plot-y"]["figures"] = [figure_of(*curves)]
    async with playing(tmp_path, WIDE, step="plot-y", lab=FakeLab(said)) as player:
        await player.answer(ANSWERS["plot-y"])
        await player.press("ctrl+g", "right", "down")
        assert player.shows("of rise 2: x = 0")
        await player.press("up")
        assert player.shows("of rise 1: x = 0")


async def test_ctrl_n_opens_a_line_in_the_answer_from_a_pane_too(tmp_path: Path) -> None:
    async with playing(tmp_path, WIDE, step="make-y") as player:
        pane = player.lesson.pane
        assert pane is not None
        await player.write("y = x")
        await player.press("ctrl+n", "z")
        assert pane.value() == "y = x\nz"
        await player.press("ctrl+g")
        assert player.lesson.in_pane
        await player.press("ctrl+n", "u")
        assert pane.value() == "y = x\nz\nu"
        assert player.walk.attempts("make-y") == 0
        assert type(player.app.screen) is LessonScreen
