"""Text of unknown origin, made safe to show: what a terminal would obey is dropped or made visible."""

from __future__ import annotations

import re

LINE_LIMIT = 2_000
"""Characters of one line that are kept."""

LINES_LIMIT = 2_000
"""Lines that are kept: half of them from the beginning, the rest from the end."""

_TAB = 8
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*+[ -/]*+[@-~]"  # CSI: colours, cursor, modes
    # OSC, DCS, SOS, PM, APC, on one line and closed: titles, links, clipboards
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\n\x07\x1b\x90\x98\x9c-\x9f]*+(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]++[0-~]"  # character sets
    r"|\x1b[0-Z\\^-~]"  # escapes of two characters
)

_MEANING: dict[int, str | None] = {
    **{
        code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\r\t"
    },  # control pictures
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0)),  # C1
    0x2028: "\n",
    0x2029: "\n",
    **dict.fromkeys(range(0x202A, 0x202F)),  # embeddings and overrides of direction
    **dict.fromkeys(range(0x2066, 0x206A)),  # isolates of direction
    **dict.fromkeys((0x061C, 0x200E, 0x200F, 0xFEFF)),  # marks of direction and of byte order
    **dict.fromkeys(range(0xE0000, 0xE0080)),  # tags: text that nobody sees
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),  # halves of a pair
}


def sanitise(text: str) -> str:
    """Return text that can be shown as it is.

    Escape sequences go, other control characters become pictures, overrides of direction go, a
    carriage return overwrites its line from the start, tabs become spaces, and lines are bounded in
    length and number. Safe text comes back unchanged, so doing it twice does no harm.
    """
    if text.isprintable() and len(text) <= LINE_LIMIT and text.isascii():
        return text
    plain = _SEQUENCE.sub("", text.replace("\r\n", "\n")).translate(_MEANING)
    return "\n".join(_bounded([_line(line) for line in plain.split("\n")]))


def _line(line: str) -> str:
    if "\r" in line:
        line = _overwritten(line.split("\r"))
    line = line.expandtabs(_TAB)
    return line if len(line) <= LINE_LIMIT else line[: LINE_LIMIT - 1] + "…"


def _overwritten(layers: list[str]) -> str:
    """Return what a terminal shows of layers that were written over each other, the last on top."""
    shown = ""
    for layer in reversed(layers):
        shown += layer.expandtabs(_TAB)[len(shown) :]
    return shown


def _bounded(lines: list[str]) -> list[str]:
    if len(lines) <= LINES_LIMIT:
        return lines
    head = LINES_LIMIT // 2
    tail = LINES_LIMIT - head - 1
    return [*lines[:head], f"… {len(lines) - head - tail:,} lines left out …", *lines[-tail:]]
