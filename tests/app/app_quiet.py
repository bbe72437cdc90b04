"""Waiting until an app has nothing to do: until the pilot's keys have had all their consequences."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any, ParamSpec, Protocol, TypeVar, cast

from textual._context import active_app
from textual.app import App

P = ParamSpec("P")
T = TypeVar("T")

_ROUNDS = 3
"""Rounds of the loop in which nothing may be ready: what waits for a descriptor is seen after one."""

_BEAT = 0.005
"""Seconds between two looks at what ends by a timer."""

_to_thread = asyncio.to_thread


class _Loop(Protocol):
    _ready: deque[object]


class Quiet:
    """Stands in for what the pilot waits for, which is that the processor has rested for a while."""

    def __init__(self) -> None:
        self._threads = set[asyncio.Future[Any]]()

    async def to_thread(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Stand in for ``asyncio.to_thread``, so that threads are waited for too."""
        job = asyncio.ensure_future(_to_thread(work, *args, **kwargs))
        self._threads.add(job)
        try:
            return await job
        finally:
            self._threads.discard(job)

    async def wait(self, min_sleep: float = 0, max_sleep: float = 0) -> None:
        """Return once all that can be done has been done and drawn, however long that takes.

        Other processes aren't waited for, nor are timers; but what is to be drawn soon is drawn now.
        """
        app = active_app.get()
        await _rested()
        while await self._went_on(app):
            await _rested()

    async def _went_on(self, app: App[Any]) -> bool:
        """Wait for a thread, or draw what is due; False where there is neither."""
        if self._threads:
            await asyncio.wait(self._threads, return_when=asyncio.FIRST_COMPLETED)
        elif app._exit or not app.is_running:
            return False
        elif app._batch_count:  # as for a moment after a dialogue is closed, so that nothing flickers
            await asyncio.sleep(_BEAT)
        elif app._resize_timer is not None:
            app._check_resize()
        elif app.screen_stack and app.screen._update_timer._active.is_set():
            app.screen._on_timer_update()
        else:
            return False
        return True


async def _rested() -> None:
    """Return once nothing on the event loop is ready to run."""
    loop, still = cast(_Loop, asyncio.get_running_loop()), 0
    while still < _ROUNDS:
        await asyncio.sleep(0)
        still = 0 if loop._ready else still + 1
