"""Each entry of the command palette, picked there, does what it is named after."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.command import CommandInput

from agtutor.app.desk import Card
from agtutor.app.keys import EVERYWHERE, HOME, LESSON, PLOT, SUMMARY, Key
from agtutor.app.screens.help import HelpScreen
from agtutor.app.screens.history import HistoryScreen
from agtutor.app.screens.home import HomeScreen
from agtutor.app.screens.lesson import LessonScreen
from agtutor.app.screens.numbers import NumbersScreen
from agtutor.app.screens.output import OutputScreen
from agtutor.app.screens.summary import SummaryScreen
from agtutor.app.theme import TITLES
from agtutor.walkthrough.spacing import Due
from tests.app.app_lesson import ANSWERS
from tests.app.app_player import SmallDesk, SmallPlayer, playing
from tests.app.test_app_walking import walking

Check = Callable[[SmallPlayer], bool]


def front(screen: type) -> Check:
    """Return a check of which screen is in front."""
    return lambda player: type(player.app.screen) is screen


def text(*words: str) -> Check:
    """Return a check of what the screen shows."""
    return lambda player: player.shows(*words)


AT_LESSON: dict[str, Check] = {
    "Run the answer": lambda player: [one for one, _ in player.lab.answers] == ["make-y"] * 2,
    "Help: all keys": front(HelpScreen),
    "Show the next hint": text("Arithmetic works on each entry."),
    "Look at the next pane": lambda player: player.lesson.board.looking,
    "Go into the pane in front": lambda player: player.lesson.in_pane,
    "Walk back through the graph, node by node": text("Backward, 1 of 2"),
    "Back to the step before": lambda player: player.step == "hello",
    "Skip this step": lambda player: player.step == "guess",
    "Look at your answers": front(HistoryScreen),
    "Search your answers": front(HistoryScreen),
    "Open the scratch pad": lambda player: player.lesson.scratching,
    "Look at the whole output": front(OutputScreen),
    "Start the lesson over": text("Start this lesson over?"),
    "Stop what is running": lambda player: player.lab.interrupted,
    "Back to the course": front(HomeScreen),
}
AT_PLOT: dict[str, Check] = {
    "Walk along the curve, with the tangent": text("Point 11 of 21"),
    "Turn the plot's y axis to a log scale, or back": text("logarithmic"),
    "Look at the plot's numbers": front(NumbersScreen),
    "Save the plot as SVG": lambda _: Path("agtutor-plot.svg").exists(),
    "Save the plot's numbers as CSV": lambda _: Path("agtutor-plot.csv").exists(),
}
AT_HOME: dict[str, Check] = {
    "Read the course again": text("5 of 10"),
    "Help: all keys": front(HelpScreen),
    "Review the steps where you slipped": front(LessonScreen),
}
AT_END: dict[str, Check] = {
    "Write a note file": lambda _: Path("agtutor-small.md").exists(),
    "Help: all keys": front(HelpScreen),
    "Back to the lesson": front(LessonScreen),
    "Go to the course": front(HomeScreen),
}
QUIT = "Quit"


async def pick(player: SmallPlayer, name: str) -> None:
    """Open the palette, type the whole name, and take the first entry that is found."""
    await player.poke("ctrl+p")
    player.app.screen.query_one(CommandInput).value = name
    await player.poke()
    await player.poke("enter")


async def picked(player: SmallPlayer, name: str, check: Check) -> None:
    """Hold that what is checked comes of picking an entry; close what then lies over the screen."""
    assert not check(player), name
    await pick(player, name)
    await player.settle()
    assert check(player), (name, player.lines())
    if player.app.screen.is_modal:
        await player.press("escape")


def wearing(theme: str) -> Check:
    """Return a check of the theme."""
    return lambda player: player.app.theme == theme


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that all files are written to."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path))
    return tmp_path


@asynccontextmanager
async def answered(folder: Path) -> AsyncIterator[SmallPlayer]:
    async with playing(folder, step="make-y", lab=walking()) as player:
        await player.answer(ANSWERS["make-y"])
        yield player


async def one_due(_: SmallDesk) -> list[Due]:
    return [Due("small", "make-y", date(2026, 1, 1))]


async def half_done(_: SmallDesk) -> list[Card]:
    return [Card("small", "A small lesson", 5, 10, 5)]


def names(keys: Iterable[Key]) -> set[str]:
    return {key.name for key in keys if key.name}


def test_each_entry_is_picked_below() -> None:
    assert AT_LESSON.keys() == names(LESSON)
    assert AT_PLOT.keys() == names(PLOT)
    assert AT_HOME.keys() == names(HOME)
    assert AT_END.keys() == names(SUMMARY)
    assert names(EVERYWHERE) == {QUIT}


@pytest.mark.parametrize("name", AT_LESSON)
async def test_an_entry_of_a_lesson_does_what_it_says(folder: Path, name: str) -> None:
    async with answered(folder) as player:
        if name == "Stop what is running":
            player.lab.hold()
            await player.poke("f5")
        await picked(player, name, AT_LESSON[name])


async def test_an_entry_of_a_plot_does_what_it_says(folder: Path) -> None:
    async with playing(folder, step="plot-y") as player:
        await player.answer(ANSWERS["plot-y"])
        for name, check in AT_PLOT.items():
            await picked(player, name, check)


async def test_an_entry_of_the_course_does_what_it_says(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SmallDesk, "due", one_due)
    async with playing(folder, at_home=True) as player:
        monkeypatch.setattr(SmallDesk, "review", lambda desk: desk.open("small"))
        monkeypatch.setattr(SmallDesk, "cards", half_done)
        for name, check in AT_HOME.items():
            await picked(player, name, check)


async def test_an_entry_of_the_summary_does_what_it_says(folder: Path) -> None:
    async with playing(folder, step="closing") as player:
        for name, check in AT_END.items():
            if type(player.app.screen) is LessonScreen:
                await player.press("enter")
            assert type(player.app.screen) is SummaryScreen
            await picked(player, name, check)


async def test_each_theme_is_put_on(folder: Path) -> None:
    async with answered(folder) as player:
        for theme, title in reversed(TITLES.items()):  # the one that starts comes last
            await picked(player, f"Colours: {title}", wearing(theme))


async def test_quit_quits(folder: Path) -> None:
    async with answered(folder) as player:
        await pick(player, QUIT)
    assert player.app.return_code == 0
    assert player.lab.closed
