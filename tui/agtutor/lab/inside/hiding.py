"""The tutor's own modules, out of reach while learner code runs.

Code that imports one gets a copy of its own: what it patches there is of no consequence for what is
gathered after it, nor for the verdict, which another process gives.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_OURS: dict[str, ModuleType] = {}


def find() -> None:
    """Find the tutor's modules, once: that takes a while, and holders pass it on to what they fork."""
    if not _OURS:
        loaded = list(sys.modules.items())
        _OURS.update((name, module) for name, module in loaded if name.startswith("agtutor"))


@contextmanager
def hidden() -> Iterator[None]:
    """Have the tutor's modules be unknown inside, and be back afterwards."""
    find()
    for name in _OURS:
        sys.modules.pop(name, None)
    try:
        yield
    finally:
        sys.modules.update(_OURS)
