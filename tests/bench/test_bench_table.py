"""The pure parts of the bench: samples, rows, tables, the page. Nothing is timed here."""

from __future__ import annotations

import pytest

from bench.lesson import links
from bench.page import page
from bench.rounds import in_turn
from bench.table import (
    Alone,
    Memory,
    Ratio,
    Size,
    milliseconds,
    quantile,
    slope,
    spread,
    table,
)

ROW = Ratio("first frame", "a bare app", [0.30, 0.33, 0.36], [0.30, 0.30, 0.31], 1.10)


def test_the_ratio_is_of_medians() -> None:
    assert ROW.ratio == pytest.approx(1.1)


@pytest.mark.parametrize(("goal", "said"), [(1.2, "✓ reached"), (1.0, "✗ missed")])
def test_a_goal_is_shown_with_a_sign_and_a_word(goal: float, said: str) -> None:
    assert said in Ratio("a", "b", ROW.ours, ROW.theirs, goal).cells()[-1]


def test_a_ratio_without_a_goal_says_nothing_of_one() -> None:
    assert Ratio("a", "b", ROW.ours, ROW.theirs).cells()[-2:] == ("**1.1**", "")


def test_a_spread_has_median_minimum_and_maximum() -> None:
    assert spread([0.25, 0.001, 1.5]) == "250 ms (1 … 1,500)"


@pytest.mark.parametrize(("at", "value"), [(0.0, 1.0), (0.5, 2.5), (1.0, 4.0), (0.99, 3.97)])
def test_quantiles_lie_between_their_neighbours(at: float, value: float) -> None:
    assert quantile([4.0, 1.0, 3.0, 2.0], at) == pytest.approx(value)


def test_a_single_round_is_its_own_median() -> None:
    assert quantile([2.0], 0.5) == quantile([2.0], 1.0) == 2.0


def test_the_slowest_round_is_held_against_a_goal_about_the_slowest() -> None:
    row = Alone("hostile", [0.001, 0.002, 0.090], 0.050, at=1.0)
    assert "✗ missed" in row.cells()[2]
    assert "✓ reached" in Alone("hostile", row.ours, 0.050).cells()[2]


def test_without_a_goal_nothing_is_said_of_one() -> None:
    assert Alone("floor", [0.1]).cells()[2] == ""


def test_rounds_are_taken_in_turn_and_the_first_does_not_count() -> None:
    order: list[str] = []

    def ours() -> float:
        order.append("ours")
        return float(len(order))

    def theirs() -> float:
        order.append("theirs")
        return 0.5

    mine, peer = in_turn(ours, theirs, rounds=2)
    assert order == ["ours", "theirs"] * 3
    assert mine == [3.0, 5.0]
    assert peer == [0.5, 0.5]


def test_forty_learners_go_on_in_a_line_from_ten_and_twenty() -> None:
    forty = slope(Memory(10, 1000.0), Memory(20, 1800.0), 40)
    assert forty.total == 3400.0
    assert not forty.measured
    assert "by the slope" in forty.cells()


def test_tables_are_markdown_with_as_many_cells_as_heads() -> None:
    lines = table([ROW, ROW]).splitlines()
    assert len(lines) == 4
    assert len({line.count("|") for line in lines}) == 1
    assert table([]) == ""


def test_the_page_has_the_machine_and_a_section_for_each_kind_of_row() -> None:
    text = page(["two cores"], [ROW, Alone("alone", [0.1]), Memory(10, 10 * 1024**2)])
    assert "- two cores" in text
    assert text.count("## ") == 3
    assert "10 MiB" in text
    assert "## Memory" not in page(["two cores"], [ROW])


def test_times_below_a_hundred_keep_three_digits() -> None:
    assert [milliseconds(seconds) for seconds in (0.0000468, 0.0123, 1.702)] == [
        "0.0468 ms",
        "12.3 ms",
        "1,702 ms",
    ]


def test_the_lesson_links_before_a_step_leave_that_step_out() -> None:
    assert "backward" not in [link.step for link in links("backward")]
    assert "backward" in [link.step for link in links()]


def test_bytes_are_held_against_a_goal_by_their_median() -> None:
    row = Size("a key", [27, 49, 11_274], 100, note="typing")
    assert row.cells() == ("a key", "49 (27 … 11,274)", "≤ 100 ✓ reached", "typing")
    assert "✗ missed" in Size("rest", [1], 0).cells()[2]
    assert "## Over the line" in page(["a machine"], [row])
