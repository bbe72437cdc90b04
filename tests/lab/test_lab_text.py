"""Text that is safe to show, and output that is bounded."""

from __future__ import annotations

import os
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agtutor.lab import output
from agtutor.lab.output import Output
from agtutor.lab.printed import HEAD, TAIL
from agtutor.lab.text import LINE_LIMIT, LINES_LIMIT, sanitise

NASTY = st.text(
    st.characters() | st.sampled_from("\x1b\x9b\x9d\x90[]P;?0m\x07\\\r\n\t\b\x00\u202e\u2066\ud800")
)


@given(NASTY)
@example("\x1b\x1b[m[31m")
@example("\x1b]0;title\x1b\\\x1b]8;;http://x\x07")
@example("\r\r\n")
def test_nothing_that_a_terminal_obeys_comes_through(text: str) -> None:
    shown = sanitise(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
    assert not [c for c in shown if unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "RLI")]
    shown.encode()


@given(NASTY)
def test_doing_it_twice_does_no_harm(text: str) -> None:
    assert sanitise(sanitise(text)) == sanitise(text)


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert sanitise(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]0;your title\x07here", "here"),
        ("\x1b]8;;http://a.b\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bPq#0\x1b\\sixel", "sixel"),
        ("\x9b2Jgone", "gone"),
        ("\x1b(B\x1bcreset", "reset"),
        ("a\x00b\x07c\x7f", "a␀b␇c␡"),
        ("\x1b", "␛"),
        ("user\u202etxt.exe", "usertxt.exe"),
        ("  0%\r 50%\r100%", "100%"),
        ("12345\rab", "ab345"),
        ("dos\r\nline", "dos\nline"),
        ("a\tb", "a       b"),
        ("x\u2028y", "x\ny"),
    ],
)
def test_what_becomes_of(text: str, shown: str) -> None:
    assert sanitise(text) == shown


def test_long_lines_and_many_lines_are_bounded() -> None:
    assert len(sanitise("x" * 10 * LINE_LIMIT)) == LINE_LIMIT
    lines = sanitise("\n".join(str(n) for n in range(10 * LINES_LIMIT))).split("\n")
    assert len(lines) == LINES_LIMIT
    assert lines[0] == "0"
    assert lines[-1] == str(10 * LINES_LIMIT - 1)
    assert any("lines left out" in line for line in lines)


@pytest.mark.parametrize("piece", ["\x1b]", "\x9d", "\x1b[", "\r", "\x1b[0", "\x1bP\x1b", "\x9b;"])
@pytest.mark.timeout(30)
def test_a_hostile_64_kb_takes_no_time(piece: str) -> None:
    sanitise(piece * (65_536 // len(piece)))
    sanitise("a" * 32_768 + piece * (32_768 // len(piece)))


async def test_output_keeps_head_and_tail_and_says_what_it_left_out() -> None:
    kept = Output()
    for part in (b"first\n", b"x" * 40_000, b"y" * 40_000, b"\nlast\n"):
        os.write(kept.writer, part)
        kept._read()
    os.close(kept.writer)
    text = kept.finish()
    assert text.startswith("first\n")
    assert text.endswith("\nlast\n")
    assert len(text) < HEAD + TAIL + 100
    assert "14,476 bytes left out" in text


async def test_output_survives_what_is_not_utf8() -> None:
    kept = Output()
    os.write(kept.writer, b"caf\xe9 \xff\n")
    os.close(kept.writer)
    assert kept.finish() == "caf\ufffd \ufffd\n"


async def test_a_flood_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "BUDGET", 1000)
    kept, told = Output(), []
    kept.on_flood = lambda: told.append(kept.total)
    for _ in range(5):
        os.write(kept.writer, b"x" * 400)
        kept._read()
    os.close(kept.writer)
    kept.finish()
    assert told == [1200]
