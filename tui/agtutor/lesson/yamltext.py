"""From the bytes of a file to text that is safe to read and to show: bounded, UTF-8, nothing hidden."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from agtutor.errors import LessonError, LessonErrors, Place

MOST_BYTES = 200_000
"""Bytes that a lesson may have."""

_CONTROL = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Control characters, line separators that only YAML knows, and marks that turn the direction of text:
with those, code would look otherwise than it runs."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, and not many more than a lesson may have.

    Raises:
        LessonErrors: where there is no such file, or it can't be read.
    """
    try:
        if not path.is_file():
            kind = (
                "This is a folder, and no lesson file." if path.is_dir() else "There is no such file."
            )
            raise LessonErrors([LessonError(kind, where=Place(str(path)))])
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        what = f"The file can't be read: {reason}."
        raise LessonErrors([LessonError(what, where=Place(str(path)))]) from None


def decode(data: bytes, file: str) -> str:
    """Return the text of a file; its lines end in line feeds, however they ended before.

    Raises:
        LessonError: with the place of the first byte or character that can't be taken.
    """
    if len(data) > MOST_BYTES:
        raise LessonError(
            f"The file has more than {MOST_BYTES:,} bytes.",
            where=Place(file, 1, 1),
            fix="Split it into two lessons.",
        )
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start, file) from None
    text = text.replace("\r\n", "\n")
    found = _CONTROL.search(text)
    if found:
        line, column = position(text, found.start())
        raise LessonError(
            f"{named(found[0])} stands here, and a lesson holds none.",
            where=Place(file, line, column),
            fix="Take it out; in code, write it as an escape such as `\\x1b`.",
        )
    return text


def _undecodable(data: bytes, offset: int, file: str) -> LessonError:
    before = data[:offset].decode(errors="replace")
    line, column = position(before, len(before))
    coding = (
        "It looks like UTF-16." if data.startswith(_UTF16) else f"The byte is 0x{data[offset]:02x}."
    )
    return LessonError(
        f"The file isn't UTF-8 from here on. {coding}",
        where=Place(file, line, column),
        fix="Save it as UTF-8.",
    )


def position(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column, both from 1, of a character of a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def control(text: str) -> str | None:
    """Return the name of the first character of a value that no lesson holds, or None."""
    found = _CONTROL.search(text)
    return named(found[0]) if found else None


def named(char: str) -> str:
    """Return words for a character that can't be shown: its number, and its name where it has one."""
    name = unicodedata.name(char, "")
    code = f"U+{ord(char):04X}"
    return f"The character {code} ({name.lower()})" if name else f"The control character {code}"
