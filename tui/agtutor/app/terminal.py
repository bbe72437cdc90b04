"""What a terminal can show: whether the app at all, in which characters, in how many colours.

Imports no Textual, so that others can ask too.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import TextIO

ASCII = "ascii"

_LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")  # the first that is set counts
_PLAIN_LOCALES = ("C", "POSIX")
_CONSOLES = ("linux", "vt100", "vt102", "vt220")
"""Kinds of terminals whose fonts lack the signs of formulas, plots and bars."""

_MARKING = (
    *("xterm", "tmux", "rxvt", "alacritty", "kitty", "foot", "wezterm", "ghostty", "contour"),
    *("konsole", "gnome", "vte", "iterm", "mintty", "putty", "st-", "mlterm"),
)
"""How the names of terminals begin that mark what is pasted."""


def trouble_with(stream: TextIO | None, environment: Mapping[str, str]) -> str:
    """Return why the app can't be shown on this terminal, and what to do; empty where it can.

    Args:
        stream: where the app draws: the process's own standard error.
        environment: the process's environment.
    """
    if stream is None or not stream.isatty():
        return "agtutor draws on a terminal, and its output goes elsewhere. Start it without that."
    if environment.get("TERM", "") in ("", "dumb"):
        return "TERM says that this terminal can't be drawn on. If it can, set TERM=xterm-256color."
    return ""


def wants_ascii(stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """Tell whether nothing but ASCII characters should be drawn, by encoding, locale or kind.

    Args:
        stream: where the app draws: the process's own standard error.
        environment: the process's environment.
    """
    if stream is None or environment.get("TERM", "") in _CONSOLES:
        return True
    return not is_unicode(encoding_of(stream, environment))


def marks_pastes(environment: Mapping[str, str]) -> bool:
    """Tell whether a terminal is known to mark what is pasted, as nearly all do that draw windows."""
    kind = environment.get("TERM", "")
    return "TMUX" in environment or kind.startswith(_MARKING)


def colour_system(environment: Mapping[str, str]) -> str:
    """Return the colours to draw in, as Textual calls them: ``auto``, or ``256`` or ``standard``.

    GNU screen hands its own terminal's COLORTERM on, but takes 24-bit colours for something else.
    """
    kind = environment.get("TERM", "")
    if kind.startswith("screen") and "TMUX" not in environment:
        return "256" if "256color" in kind else "standard"
    return "auto"


def encoding_of(stream: TextIO, environment: Mapping[str, str]) -> str:
    """Return the encoding to write in: the stream's, or ASCII where the locale asks for no more.

    Python turns to UTF-8 by itself where the locale is ``C``; whoever chose that locale may have a
    terminal that knows ASCII alone.
    """
    locale = next((environment[one] for one in _LOCALE if environment.get(one)), "")
    if locale in _PLAIN_LOCALES and not environment.get("PYTHONIOENCODING"):
        return ASCII
    return name_of(stream)


def name_of(stream: TextIO) -> str:
    """Return the encoding of a stream under Python's name for it; ASCII where it isn't known."""
    try:
        return codecs.lookup(stream.encoding or ASCII).name
    except LookupError:
        return ASCII


def is_unicode(encoding: str) -> bool:
    """Tell whether an encoding has all characters."""
    return encoding.startswith("utf")
