"""Bad ends of learner code, as a table, and what has to be true after each of them.

Each one bounds itself, so that a limit which is missing fails a test and does no harm: no more than 200
processes, 4 GB of memory and 1 GB of text, and for none of them longer than its deadline.
"""

from __future__ import annotations

import asyncio
import re
import uuid
from dataclasses import dataclass
from pathlib import Path

from agtutor.case.evidence import Stop
from agtutor.case.question import Company
from agtutor.lab.lab import Answer, Holder, Lab
from agtutor.lab.snapshots import ForkSnapshots
from tests.lab.lab_tools import PATIENCE, gone, make_z

MARK = "AGTUTOR_TEST_MARK"
"""The environment variable by which what a lab started is found, also where it left its tree."""

SAFE = r" Your tensors are as they were before\."


@dataclass(frozen=True)
class Fault:
    """Code that ends badly.

    Attributes:
        code: what the learner typed.
        stop: why the lab says that it stopped; None where it wasn't stopped but raised.
        detail: a pattern for the detail, or for "type: message" of what was raised.
        output: what is left of its output, where that matters.
        deadline: seconds that it gets.
        says: a pattern for the whole of what the learner is told.
        allow: what its step may start.
    """

    code: str
    stop: Stop | None
    detail: str = ""
    output: str = ""
    deadline: float = 10.0
    says: str = ""
    allow: tuple[Company, ...] = ()


def mark() -> str:
    """Return a value for ``MARK`` that no other lab has."""
    return uuid.uuid4().hex


def marked(value: str) -> set[int]:
    """Return the living processes that were started, by whomever, under a value of ``MARK``."""
    wanted, found = f"{MARK}={value}".encode(), set[int]()
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and wanted in (entry / "environ").read_bytes().split(b"\0"):
                found.add(int(entry.name))
        except OSError:
            continue
    return found


async def facts(lab: Lab, holder: Holder) -> dict[str, object]:
    """Return what stands, looked at anew, as far as it may not change."""
    lab._gathering.clear()
    names = (await lab.describe(holder))["names"]
    return {
        name: (fact.get("digest"), fact.get("version"), fact.get("grad"))
        for name, fact in names.items()
    }


async def answer(lab: Lab, holder: Holder, fault: Fault) -> Answer:
    """Return what the tutor makes of a fault, whose code changes the x that stands before all else."""
    question = make_z(deadline=fault.deadline, allow=list(fault.allow))
    return await lab.answer(holder, question, "x.data[0] = 99\n" + fault.code)


def check_told(fault: Fault, found: Answer) -> None:
    """Check evidence and verdict against the table."""
    evidence = found.evidence
    assert evidence is not None
    assert evidence["stop"] == fault.stop, evidence
    failure = evidence["failure"]
    said = f"{failure['type']}: {failure['message']}" if failure else _moved_up(evidence["detail"])
    assert re.fullmatch(fault.detail or ".*", said, re.DOTALL), said
    assert re.fullmatch(fault.says, found.verdict.message, re.DOTALL), found.verdict.message
    assert found.verdict.ruling == ("stopped" if fault.says.endswith(SAFE) else "wrong")
    assert fault.output in evidence["output"]
    assert len(evidence["output"]) < 70_000


async def without_standby(lab: Lab) -> None:
    """Let go of the children that stand by: they are none that an answer left."""
    back = lab._back
    assert isinstance(back, ForkSnapshots)
    for seat in back._standbys.dismiss():
        await asyncio.wait_for(seat.child.ended.wait(), PATIENCE)


async def check_nothing_left(value: str, before: set[int]) -> None:
    """Check that no process is left but those that were there before."""
    await gone(marked(value) - before)
    assert not marked(value) - before


def _moved_up(detail: str) -> str:
    """Return a detail for the code without the line that was put before it."""
    return re.sub(r"^line (\d+)", lambda found: f"line {int(found[1]) - 1}", detail)
