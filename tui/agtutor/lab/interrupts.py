"""SIGINT in a run: it raises where the code is, and notes the line even where nothing can be raised."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
from types import FrameType
from typing import NoReturn


class Interrupts(contextlib.AbstractContextManager["Interrupts"]):
    """Listens to SIGINT while the learner's code runs.

    Attributes:
        came: whether one came. Code may also raise ``KeyboardInterrupt`` itself.
    """

    def __init__(self, trace: int | None) -> None:
        """Prepare.

        Args:
            trace: descriptor of a file. When SIGINT comes, the place of each frame is written there at
                once, also in the middle of a matrix product, or where the code swallows the exception.
        """
        self._trace = trace
        self._armed = False
        self.came = False

    def __enter__(self) -> Interrupts:
        """Let SIGINT raise."""
        self._armed = True
        if self._trace is not None:
            faulthandler.unregister(signal.SIGINT)  # or it would take itself for put in place already
        signal.signal(signal.SIGINT, self._take)
        if self._trace is not None:
            faulthandler.register(signal.SIGINT, self._trace, all_threads=False, chain=True)
        return self

    def __exit__(self, *_exception: object) -> None:
        """Let SIGINT be noted only."""
        self._armed = False

    def rest(self) -> None:
        """Be deaf to SIGINT until the next run."""
        if self._trace is not None:
            faulthandler.unregister(signal.SIGINT)
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def forget(self) -> None:
        """Be as deaf to SIGINT as a holder is."""
        self.rest()
        if self._trace is not None:
            os.close(self._trace)
            self._trace = None

    def die(self) -> NoReturn:
        """End this process as one that SIGINT ended."""
        faulthandler.unregister(signal.SIGINT)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
        os._exit(128 + signal.SIGINT)

    def _take(self, _number: int, _frame: FrameType | None) -> None:
        self.came = True
        if self._armed:
            raise KeyboardInterrupt
