"""Whether the app can be shown on a terminal. Imports no Textual, so that others can ask too."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import TextIO


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
    try:
        encoding = codecs.lookup(stream.encoding).name
    except LookupError:
        encoding = stream.encoding
    if encoding != "utf-8":
        return (
            f"agtutor draws in UTF-8, and this terminal's encoding is {encoding}. Set LC_ALL=C.UTF-8."
        )
    return ""
