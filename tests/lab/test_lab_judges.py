"""The interface's judge: what it is told ahead, and one that hangs, dies or is stopped."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from agtutor.lab import judges
from agtutor.lab.judges import Judge
from agtutor.lab.wire import Message

RIGHT = {"verdict": {"ruling": "right"}}


@dataclass
class Fake:
    """A judge process that keeps what it is told, and doesn't answer what it is deaf to.

    Attributes:
        deaf: operations that it doesn't answer.
        told: all messages that came.
        hangs: set once it doesn't answer.
    """

    deaf: tuple[str, ...] = ()
    told: list[Message] = field(default_factory=list)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    hangs: asyncio.Event = field(default_factory=asyncio.Event)
    process: int = 1

    async def ask(self, message: Message) -> Message | None:
        """Answer, or wait to be killed."""
        self.told.append(message)
        if message["op"] in self.deaf:
            self.hangs.set()
            await self.ended.wait()
            return None
        return {"event": "laid"} if message["op"] == "lay" else RIGHT

    def kill(self) -> None:
        """End."""
        self.ended.set()


def judge_of(*fakes: Fake) -> Judge:
    """Return a judge whose processes are these, one after the other."""
    coming = iter(fakes)

    async def start() -> Fake:
        return next(coming)

    return Judge(start)


async def test_a_case_that_was_laid_is_not_sent_again() -> None:
    one, case = Fake(), {"answer": "x"}
    judge = judge_of(one)
    await judge.lay(case)
    assert await judge.verdict(case, None) == RIGHT
    assert "case" not in one.told[-1]


async def test_another_case_than_the_one_that_was_laid_is_sent_whole() -> None:
    one = Fake()
    judge = judge_of(one)
    await judge.lay({"answer": "x"})
    await judge.verdict({"answer": "y"}, None)
    assert one.told[-1]["case"] == {"answer": "y", "got": None}


async def test_who_died_after_a_case_was_laid_is_replaced_and_told_all() -> None:
    one, two, case = Fake(), Fake(), {"answer": "x"}
    judge = judge_of(one, two)
    await judge.lay(case)
    one.kill()
    assert await judge.verdict(case, None) == RIGHT
    assert two.told[-1]["case"] == {"answer": "x", "got": None}


async def test_who_hangs_over_a_case_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judges, "DEADLINE", 0.01)
    one, two, case = Fake(deaf=("lay",)), Fake(), {"answer": "x"}
    judge = judge_of(one, two)
    await judge.lay(case)
    assert one.ended.is_set()
    assert await judge.verdict(case, None) == RIGHT


async def test_laying_that_is_given_up_leaves_no_reply_to_be_taken_for_a_verdict() -> None:
    one, two, case = Fake(deaf=("lay",)), Fake(), {"answer": "x"}
    judge = judge_of(one, two)
    laying = asyncio.ensure_future(judge.lay(case))
    await one.hangs.wait()
    laying.cancel()
    await asyncio.gather(laying, return_exceptions=True)
    assert await judge.verdict(case, None) == RIGHT
    assert two.told[-1]["case"] == {"answer": "x", "got": None}


async def test_one_that_is_stopped_says_so() -> None:
    one = Fake(deaf=("decide",))
    judge = judge_of(one)
    asking = asyncio.ensure_future(judge.verdict({"answer": "x"}, None))
    await one.hangs.wait()
    judge.stop()
    assert await asking == {judges.STOPPED: True}
