"""Rounds: ours and the peer's in turn, so that both meet the same weather."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

ROUNDS = 9


def in_turn(
    ours: Callable[[], float], theirs: Callable[[], float], rounds: int = ROUNDS
) -> tuple[list[float], list[float]]:
    """Return the seconds of both, taken in turn, after one round that doesn't count."""
    pairs = [(ours(), theirs()) for _ in range(rounds + 1)][1:]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def timed(action: Callable[[], object]) -> float:
    """Return how long an action took, in seconds."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def process(*arguments: str, given: str = "") -> float:
    """Return how long a whole Python process takes.

    Args:
        arguments: Python's own.
        given: what stands on its standard input.

    Raises:
        CalledProcessError: it failed.
    """

    def run() -> None:
        subprocess.run(
            [sys.executable, *arguments], check=True, input=given.encode(), stdout=subprocess.DEVNULL
        )

    return timed(run)


def as_installed(cache: str) -> None:
    """Have all processes keep bytecode, as an installed program has it, in a folder of the bench's."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = cache
