"""Errors whose words are the catalogue's own."""

from __future__ import annotations

from agtutor.judge.catalogue.book import BOOK
from agtutor.judge.catalogue.entry import Raised
from agtutor.judge.scene import Difference
from agtutor.judge.trouble import Trouble

_TOLD = {
    "saved-values-gone": r"\._(?:raw_)?saved_",
    "inference-tensor": "",
    "wrong-number-of-gradients": "",
    "function-instantiated": "",
    "gradcheck-in-float32": "",
    "function-of-many-outputs": "",
}
"""Slips, each with a pattern that the learner's line has to match as well."""


def catalogued(trouble: Trouble) -> Difference | None:
    """Return the catalogue's words for an exception, where they need no more than they say."""
    for slip, where in _TOLD.items():
        entry = BOOK[slip]
        raised = [sign for sign in entry.signs if isinstance(sign, Raised)]
        if trouble.mentions(where) and any(sign.says(trouble.failure) for sign in raised):
            return Difference(slip, f"{entry.did} {entry.nudge}")
    return None
