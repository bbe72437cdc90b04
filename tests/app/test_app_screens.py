"""Home, help, palette, questions, the size of the terminal, and how the app starts and ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandPalette, Hit
from textual.widgets import OptionList, Static

from agtutor.app.commands import Commands
from agtutor.app.coursemap import stops
from agtutor.app.desk import Card
from agtutor.app.keys import LESSON
from agtutor.app.screens.home import line, when
from agtutor.app.screens.too_small import words
from agtutor.app.terminal import colour_system, trouble_with, wants_ascii
from agtutor.errors import LibraryError
from tests.app.app_fake_lab import FakeLab
from tests.app.app_lesson import script
from tests.app.app_player import NARROW, WIDE, playing
from tests.streams import Stream

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])


@SIZES
async def test_home_shows_the_course_and_where_to_continue(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with playing(tmp_path, size, at_home=True) as player:
        assert player.shows(
            "The course", "▸ A small lesson", "continue where you were: Hello", "0 of 10"
        )
        assert player.shows("· Another [b]lesson[/b]", "30 min", "open · comes after A small lesson")
        assert player.shows("0 of 2 lessons done, about 35 min left")
        await player.press("enter")
        assert player.shows("Step 1 ─ Hello")


async def test_home_is_read_anew_after_a_lesson(tmp_path: Path) -> None:
    async with playing(tmp_path, at_home=True) as player:
        await player.press("enter", "enter")
        assert player.step == "make-y"
        await player.press("ctrl+o")
        assert player.shows("The course", "1 of 10")


async def test_the_first_frame_is_there_before_the_course(tmp_path: Path) -> None:
    lab = FakeLab(script())
    async with playing(tmp_path, at_home=True, lab=lab) as player:
        assert player.shows("Ctrl+Q quit")
        assert not player.shows("Reading the course")


def test_a_lessons_time_is_what_is_left_of_it() -> None:
    assert when(Card("a", "A", 20, 10)) == "20 min"
    assert when(Card("a", "A", 20, 10, right=4, skipped=1)) == "10 min left"
    assert when(Card("a", "A", 20, 10, right=10)) == "done"


@pytest.mark.parametrize("width", [53, 73, 120])
def test_a_lessons_line_is_as_wide_as_its_place(width: int) -> None:
    card = Card("a", "A title that goes on and on and does not end here", 20, 10, 3, 0, "At this", True)
    [stop] = stops([card])
    assert [part.cell_length for part in line(stop, width).split("\n")] == [width, width]


async def test_a_lesson_that_cant_be_opened_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(tmp_path, at_home=True) as player:

        async def fail(*_: object) -> bool:
            raise LibraryError("There is no lesson [b]x[/b].", fix="Did you mean `y`?")

        monkeypatch.setattr(player.desk, "trusts", fail)
        await player.press("enter")
        assert player.shows("There is no lesson [b]x[/b]. Did you mean y?", "The course")


@pytest.mark.parametrize(
    ("key", "opened"), [("y", True), ("n", False), ("enter", False), ("escape", False)]
)
async def test_a_lesson_from_elsewhere_asks_for_trust(tmp_path: Path, key: str, opened: bool) -> None:
    async with playing(tmp_path, at_home=True) as player:
        player.desk.trusted = False
        await player.pilot.press("enter")
        await player.pilot.pause()
        assert player.shows("Run this lesson's code?")
        await player.press(key)
        assert player.shows("Step 1 ─ Hello") is opened
        assert player.desk.trusted is opened


@SIZES
async def test_help_names_every_key_of_a_lesson(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(tmp_path, size, step="make-y") as player:
        await player.press("f1")
        for key in LESSON[:3]:
            assert player.shows(key.help)
        await player.press("end")
        assert player.shows("app.quit=ctrl+q")
        texts = {str(one.render()) for one in player.app.screen.query(Static)}
        assert {"Backspace", "To move a key"} <= texts
        await player.press("escape")
        assert player.shows("In [2]")


async def test_the_palette_offers_what_applies_now(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        names = [str(hit.prompt) async for hit in Commands(player.app.screen).discover()]
        assert "Show the next hint" in names
        assert "Stop what is running" not in names
        assert "Colours: light" in names
        await player.press("f2", "f2")
        await player.answer("y = x**2")
        await player.press("enter")
        names = [str(hit.prompt) async for hit in Commands(player.app.screen).discover()]
        assert "Show the next hint" not in names
        assert "Go to step 2: Square it" in names


async def test_the_palette_goes_to_a_step(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.answer("y = x**2")
        await player.press("enter")
        assert player.step == "guess"
        [hit] = [hit async for hit in Commands(player.app.screen).search("step 2")]
        assert isinstance(hit, Hit)
        await hit.command()
        await player.settle()
        assert player.step == "make-y"


async def test_ctrl_p_opens_the_palette(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.poke("ctrl+p")
        assert isinstance(player.app.screen, CommandPalette)
        await player.poke("escape")
        assert player.shows("In [2]")


async def test_colours_can_be_changed(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        hits = [hit async for hit in Commands(player.app.screen).discover()]
        next(hit for hit in hits if str(hit.prompt) == "Colours: light").command()
        await player.settle()
        assert player.app.theme == "agtutor-light"
        assert player.shows("Square it")


async def test_too_small_a_terminal_says_by_how_much(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.write("y = x")
        await player.pilot.resize_terminal(58, 15)
        await player.settle()
        assert player.shows("This terminal is 58x15.", "2 more columns and 1 more line")
        covers = player.app.screen
        await player.press("escape")
        assert player.app.screen is covers
        await player.pilot.resize_terminal(80, 24)
        await player.settle()
        assert player.shows("In [2]", "y = x")


@pytest.mark.parametrize("size", [(60, 16), (61, 17), (99, 16), (100, 16), (240, 70)])
async def test_the_smallest_terminals_still_show_all_parts(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with playing(tmp_path, size, step="make-y") as player:
        await player.answer("y = x*2")
        assert player.shows("Step 2 ─ Square it", "In [2]", "y = x*2", "✗ Not yet", "Enter run")


def test_the_words_name_only_what_is_missing() -> None:
    from textual.geometry import Size

    assert "1 more column." in words(Size(59, 20))
    assert "line" not in words(Size(59, 20)).split("60x16:")[1]


async def test_f6_and_f7_are_the_apps_even_in_the_editor(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.write("y = x\ny")
        await player.press("f7")
        assert player.shows("Your answers")
        await player.press("escape", "f6")
        assert player.step == "guess"


async def test_ctrl_c_copies_what_is_selected(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.write("y = x")
        await player.press("shift+home", "ctrl+c")
        assert player.app.clipboard == "y = x"


async def test_escape_comes_back_from_a_pane(tmp_path: Path) -> None:
    async with playing(tmp_path, WIDE, step="make-y") as player:
        editor = player.app.focused
        await player.press("shift+tab")
        assert player.app.focused is not editor
        await player.press("escape")
        assert player.app.focused is editor


async def test_options_are_picked_by_number_and_by_letter(tmp_path: Path) -> None:
    async with playing(tmp_path, step="guess") as player:
        await player.press("3")
        assert player.typed == "21 slopes"
        await player.press("b")
        assert player.typed == "a tensor of zeros"
        await player.press("up", "enter")
        assert player.shows("✓ Right")


async def test_an_order_can_be_taken_back(tmp_path: Path) -> None:
    async with playing(tmp_path, step="graph") as player:
        await player.press("1", "enter", "backspace")
        assert len(player.typed.splitlines()) == 1
        assert player.shows("Order:", "→ …", "Enter pick")
        await player.press("4", "3", "2")
        assert len(player.typed.splitlines()) == 4
        assert player.shows("Enter answers")
        assert isinstance(player.app.focused, OptionList)


@pytest.mark.parametrize("encoding", ["utf-8", "UTF8", "utf_8", "ascii", "latin-1", "nonsense"])
def test_a_terminal_of_any_encoding_will_do(encoding: str) -> None:
    assert trouble_with(Stream(encoding), {"TERM": "xterm-256color"}) == ""


@pytest.mark.parametrize(
    ("encoding", "environment", "ascii"),
    [
        ("utf-8", {"TERM": "xterm"}, False),
        ("UTF8", {"TERM": "xterm", "LC_ALL": "C.UTF-8"}, False),
        ("utf-8", {"TERM": "xterm", "LC_ALL": "C"}, True),
        ("utf-8", {"TERM": "linux"}, True),
        ("ascii", {"TERM": "xterm"}, True),
        ("latin-1", {"TERM": "xterm"}, True),
        ("nonsense", {"TERM": "xterm"}, True),
    ],
)
def test_what_a_terminal_lacks_is_not_drawn(
    encoding: str, environment: dict[str, str], ascii: bool
) -> None:
    assert wants_ascii(Stream(encoding), environment) is ascii


@pytest.mark.parametrize(
    ("environment", "system"),
    [
        ({"TERM": "xterm-256color"}, "auto"),
        ({"TERM": "screen-256color", "TMUX": "/tmp/tmux", "COLORTERM": "truecolor"}, "auto"),
        ({"TERM": "screen-256color", "COLORTERM": "truecolor"}, "256"),
        ({"TERM": "screen.xterm-256color", "STY": "1", "COLORTERM": "truecolor"}, "256"),
        ({"TERM": "screen", "COLORTERM": "truecolor"}, "standard"),
    ],
)
def test_what_screen_was_told_of_colours_is_not_believed(
    environment: dict[str, str], system: str
) -> None:
    assert colour_system(environment) == system


@pytest.mark.parametrize(
    ("stream", "environment", "said"),
    [
        (Stream(), {"TERM": "dumb"}, "TERM"),
        (Stream(), {}, "TERM"),
        (Stream(terminal=False), {"TERM": "xterm"}, "terminal"),
        (None, {"TERM": "xterm"}, "terminal"),
    ],
)
def test_a_terminal_that_wont_do_is_told_why(
    stream: Stream | None, environment: dict[str, str], said: str
) -> None:
    assert said in trouble_with(stream, environment)
