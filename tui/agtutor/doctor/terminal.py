"""The terminal: its kind, size, colours and encoding, and whether the app can be drawn there."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from agtutor.app.terminal import trouble_with, wants_ascii
from agtutor.doctor.finding import Finding, attempt

COLUMNS, ROWS = 80, 24
"""Cells that every page of the app is laid out for; with more, panes stand beside the text."""

_TRUE = {"truecolor", "24bit"}
_KIND_COLOURS = {"linux": 8, "xterm": 8, "vt100": 2, "dumb": 2}


@dataclass(frozen=True, slots=True)
class Terminal:
    """Raw facts.

    Attributes:
        stream: where the app would draw.
        environment: the process's environment.
        size: columns and rows; None where there is no terminal.
    """

    stream: TextIO | None
    environment: Mapping[str, str]
    size: tuple[int, int] | None


def here() -> Terminal:
    """Return the facts of this process's terminal."""
    return Terminal(sys.__stderr__, os.environ, attempt(_size))


def findings(terminal: Terminal) -> list[Finding]:
    """Return what follows from the facts."""
    if terminal.stream is None or not terminal.stream.isatty():
        return [
            Finding(
                "drawing",
                "drawing",
                "weak",
                "not started on a terminal",
                "Nothing can be said of the terminal that the tutor will be drawn on. To see that too, "
                "run `agtutor doctor` on it.",
                value=False,
            )
        ]
    return [_drawing(terminal), _kind(terminal), _screen(terminal), _colours(terminal)]


def colours(environment: Mapping[str, str]) -> int:
    """Return how many colours a terminal says it has."""
    kind = environment.get("TERM", "")
    if environment.get("COLORTERM", "").lower() in _TRUE or kind.endswith("-direct"):
        return 2**24
    if "256color" in kind:
        return 256
    return _KIND_COLOURS.get(kind, 16)


def _size() -> tuple[int, int] | None:
    for descriptor in (2, 1, 0):
        if os.isatty(descriptor):
            size = os.get_terminal_size(descriptor)
            return (size.columns, size.lines) if size.columns and size.lines else None
    return None


def _drawing(terminal: Terminal) -> Finding:
    trouble = trouble_with(terminal.stream, terminal.environment)
    encoding = terminal.stream.encoding if terminal.stream else ""
    if not trouble:
        ascii = wants_ascii(terminal.stream, terminal.environment)
        found = "in ASCII" if ascii else f"in {encoding.upper()}"
        return Finding("drawing", "drawing", "ok", found, value=True)
    advice = f"Lessons go line by line here, with all that they have but pictures. {trouble}"
    return Finding("drawing", "drawing", "weak", "the app can't be drawn here", advice, False)


def _kind(terminal: Terminal) -> Finding:
    kind = terminal.environment.get("TERM", "")
    if kind == "linux":
        advice = (
            "A text console's font lacks some of the signs of plots and formulas, so all is drawn in "
            "ASCII. A terminal window, or an ssh session from one, has them."
        )
        return Finding("kind", "kind", "weak", kind, advice, kind)
    return Finding("kind", "kind", "ok", kind or "not said", value=kind)


def _screen(terminal: Terminal) -> Finding:
    if terminal.size is None:
        advice = "If pages look cut, resize the window once: that tells its size."
        return Finding("size", "size", "weak", "the terminal doesn't say", advice)
    columns, rows = terminal.size
    fits = columns >= COLUMNS and rows >= ROWS
    advice = f"Some of each page is cut. Enlarge the window to {COLUMNS} × {ROWS} or more."
    return Finding(
        "size",
        "size",
        "ok" if fits else "weak",
        f"{columns} × {rows}",
        "" if fits else advice,
        {"columns": columns, "rows": rows},
    )


def _colours(terminal: Terminal) -> Finding:
    count = colours(terminal.environment)
    found = "16.7 million" if count == 2**24 else str(count)
    if terminal.environment.get("NO_COLOR"):
        advice = (
            "NO_COLOR is set, so all is drawn without. Nothing is lost: each sign has its word. Unset "
            "it for colours."
        )
        return Finding("colours", "colours", "weak", "none, by choice", advice, count)
    advice = (
        "Themes come out coarse, and nothing else is lost: each sign has its word. If the terminal has "
        "more colours, set TERM=xterm-256color or COLORTERM=truecolor."
    )
    weak = count < 256
    return Finding("colours", "colours", "weak" if weak else "ok", found, advice if weak else "", count)
