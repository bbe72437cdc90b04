"""What is said to a right answer that torch had a warning about."""

from __future__ import annotations

from agtutor.case.verdict import Verdict
from agtutor.judge.catalogue.book import BOOK
from agtutor.judge.catalogue.entry import Warned
from agtutor.judge.scene import Scene

_NOTED = ("grad-holds-a-graph",)
"""Entries that are told by a warning alone: the answer is right, and has a price."""


def right(scene: Scene) -> Verdict:
    """Return the verdict on an answer that has all that was asked for."""
    for slip in _NOTED:
        entry = BOOK[slip]
        told = any(isinstance(sign, Warned) and sign.fits(scene.got) for sign in entry.signs)
        if told and not any(
            isinstance(sign, Warned) and sign.fits(scene.expected) for sign in entry.signs
        ):
            return Verdict("right", f"{entry.did} {entry.nudge}", slip=slip)
    return Verdict("right", "")
