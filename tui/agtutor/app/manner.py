"""The manner in which the app draws: what the terminal bears, and what the learner asked for."""

from __future__ import annotations

from contextvars import ContextVar

from agtutor.record import Record


class Manner(Record):
    """How the app draws.

    Attributes:
        theme: the name of the theme that the learner chose; empty where none was.
        ascii: whether nothing but ASCII characters is drawn.
        sparing: whether as little as possible is sent, for slow lines.
    """

    theme: str = ""
    ascii: bool = False
    sparing: bool = False


_USUAL = Manner()

MANNER: ContextVar[Manner] = ContextVar("MANNER", default=_USUAL)
"""How the app in this context draws: it is the terminal's, and all of the app shares it."""


def is_ascii() -> bool:
    """Tell whether nothing but ASCII characters is drawn."""
    return MANNER.get().ascii


def is_sparing() -> bool:
    """Tell whether as little as possible is sent."""
    return MANNER.get().sparing
