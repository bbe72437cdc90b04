"""The order in which things are shown that have to be put in order."""

from __future__ import annotations

import random
from collections.abc import Sequence


def mixed(items: Sequence[str], seed: str) -> list[str]:
    """Return the items in another order than the right one, the same for the same seed."""
    shuffled = list(items)
    source = random.Random(seed)  # noqa: S311 -- nothing is secret: it has to be the same each time
    distinct = len(set(items)) == len(items) > 1
    while distinct and any(one == other for one, other in zip(shuffled, items, strict=True)):
        source.shuffle(shuffled)  # nothing stands where it belongs: a start would give the rest away
    return shuffled
