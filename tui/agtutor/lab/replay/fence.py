"""What a worker's runs may use, where the platform holds them to it: on Linux, as much as a fork's."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from agtutor.lab.landlock import Shield
    from agtutor.lab.limits import Limits


class Fence:
    """The limits of this process; there are none where the platform has no such."""

    def __init__(self, scratch: Path | None) -> None:
        """Find what the platform has.

        Args:
            scratch: the folder that runs may write in, or None for nowhere.
        """
        self._limits: Limits | None = None
        self._shield: Shield | None = None
        if sys.platform == "linux":
            with contextlib.suppress(ImportError):  # a Python that was built without them
                self._find(scratch)

    def _find(self, scratch: Path | None) -> None:
        from agtutor.lab import kernel, landlock, limits

        self._limits = limits.Limits()
        self._shield = landlock.Shield(scratch)
        self._reset = limits.reset_interpreter
        kernel.name_process(kernel.RUN)

    def enter(self) -> None:
        """Have the shield up, for good: each worker starts without, and needs it once."""
        if self._shield is not None:
            self._shield.enter()
            self._shield = None

    def before(self, seconds: float, what: Collection[str]) -> None:
        """Set the limits of the next run.

        Args:
            seconds: what it gets.
            what: "processes" or "threads", where it may start some.
        """
        if self._limits is not None:
            self._limits.confine()
            self._limits.allow(time.process_time() + seconds, what)
        self.enter()

    def after(self) -> None:
        """Undo what a run may have done to signals and timers."""
        if self._limits is not None:
            self._reset()

    def breathe(self) -> None:
        """Allow more memory, so that what went wrong can be told."""
        if self._limits is not None:
            self._limits.breathe()
