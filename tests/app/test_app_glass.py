"""The glass before the terminal: the screen comes out the same, and only what differs is sent."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agtutor.app.filters import folded
from agtutor.app.glass import Glass

COLUMNS, ROWS = 12, 3
LOOKS = st.sampled_from(["", "\x1b[1m", "\x1b[38;5;188;48;5;233m", "\x1b[31m\x1b[4m"])
TEXTS = st.text("ab xé汉e\u0301", min_size=1, max_size=6)


@st.composite
def frames(draw: st.DrawFn) -> str:
    """Return a frame as Textual sends it: moves, looks, text that fits, and a last move."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        text = draw(TEXTS)
        row = draw(st.integers(1, ROWS))
        column = draw(st.integers(1, COLUMNS - 2 * len(text) + 1))
        parts.append(f"\x1b[{row};{column}H{draw(LOOKS)}{text}\x1b[0m")
    return "".join(parts) + f"\x1b[{draw(st.integers(1, ROWS))};{draw(st.integers(1, COLUMNS))}H"


def screen_after(*sent: str) -> pyte.Screen:
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.Stream(screen)
    for data in sent:
        stream.feed(data)
    return screen


@settings(max_examples=150)
@given(st.lists(frames(), min_size=1, max_size=6))
def test_the_screen_comes_out_the_same(drawn: list[str]) -> None:
    glass = Glass()
    ours, theirs = screen_after(*map(glass.through, drawn)), screen_after(*drawn)
    assert ours.buffer == theirs.buffer
    assert (ours.cursor.x, ours.cursor.y) == (theirs.cursor.x, theirs.cursor.y)


def test_a_key_costs_its_own_cells() -> None:
    glass = Glass()
    glass.through("\x1b[2;3H\x1b[31mx = \x1b[0m\x1b[7m \x1b[0m      \x1b[2;7H")
    sent = glass.through("\x1b[2;3H\x1b[31mx = y\x1b[0m\x1b[7m \x1b[0m     \x1b[2;8H")
    assert sent == "\x1b[31my\x1b[0;7m \x1b[D"


def test_what_stands_is_not_sent_again() -> None:
    glass = Glass()
    frame = "\x1b[?2026h\x1b[1;1H\x1b[1mone line\x1b[0m\n\x1b[2;1Hanother\x1b[1;1H\x1b[?2026l"
    assert "another" in glass.through(frame)
    assert glass.through(frame) == ""
    glass.forget()
    assert "another" in glass.through(frame)


@pytest.mark.parametrize("other", ["\x1b[?25l", "\x1b]52;c;eA==\x07", "\x1b[2J", "a\rb"])
def test_what_is_no_frame_is_sent_as_it_is(other: str) -> None:
    glass = Glass()
    glass.through("\x1b[1;1Hxyz")
    assert glass.through(other) == other
    assert "xyz" in glass.through("\x1b[1;1Hxyz")


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("┌ Step 8 ─ ∑ ┐", "+ Step 8 - ? +"),
        ("−5 … 5 ▁▂▃▄▅▆▇█", "-5 ~ 5 _.:=*%@#"),
        ("é ü ñ", "e u n"),
        ("汉a", "??a"),
        ("e\u0301x", "ex"),
    ],
)
def test_ascii_takes_as_many_cells(text: str, drawn: str) -> None:
    assert folded(text) == drawn
