"""Boxes of characters: sizes, baselines, and what is put together of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agtutor.formula.typesetting import box
from agtutor.formula.typesetting.box import Box

TEXTS = st.text(st.sampled_from("xy∂漢\u0302ᵢ "), max_size=5)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    stacked = box.above([box.line(text) for text in draw(st.lists(TEXTS, min_size=1, max_size=4))])
    return Box(stacked.lines, stacked.width, draw(st.integers(0, stacked.height - 1)))


def is_sound(drawn: Box) -> bool:
    return 0 <= drawn.baseline < drawn.height and all(
        box.cells(row) == drawn.width for row in drawn.lines
    )


def test_a_combining_mark_takes_no_cell_and_an_east_asian_letter_two() -> None:
    assert [box.cells(text) for text in ("x", "x\u0302", "漢", "∂xᵢ", "")] == [1, 1, 2, 3, 0]


@given(st.lists(boxes(), max_size=4), st.lists(st.integers(0, 3), max_size=3))
def test_boxes_beside_each_other_share_a_baseline(parts: list[Box], gaps: list[int]) -> None:
    row = box.beside(parts, gaps)
    assert is_sound(row)
    assert row.level.replace(" ", "") == "".join(part.level for part in parts).replace(" ", "")


@given(st.lists(boxes(), min_size=1, max_size=4), st.data())
def test_boxes_above_each_other_keep_the_baseline_that_was_asked_for(
    parts: list[Box], data: st.DataObject
) -> None:
    level = data.draw(st.integers(0, len(parts) - 1))
    stack = box.above(parts, level=level)
    assert is_sound(stack)
    assert stack.level.strip() == parts[level].level.strip()


@given(boxes(), boxes(), boxes())
def test_whatever_is_built_of_boxes_is_a_box(one: Box, two: Box, three: Box) -> None:
    upper, lower = box.line(two.level), box.line(three.level)
    built = [
        box.fraction(one, two, "─", overhang=1),
        box.limits(one, two, three),
        box.raised(one, upper),
        box.lowered(one, lower),
        box.scripts(one, upper, lower),
        box.root(one, upper),
        box.root(one, None),
        box.beside([box.bracket("(⎛⎜⎝", one.height, one.baseline), one]),
    ]
    assert all(map(is_sound, built))


@given(boxes(), boxes())
def test_a_script_never_stands_on_the_baseline_of_what_it_belongs_to(base: Box, script: Box) -> None:
    mark = box.line("s")
    for hung in (box.raised(base, mark), box.lowered(base, mark), box.scripts(base, mark, mark)):
        assert not hung.level.endswith("s")


def test_the_baseline_of_a_fraction_is_its_bar() -> None:
    drawn = box.fraction(box.line("a"), box.line("b + c"), "─")
    assert drawn.lines == ("  a  ", "─────", "b + c")
    assert drawn.level == "─────"


@pytest.mark.parametrize(
    ("height", "middle", "rows"),
    [(1, 0, "{"), (2, 0, "⎧⎩"), (3, 1, "⎧⎨⎩"), (5, 2, "⎧⎪⎨⎪⎩")],
)
def test_a_bracket_has_the_height_that_is_asked_for(height: int, middle: int, rows: str) -> None:
    pieces = "{⎧⎪⎩⎨" if height > 2 else "{⎧⎪⎩"
    assert "".join(box.bracket(pieces, height, middle).lines) == rows


def test_a_box_is_shown_without_blanks_at_the_ends_of_its_lines() -> None:
    assert str(box.above([box.line("a"), box.line("bcd")])) == " a\nbcd"
