"""``agtutor judge``: requests on standard input, verdicts on standard output, as JSON Lines."""

from __future__ import annotations

import asyncio
import json
import sys

from agtutor.author.verdicts import Bench
from agtutor.lab.lab import Lab


def judge_lines() -> int:
    """Answer each line in order until the input ends; return the exit code.

    A line that is no request is answered with ``{"error": …}``, and the next one is read.
    """
    asyncio.run(_serve())
    return 0


async def _serve() -> None:
    lab = Lab.launch()
    try:
        bench = Bench(lab)
        while raw := await asyncio.to_thread(sys.stdin.buffer.readline):
            if raw.strip():
                reply = await bench.reply(raw)
                sys.stdout.write(json.dumps(reply, ensure_ascii=False) + "\n")
                sys.stdout.flush()
    finally:
        await lab.close()
