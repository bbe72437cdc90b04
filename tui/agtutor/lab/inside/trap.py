"""Holding back what code that isn't ours may raise, without hiding a request to stop."""

from __future__ import annotations

from contextlib import AbstractContextManager
from types import TracebackType


class Trap(AbstractContextManager["Trap"]):
    """Keeps an exception of the learner's code, or of an object that it made, in ``error``.

    A ``KeyboardInterrupt`` and a ``SystemExit`` pass: they are meant for the child's host.
    """

    error: BaseException | None = None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Keep the exception, if there is one to keep."""
        if error is None or isinstance(error, (KeyboardInterrupt, SystemExit)):
            return False
        self.error = error
        return True
