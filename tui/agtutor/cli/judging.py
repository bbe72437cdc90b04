"""``agtutor judge``: requests on standard input, verdicts on standard output, as JSON Lines."""

from __future__ import annotations

import gc
import sys

from agtutor.lab.spawn import Spawned


def judge_lines() -> int:
    """Answer each line in order until the input ends; return the exit code.

    A line that is no request is answered with ``{"error": …}``, and the next one is read.
    """
    spawned = Spawned.start()  # torch begins to load before anything else is imported
    import asyncio

    asyncio.run(_serve(spawned))
    gc.freeze()  # or the interpreter's last collection looks through all that was imported
    return 0


async def _serve(spawned: Spawned) -> None:
    import asyncio
    import json

    from agtutor.author.verdicts import Bench
    from agtutor.lab.lab import Lab

    lab = Lab.launch(spawned)
    try:
        bench = Bench(lab)
        while raw := await asyncio.to_thread(sys.stdin.buffer.readline):
            if raw.strip():
                reply = await bench.reply(raw)
                sys.stdout.write(json.dumps(reply, ensure_ascii=False) + "\n")
                sys.stdout.flush()
    finally:
        await lab.close()
