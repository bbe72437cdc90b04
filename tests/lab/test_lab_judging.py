"""The judge's process by itself: what it does before it is asked, and while it is."""

from __future__ import annotations

import json
import subprocess
import sys

PROGRAM = """
import gc, json, os, socket, sys, time
from agtutor.lab import judging
from agtutor.lab.wire import Port

idle, asked = int(sys.argv[1]), int(sys.argv[2])
ours, theirs = socket.socketpair()
gc.disable()
if not os.fork():
    ours.close()
    judging._IDLE = idle
    told = lambda: {"gc": gc.isenabled(), "sympy": "sympy" in sys.modules}
    judging.Docket.answered = lambda _docket, _message: told()
    judging.preside(Port(theirs.detach()))
theirs.close()
port = Port(ours.detach())
assert port.receive()[0] == {"event": "ready"}
replies = []
for _ in range(asked):
    port.send({"op": "any"})
    replies.append(port.receive()[0])
    if replies[-1]["sympy"]:
        break
    time.sleep(0 if idle else 0.05)
port.close()
os.wait()
print(json.dumps(replies))
"""


def replies(idle: int, asked: int) -> list[dict[str, bool]]:
    """Return what a judge says of itself, which loads ahead after so many milliseconds."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(idle), str(asked)],
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[dict[str, bool]] = json.loads(done.stdout)
    return found


def test_the_judge_collects_its_rubbish_though_the_zygote_does_not() -> None:
    assert all(reply["gc"] for reply in replies(idle=60_000, asked=2))


def test_what_formulas_need_is_loaded_in_idle_time_also_after_a_first_case() -> None:
    assert not any(reply["sympy"] for reply in replies(idle=60_000, asked=2))
    assert replies(idle=0, asked=500)[-1]["sympy"]
