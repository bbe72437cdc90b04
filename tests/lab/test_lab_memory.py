"""What is remembered of a holder goes with the holder."""

from __future__ import annotations

import asyncio

import pytest

from agtutor.lab.memory import Memory
from agtutor.lab.processes import HolderLost


class Stands:
    """A holder, as far as it is told from others."""

    alive = True
    number = 7


async def endless() -> int:
    await asyncio.Event().wait()
    return 1


async def seven() -> int:
    return 7


async def test_who_waits_for_what_a_dead_holder_had_is_told_that_it_is_lost() -> None:
    memory, holder = Memory(), Stands()
    waiting = [asyncio.ensure_future(memory.recall(holder, "x", endless)) for _ in range(2)]
    await asyncio.sleep(0)
    memory.forget(holder)
    assert [type(end) for end in await asyncio.gather(*waiting, return_exceptions=True)] == [
        HolderLost,
        HolderLost,
    ]
    assert await memory.recall(holder, "x", seven) == 7


async def test_cancelling_one_who_waits_stops_nothing_for_the_other() -> None:
    memory, holder, go = Memory(), Stands(), asyncio.Event()

    async def slow() -> int:
        await go.wait()
        return 3

    first = asyncio.ensure_future(memory.recall(holder, "x", slow))
    second = asyncio.ensure_future(memory.recall(holder, "x", slow))
    await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    go.set()
    assert await second == 3
