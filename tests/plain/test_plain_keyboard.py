"""Lines of input, whatever they hold."""

from __future__ import annotations

import asyncio
import os
import tempfile

import pytest

from agtutor.plain.keyboard import LONGEST, NO_KEYS, NO_TEXT, TOO_LONG, Keyboard, Typed


async def lines_of(raw: bytes, encoding: str = "utf-8") -> list[Typed]:
    """Return the lines of a file with these bytes."""
    with tempfile.TemporaryFile() as file:
        file.write(raw)
        file.seek(0)
        keyboard = Keyboard(file.fileno(), encoding)
        found = []
        while (typed := await keyboard.line()) is not None:
            found.append(typed)
        return found


@pytest.mark.parametrize(
    ("raw", "texts"),
    [
        (b"", []),
        (b"x = 1\n\n  y\n", ["x = 1", "", "  y"]),
        (b"no end", ["no end"]),
        (b"from\r\nanother\r\nworld\r\n", ["from", "another", "world"]),
        ("\ufeffx = 'é'\n".encode(), ["x = 'é'"]),
        (b"a\tb\n", ["a\tb"]),
    ],
)
async def test_lines_come_as_they_were_typed(raw: bytes, texts: list[str]) -> None:
    assert await lines_of(raw) == [Typed(text) for text in texts]


async def test_bytes_that_are_no_text_are_refused_and_the_next_line_is_read() -> None:
    [bad, good] = await lines_of(b"x = '\xff\xfe'\ny = 1\n")
    assert bad.trouble == NO_TEXT.format(encoding="UTF-8")
    assert good == Typed("y = 1")


async def test_a_terminal_of_another_encoding_is_read_in_it() -> None:
    assert await lines_of("é".encode("latin-1"), "latin-1") == [Typed("é")]


@pytest.mark.parametrize("keys", [b"\x1b[A", b"x\x1b[Dy", b"a\x00b", b"\x07", b"\x7f"])
async def test_keys_that_are_no_text_are_refused(keys: bytes) -> None:
    assert [typed.trouble for typed in await lines_of(keys + b"\n")] == [NO_KEYS]


async def test_a_line_that_is_too_long_is_refused_and_the_next_one_is_read() -> None:
    longest = b"x" * LONGEST
    found = await lines_of(longest + b"\n" + 20 * longest + b"\ny = 1\n" + longest + b"x")
    assert [(len(typed.text), typed.trouble) for typed in found] == [
        (LONGEST, ""),
        (0, TOO_LONG),
        (5, ""),
        (0, TOO_LONG),
    ]


async def test_a_wait_that_is_cut_short_loses_nothing() -> None:
    reading, writing = os.pipe()
    keyboard = Keyboard(reading)
    waiting = asyncio.create_task(keyboard.line())
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    os.write(writing, b"one\ntwo")
    os.close(writing)
    assert [await keyboard.line() for _ in range(3)] == [Typed("one"), Typed("two"), None]


async def test_no_input_at_all_is_an_input_that_has_ended() -> None:
    assert await Keyboard(None).line() is None
