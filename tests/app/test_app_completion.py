"""Tab completes names in the code editor; F1 tells about the one under the cursor."""

from __future__ import annotations

from pathlib import Path

import pytest

from agtutor.app.widgets.answers import CodeAnswer
from agtutor.app.widgets.code_editor import NOTHING, CodeEditor
from agtutor.app.widgets.offers import Offers
from agtutor.app.words import Word, name_at, word_before
from agtutor.case.looking import Look, Offer, Sort
from tests.app.app_fake_lab import FakeLab
from tests.app.app_lesson import script
from tests.app.app_player import NARROW, WIDE, SmallPlayer, playing


def offer(name: str, told: str = "", says: str = "", sort: Sort = "function") -> Offer:
    return {"name": name, "sort": sort, "told": told, "says": says}


LINSPACE = offer("linspace", "(start, end, steps)", "Creates a tensor of [b]size[/b] `steps`")
LOGSPACE = offer("logspace", "(start, end, steps, base=10.0)")
TORCH: Look = {
    "sort": "module",
    "told": "module",
    "says": "The torch package.",
    "names": [LINSPACE, offer("linalg", sort="module"), LOGSPACE, offer("sum", "(input)")],
}
SPACE: Look = {
    "sort": "value",
    "told": "",
    "says": "",
    "names": [offer("torch", sort="module"), offer("x", "Tensor float32 (21,)", sort="value")],
}
SUM: Look = {
    "sort": "function",
    "told": "(input, dim=None)",
    "says": "Returns the [b]sum[/b].\n\nArgs:\n    input: a tensor",
    "names": [],
}


def lab() -> FakeLab:
    written = script()
    written.looks = {"torch": TORCH, "": SPACE, "torch.sum": SUM}
    return FakeLab(written)


def editor(player: SmallPlayer) -> CodeEditor:
    pane = player.lesson.pane
    assert isinstance(pane, CodeAnswer)
    return pane.code


def offered(player: SmallPlayer) -> list[str]:
    return [one["name"] for one in player.lesson.query_one(Offers).offers]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("x", Word((), "x")),
        ("y = torch.lin", Word(("torch",), "lin")),
        ("torch.nn.", Word(("torch", "nn"), "")),
        ("a = 1\n  x.gr", Word(("x",), "gr")),
        ("", None),
        ("x = ", None),
        ("f(x).su", None),
        ("3.su", None),
        ("'torch.su", None),
        ("x  # tor", None),
        ("a = 'it''s' + tor", Word((), "tor")),
        ('"""x.\ntor', None),
        ("λ.gr", Word(("λ",), "gr")),
    ],
)
def test_the_word_before_the_cursor_is_a_dotted_name_or_none(text: str, word: Word | None) -> None:
    assert word_before(text) == word


@pytest.mark.parametrize(
    ("line", "column", "path"),
    [
        ("y = torch.sum(x)", 11, ("torch", "sum")),
        ("y = torch.sum(x)", 13, ("torch", "sum")),
        ("y = torch.sum(x)", 5, ("torch",)),
        ("y = torch.sum(x)", 15, ("x",)),
        ("y = 1 ", 6, None),
        ("y = None", 8, None),
        ("f(x).sum", 7, None),
        ("'x'", 2, None),
    ],
)
def test_the_name_under_the_cursor_ends_with_the_part_it_is_on(
    line: str, column: int, path: tuple[str, ...] | None
) -> None:
    assert name_at(line, column) == path


async def test_tab_completes_a_name_that_goes_on_in_one_way(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y", lab=lab()) as player:
        await player.write("y = torch.su")
        await player.press("tab")
        assert editor(player).text == "y = torch.sum"
        assert player.lab.looked == [("torch", "su")]
        assert not player.lesson.query_one(Offers).display


async def test_several_names_are_offered_with_how_they_are_called(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y", lab=lab()) as player:
        await player.write("y = torch.l")
        await player.press("tab")
        assert offered(player) == ["linspace", "linalg", "logspace"]
        assert player.shows("linspace(start, end, steps)", "of [b]size[/b] `steps`")
        await player.press("i")
        assert offered(player) == ["linspace", "linalg"]
        await player.press("down", "tab")
        assert editor(player).text == "y = torch.linalg"
        assert offered(player) == []


async def test_tab_types_what_all_names_have_in_common(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y", lab=lab()) as player:
        await player.write("torch.li")
        await player.press("tab")
        assert editor(player).text == "torch.lin"
        assert offered(player) == ["linspace", "linalg"]
        await player.press("ctrl+z")
        assert editor(player).text == "torch.li"


async def test_escape_closes_the_list_and_enter_runs_as_ever(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y", lab=lab()) as player:
        await player.write("torch.l")
        await player.press("tab", "escape")
        assert offered(player) == []
        assert editor(player).has_focus
        await player.press("tab")
        assert offered(player)
        await player.press("enter")
        assert offered(player) == []
        assert player.lab.answers == [("make-y", "torch.l")]


async def test_the_list_closes_when_the_cursor_leaves_the_name(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y", lab=lab()) as player:
        for key in ("space", "left", "x"):
            await player.write("torch.l")
            await player.press("tab")
            assert offered(player)
            await player.press("backspace" if key == "left" else key)
            assert offered(player) == []


async def test_the_list_lies_below_the_name_or_above_it_and_within_the_screen(tmp_path: Path) -> None:
    for size in (NARROW, WIDE):
        async with playing(tmp_path / str(size), size, step="make-y", lab=lab()) as player:
            await player.write("torch.l")
            await player.press("tab")
            region = player.lesson.query_one(Offers).region
            assert player.lesson.region.contains_region(region)
            assert not region.overlaps(editor(player).region)


async def test_tab_indents_where_no_name_stands_before_the_cursor(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y", lab=lab()) as player:
        await player.write("for i in x:\n")
        await player.press("tab")
        assert editor(player).text == "for i in x:\n    "
        assert player.lab.looked == []


async def test_what_is_unknown_is_said_to_be_until_the_next_key(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y", lab=lab()) as player:
        await player.write("nothing.li")
        await player.press("tab")
        assert player.shows(NOTHING)
        await player.press("n")
        assert not player.shows(NOTHING)
        assert editor(player).text == "nothing.lin"


async def test_nothing_is_offered_while_torch_loads_and_typing_goes_on(tmp_path: Path) -> None:
    loading = lab()
    loading.load()
    async with playing(tmp_path, step="make-y", lab=loading) as player:
        await player.pilot.pause()
        await player.write("torch.li")
        await player.poke("tab", "n")
        assert editor(player).text == "torch.lin"
        assert player.lab.looked == []


async def test_what_comes_too_late_changes_nothing(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y", lab=lab()) as player:
        player.lab.hold()
        await player.write("torch.su")
        await player.poke("tab")
        await player.poke("(")
        player.lab.free.set()
        await player.settle()
        assert editor(player).text == "torch.su("
