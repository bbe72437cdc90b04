"""The editor under the hand: help on a name, marks, colours, search, paste and undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style
from textual import events
from textual.widgets import OptionList

from agtutor.app.colouring import colours
from agtutor.app.screens.help import HelpScreen
from agtutor.app.screens.history import HistoryScreen
from agtutor.app.screens.name import NameScreen
from agtutor.app.theme import DARK
from agtutor.app.widgets import code_editor
from agtutor.app.words import partner
from agtutor.case.evidence import Failure
from tests.app.app_fake_lab import FakeLab
from tests.app.app_lesson import script
from tests.app.app_player import SmallPlayer, playing
from tests.app.test_app_completion import editor, lab
from tests.builders import evidence


def underlined(player: SmallPlayer) -> list[str]:
    """Return what is underlined in the editor, line by line."""
    written = editor(player)
    lines = [written.render_line(y) for y in range(written.size.height)]
    found = ["".join(s.text for s in line if s.style and s.style.underline) for line in lines]
    return [text for text in found if text]


def bold_places(player: SmallPlayer, style: Style) -> str:
    line = editor(player).get_line(0)
    return "".join(line.plain[s.start : s.end] for s in line.spans if s.style == style)


def failing(line: int, column: int) -> FakeLab:
    written = script()
    written.verdicts["make-y"] = {}
    struck = Failure(
        type="NameError", message="w?", line=line, column=column, source="x @ w", traceback="w?"
    )
    written.made["make-y"] = evidence(ended="raised", failure=struck)
    return FakeLab(written)


async def test_f1_on_a_name_tells_about_it_and_f1_again_shows_the_keys(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y", lab=lab()) as player:
        await player.write("y = torch.sum")
        await player.press("f1")
        assert isinstance(player.app.screen, NameScreen)
        assert player.shows("torch.sum(input, dim=None)", "Returns the [b]sum[/b].", "input: a tensor")
        await player.press("f1")
        assert isinstance(player.app.screen, HelpScreen)
        await player.press("escape")
        assert not player.app.screen.is_modal


async def test_f1_elsewhere_shows_the_keys(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y", lab=lab()) as player:
        for text in ("", "y = None", "y = 1 + ", "unknown"):
            await player.write(text)
            await player.press("f1")
            assert isinstance(player.app.screen, HelpScreen)
            await player.press("escape")


async def test_an_error_is_underlined_until_the_text_changes(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y", lab=failing(2, 3)) as player:
        await player.write("a\nx @ w")
        await player.press("f5")
        assert underlined(player) == ["@ w"]
        await player.press("left")
        assert underlined(player) == ["@ w"]
        await player.press("z")
        assert underlined(player) == []


async def test_an_error_is_underlined_as_far_as_its_place_is_known(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        for line, column, marked in ((2, 5, ["w"]), (2, 0, ["x @ w"]), (2, 99, ["w"]), (1, 1, ["a"])):
            await player.write("a\nx @ w")
            editor(player).mark_error(line, column)
            assert underlined(player) == marked
        for line in (0, 3):
            await player.write("a\nx @ w ")
            editor(player).mark_error(line, 1)
            assert underlined(player) == []


@pytest.mark.parametrize(
    ("text", "place", "other"),
    [
        ("f(a[0])", 1, 6),
        ("f(a[0])", 3, 5),
        ("f(a[0])", 6, 1),
        ("f(')')", 1, 5),
        ("(]", 0, None),
        ("f(", 1, None),
        ("abc", 1, None),
        ("(a # )\n)", 0, 7),
        ("", 0, None),
    ],
)
def test_brackets_belong_together_strings_and_comments_aside(
    text: str, place: int, other: int | None
) -> None:
    assert partner(text, place) == other


async def test_the_bracket_before_the_cursor_is_marked_with_its_partner(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.write("f(a[0])")
        style = editor(player)._theme.bracket_matching_style
        assert style is not None
        assert bold_places(player, style) == "()" or bold_places(player, style) == ")("
        await player.press("left", "left")
        assert bold_places(player, style) == ""


async def test_code_has_the_colours_of_the_theme(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.write("def f(): return 'x'")
        strip = editor(player).render_line(0)
        looks = {s.text.strip(): s.style.color for s in strip if s.style and s.text.strip()}
        wanted = colours({"primary": DARK.primary, "success": str(DARK.success)}).syntax_styles
        assert looks["def"] == wanted["keyword.function"].color
        assert looks["'x'"] == wanted["string"].color
        player.app.theme = "agtutor-light"
        await player.settle()
        again = {s.text.strip(): s.style.color for s in editor(player).render_line(0) if s.style}
        assert again["def"] != looks["def"]


async def test_without_the_grammar_code_is_plain_and_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_editor, "grammar", lambda: None)
    async with playing(tmp_path, step="make-y") as player:
        await player.write("def f(): return 'x'")
        strip = editor(player).render_line(0)
        assert len({s.style.color for s in list(strip)[:1] if s.style}) == 1
        assert player.shows("def f(): return 'x'")


async def test_ctrl_r_finds_an_earlier_answer_by_its_words(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        for answer in ("y = x*3", "y = torch.sin(x)", "y = x*4"):
            await player.answer(answer)
        await player.press("ctrl+r", *"SIN y")
        assert isinstance(player.app.screen, HistoryScreen)
        assert player.app.screen.query_one(OptionList).option_count == 1
        await player.press("enter")
        assert editor(player).text == "y = torch.sin(x)"
        await player.press("ctrl+r", *"x*", "up", "enter")
        assert editor(player).text == "y = x*3"
        await player.press("ctrl+r", *"nowhere", "enter")
        assert player.app.screen.is_modal
        await player.press("ctrl+r")
        assert not player.app.screen.is_modal


async def test_many_lines_are_pasted_as_they_are_and_undone_at_once(tmp_path: Path) -> None:
    lines = "for i in range(3):\n    print(i)\n\n\tif i:\n        pass\n" + "y = 1\n" * 200
    async with playing(tmp_path, step="make-y") as player:
        await player.write("a")
        player.app.post_message(events.Paste(lines))
        await player.settle()
        assert editor(player).text == "a" + lines
        assert player.lab.answers == []
        await player.press("ctrl+z")
        assert editor(player).text == "a"
        await player.press("ctrl+y")
        assert editor(player).text == "a" + lines


async def test_undo_goes_back_over_typing_emptying_and_completing(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y", lab=lab()) as player:
        await player.write("torch.su")
        await player.press("tab", "ctrl+l")
        assert editor(player).text == ""
        await player.press("ctrl+z")
        assert editor(player).text == "torch.sum"
        await player.press("ctrl+z")
        assert editor(player).text == "torch.su"


async def test_search_offers_what_fits_the_kind_of_answer(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.answer("y = x ** 2")
        for step, answers in (("dy-dx", []), ("make-y", ["y = x ** 2"]), ("leaf", [])):
            player.lesson.action_goto(step)
            await player.settle()
            await player.press("f7")
            offered = player.app.screen
            assert isinstance(offered, HistoryScreen)
            assert [entry.answer for _, entry in offered._entries] == answers
            await player.press("escape")


async def test_the_scratch_pad_is_offered_code_at_any_step(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.answer("y = x ** 2")
        player.lesson.action_goto("dy-dx")
        await player.settle()
        await player.press("f8", "up")
        assert editor(player).text == "y = x ** 2"
        await player.press("f7", "enter")
        assert editor(player).text == "y = x ** 2"
