"""A second, warmer base: what optimisers and torch.func load at their first use, loaded ahead.

It is made in a child of the zygote, in idle time, and stops whenever something that was asked for runs.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from agtutor.lab.processes import Child, Holder


class Warming:
    """Makes the warmer base, at most once for each zygote.

    Attributes:
        holder: the warmer base, once it is there.
    """

    def __init__(self) -> None:
        self.holder: Holder | None = None
        self._child: Child | None = None
        self._busy = 0

    async def begin(self, zygote: Holder) -> None:
        """Make it, or return at once where it is there or being made.

        Raises:
            HolderLost: the zygote has ended.
        """
        if self._child is not None and self._child.holder is zygote:
            return
        child = self._child = zygote.fork()
        if self._busy:
            child.signal(signal.SIGSTOP)
        if await child.ask({"op": "warm"}) == {"event": "warm"} and await child.ask({"op": "keep"}):
            self.holder = Holder(child.line, child.process)

    def end(self) -> None:
        """Let go of it, finished or not."""
        if self.holder is not None:
            self.holder.release()
        elif self._child is not None:
            self._child.kill()
        self.holder = self._child = None

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Have the warming wait inside."""
        self._signal(signal.SIGSTOP)
        self._busy += 1
        try:
            yield
        finally:
            self._busy -= 1
            self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        if self._child is not None and self.holder is None and not self._busy:
            self._child.signal(number)
