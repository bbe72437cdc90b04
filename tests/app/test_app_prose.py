"""Lesson prose on the screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agtutor.app.prose import blocks, formula_lines, inline


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.content.plain) for block in blocks(text)]


def styles(text: str) -> list[tuple[str, str]]:
    content = inline(text)
    return [(content.plain[span.start : span.end], str(span.style)) for span in content.spans]


def test_lines_of_a_paragraph_are_joined_and_blank_lines_part_them() -> None:
    assert kinds("One\ntwo.\n\nThree.") == [("paragraph", "One two."), ("paragraph", "Three.")]


def test_lists_are_items_under_their_paragraph() -> None:
    assert kinds("You can\n- read\n  on\n- run\n\n1. first") == [
        ("paragraph", "You can"),
        ("item", "• read on"),
        ("item", "• run"),
        ("item", "1. first"),
    ]


def test_code_bold_and_italic_are_told_apart() -> None:
    assert inline("`x[0]`, **bold**, *slanted*").plain == "x[0], bold, slanted"
    assert [text for text, _ in styles("`x[0]`, **bold**, *slanted*")] == ["x[0]", "bold", "slanted"]


def test_a_formula_that_is_too_wide_is_broken_into_lines() -> None:
    source = " + ".join(f"x_{place}" for place in range(9))
    assert max(map(len, formula_lines(source, 20).splitlines())) <= 20


def test_an_item_may_begin_with_code_and_a_paragraph_with_a_formula() -> None:
    assert kinds("- `x` is\n- $y_i$ too\n\n$z_i$ ends") == [
        ("item", "• x is"),
        ("item", "• yᵢ too"),
        ("paragraph", "zᵢ ends"),
    ]


def test_a_line_that_goes_on_after_code_is_joined_with_a_blank() -> None:
    assert kinds("Call `f`\nonce.") == [("paragraph", "Call f once.")]
    assert kinds("Call\n`f`\nonce.") == [("paragraph", "Call f once.")]


@pytest.mark.parametrize(
    "text", ["2*x*y", "a * b * c", "x**2 and y**2", "5 $ and 6 $", "[red]x[/red]", "a `tick"]
)
def test_what_is_no_mark_stays_as_it_is(text: str) -> None:
    assert inline(text).plain == text


def test_a_formula_in_a_line_is_typeset() -> None:
    assert inline("Let $x_i$ be").plain == "Let xᵢ be"


def test_dollars_within_code_are_no_formula() -> None:
    assert inline("`$x_i$`").plain == "$x_i$"


def test_a_formula_of_its_own_is_a_block_of_lines() -> None:
    [before, formula] = blocks("Sum:\n\n$$l = \\sum_{i=1}^{21} z_i$$")
    assert before.kind == "paragraph"
    assert formula.kind == "display"
    assert formula.source == "l = \\sum_{i=1}^{21} z_i"
    lines = formula_lines(formula.source, 60).splitlines()
    assert len(lines) == 3
    assert "∑" in lines[1]


def test_a_fence_keeps_its_lines() -> None:
    assert kinds("Run\n\n```python\nx = 1\n  y\n```\n\nthen") == [
        ("paragraph", "Run"),
        ("code", "x = 1\n  y"),
        ("paragraph", "then"),
    ]


@given(st.text(max_size=200))
def test_any_text_is_shown(text: str) -> None:
    assert all("\x1b" not in content for _, content in kinds(text))
