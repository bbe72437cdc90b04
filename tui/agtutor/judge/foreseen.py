"""Wrong answers that an author foresaw, and what may follow on the author's words."""

from __future__ import annotations

import re

from agtutor.case.question import Wrong

_SENTENCE = re.compile(r"(?<=[.?]) +")


def nudge(wrong: Wrong, slip: str | None, more: str) -> str:
    """Return how our own nudge for a second miss goes on from the author's words.

    Ours answers our own words. It follows on others only where they are about the same slip, and then
    without what they said already.

    Args:
        wrong: the wrong answer as the author foresaw it.
        slip: the slip that we see in it; None where we see none.
        more: our nudge.
    """
    if not wrong["say"]:
        return more
    if wrong["slip"] != slip:
        return ""
    return " ".join(one for one in _SENTENCE.split(more) if one not in wrong["say"])
