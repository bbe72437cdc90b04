"""The Tensors pane: one name picked after the other, and its values as a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from agtutor.app.tables import entries
from agtutor.case.evidence import Fact
from tests.app.app_fake_lab import FakeLab
from tests.app.app_lesson import XS, script
from tests.app.app_player import NARROW, WIDE, SmallPlayer, playing
from tests.builders import evidence, tensor

MATRIX = tensor([1, 2, 3, 4, 5, 6], shape=[2, 3], grad=tensor([0.5] * 6, shape=[2, 3]))


def listed(fact: Fact) -> list[tuple[str, ...]]:
    table = entries(fact)
    assert table is not None
    return [table.heads, *map(table.row, range(table.count))]


def test_a_vector_has_its_gradient_beside_it() -> None:
    fact = tensor([1.5, -2], grad=tensor([3, 4]))
    assert listed(fact) == [("", "value", "grad"), ("[0]", "1.5", "3"), ("[1]", "−2", "4")]


def test_one_number_has_no_index() -> None:
    assert listed(tensor(2.5)) == [("", "value"), ("", "2.5")]


def test_a_matrix_has_a_row_for_each_row_and_its_gradient_below() -> None:
    assert listed(MATRIX) == [
        ("", "[0]", "[1]", "[2]"),
        ("[0]", "1", "2", "3"),
        ("[1]", "4", "5", "6"),
        ("grad [0]", "0.5", "0.5", "0.5"),
        ("grad [1]", "0.5", "0.5", "0.5"),
    ]


def test_more_dimensions_are_rows_of_the_last_one() -> None:
    rows = listed(tensor(list(range(8)), shape=[2, 2, 2]))
    assert [row[0] for row in rows] == ["", "[0, 0]", "[0, 1]", "[1, 0]", "[1, 1]"]
    assert rows[-1] == ("[1, 1]", "6", "7")


@pytest.mark.parametrize("fact", [tensor([]), tensor([], shape=[3, 0]), tensor([1.0], values=None)])
def test_what_has_no_entries_at_hand_has_no_table(fact: Fact) -> None:
    assert entries(fact) is None


def told_lab() -> FakeLab:
    told = script()
    names = {
        "x": tensor(XS, requires_grad=True),
        "w": MATRIX,
        "big": tensor([1.0], values=None, shape=[30_000], text="tensor([1., 1., ..., 1.])"),
        "note": tensor([], kind="text", type="str", text="'[red]a[/red]'"),
        **{f"t{place}": tensor([float(place)]) for place in range(20)},
    }
    told.made["make-y"] = evidence(names)
    return FakeLab(told)


async def go_in(player: SmallPlayer) -> None:
    await player.answer("y = x**2")
    if not player.shows("leaf, tracked"):
        await player.press("f3")
    await player.press("ctrl+g")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_enter_shows_the_values_of_the_picked_name(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(tmp_path, size, step="make-y", lab=told_lab()) as player:
        await go_in(player)
        assert player.shows("●▸x", "● w", "Enter values")
        await player.press("down")
        assert player.shows("● x", "●▸w")
        await player.press("enter")
        assert player.shows("[0] 1 2 3", "grad [1] 0.5 0.5 0.5", "last run: new")
        await player.press("escape", "end")
        assert player.shows("●▸t19")
        await player.press("home", "up", "enter", "end")
        assert player.shows("grad: None: no backward pass has run", "[20] 5")
        await player.press("escape", "escape")
        assert not player.shows("▸")


async def test_what_has_no_table_is_shown_as_python_shows_it(tmp_path: Path) -> None:
    async with playing(tmp_path, NARROW, step="make-y", lab=told_lab()) as player:
        await go_in(player)
        await player.press("down", "down", "enter")
        assert player.shows("tensor([1., 1., ..., 1.])", "float32 (30000,)")
        await player.press("escape", "down", "enter")
        assert player.shows("'[red]a[/red]'")


async def test_the_palette_leads_to_values(tmp_path: Path) -> None:
    async with playing(tmp_path, NARROW, step="make-y", lab=told_lab()) as player:
        await player.answer("y = x**2")
        await player.command("values of w")
        assert player.shows("[0] 1 2 3")


async def test_keys_in_a_pane_without_tensors_do_no_harm(tmp_path: Path) -> None:
    async with playing(tmp_path, WIDE, step="hello") as player:
        await player.press("ctrl+g", "down", "up", "enter", "end", "home")
        assert player.shows("No tensors yet.")


@pytest.mark.parametrize("name", ["[b]x[/b]", "[/b]", "it's"])
async def test_a_name_is_shown_as_it_is_in_the_palette_and_over_its_values(
    tmp_path: Path, name: str
) -> None:
    told = script()
    told.made["make-y"] = evidence({name: tensor(XS)})
    async with playing(tmp_path, WIDE, step="make-y", lab=FakeLab(told)) as player:
        await player.answer("y = x**2")
        await player.press("ctrl+p")
        assert player.shows(f"Values of {name}")
        await player.press(*"Values")
        assert player.shows(f"Values of {name}")
        await player.press("enter")
        assert player.shows(f"─ {name} ─")
