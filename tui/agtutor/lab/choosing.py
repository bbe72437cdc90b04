"""Which back end it is. Each is imported where it is used, as starting has to be quick."""

from __future__ import annotations

from typing import Any

from agtutor.lab.backend import BackEnd
from agtutor.lab.spawn import Spawned


def back_end(spawned: Spawned) -> BackEnd[Any]:
    """Return the back end whose first process was started."""
    if spawned.end is None:
        from agtutor.lab.replay.backend import SpareReplay

        return SpareReplay(spawned)
    from agtutor.lab.snapshots import ForkSnapshots

    return ForkSnapshots(spawned)
