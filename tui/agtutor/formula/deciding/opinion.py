"""A second opinion on whether two formulas agree: sympy's, in a child that can't outlive its time."""

from __future__ import annotations

import os
import resource
import select
import signal
import time
from typing import Literal

from agtutor.formula.tree import Tree
from agtutor.formula.values.trouble import Undefined

SECONDS = 2.0
MEMORY = 1 << 30  # bytes beyond what the process has mapped already

Opinion = Literal["equal", "unknown"]


def second_opinion(one: Tree, two: Tree, seconds: float = SECONDS) -> Opinion:
    """Ask sympy, in a forked child, whether the difference of two trees simplifies to 0.

    The child has ``seconds`` of time and 1 GiB of memory of its own; it is killed when either runs out.

    Args:
        one: a tree without sums.
        two: a tree without sums.
        seconds: how long to wait.
    """
    import sympy  # noqa: F401 - here, so that loading it takes none of the child's time

    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _answer(one, two, writer, seconds)
    os.close(writer)
    try:
        return "equal" if _heard(reader, seconds) == b"1" else "unknown"
    finally:
        os.close(reader)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _heard(reader: int, seconds: float) -> bytes:
    deadline = time.monotonic() + seconds
    ready, _, _ = select.select([reader], [], [], max(0.0, deadline - time.monotonic()))
    return os.read(reader, 1) if ready else b""


def _answer(one: Tree, two: Tree, writer: int, seconds: float) -> None:
    """Work in the child: never returns, whatever happens."""
    try:
        _limit(seconds)
        if _simplifies(one, two):
            os.write(writer, b"1")
    finally:
        os._exit(0)


def _limit(seconds: float) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_mapped() + MEMORY,) * 2)


def _mapped() -> int:
    with open("/proc/self/statm", encoding="ascii") as pages:  # noqa: PTH123 - no Path in a forked child
        return int(pages.read().split()[0]) * resource.getpagesize()


def _simplifies(one: Tree, two: Tree) -> bool:
    import sympy

    from agtutor.formula.algebra import symbols_of, to_sympy

    symbols = symbols_of(one, two)
    try:
        difference = to_sympy(one, symbols) - to_sympy(two, symbols)
    except Undefined:
        return False
    return bool(sympy.simplify(difference) == 0)
