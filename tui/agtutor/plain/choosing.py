"""When the tutor goes line by line without being asked to: where nothing can be drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

from agtutor.app.terminal import trouble_with


def why_plain(
    typed: TextIO | None,
    shown: TextIO | None,
    drawn: TextIO | None,
    environment: Mapping[str, str],
) -> str:
    """Return why the app can't be drawn here, as the end of a sentence; empty where it can.

    Args:
        typed: where keys come from: the process's own standard input.
        shown: the process's own standard output.
        drawn: where the app draws: the process's own standard error.
        environment: the process's environment.
    """
    if typed is None or not typed.isatty():
        return "standard input is not a terminal"
    if shown is None or not shown.isatty():
        return "standard output is not a terminal"
    match environment.get("TERM", ""):
        case "":
            return "TERM doesn't say what this terminal is"
        case "dumb":
            return "TERM says that this terminal can't be drawn on"
    if trouble_with(drawn, environment):
        return "the app can't be drawn on this terminal; `agtutor doctor` says why"
    return ""
