"""What stands after accepted sources, replayed where no process keeps it any more."""

from __future__ import annotations

import pytest

from agtutor.lab.lab import Lab
from agtutor.walkthrough.standing import Link, Standing

pytestmark = pytest.mark.asyncio(loop_scope="module")

CODES = ["import torch\nx = torch.rand(3)", "y = x + torch.rand(3)", "z = y * 2\nprint(z)", "w = z"]
CHAIN = [Link(f"step-{place}", code, seed=place, deadline=5.0) for place, code in enumerate(CODES)]
BROKEN = Link("step-1", "y = nothing", seed=1, deadline=5.0)


async def digests(lab: Lab, standing: Standing, chain: list[Link]) -> dict[str, str]:
    """Return the values that stand, by name, as digests of their bits."""
    facts = (await lab.describe(await standing.at(chain)))["names"]
    return {name: fact["digest"] for name, fact in facts.items() if fact["kind"] == "tensor"}


async def test_a_replay_in_one_process_leaves_what_one_step_after_the_other_left(lab: Lab) -> None:
    slowly, at_once = Standing(lab), Standing(lab)
    for place in range(len(CHAIN)):
        one_by_one = await digests(lab, slowly, CHAIN[: place + 1])
    assert await digests(lab, at_once, CHAIN) == one_by_one
    assert set(one_by_one) == set("xyzw")
    await slowly.forget()
    await at_once.forget()


async def test_a_source_in_the_middle_that_no_longer_runs_is_left_out_and_named(lab: Lab) -> None:
    standing = Standing(lab)
    chain = [CHAIN[0], BROKEN, Link("step-2", "z = x", seed=2, deadline=5.0)]
    assert set(await digests(lab, standing, chain)) == set("xz")
    assert standing.broken == {BROKEN: "NameError: name 'nothing' is not defined"}
    assert [task.label for task in standing.sources(chain)] == ["step-0", "step-2"]
    await standing.forget()


async def test_a_source_that_was_broken_and_is_answered_anew_counts_again(lab: Lab) -> None:
    standing = Standing(lab)
    await standing.at([CHAIN[0], BROKEN])
    assert set(await digests(lab, standing, CHAIN)) == set("xyzw")
    await standing.forget()


async def test_what_a_run_has_seen_is_what_a_look_sees(lab: Lab) -> None:
    standing = Standing(lab)
    holder = await standing.at(CHAIN[:2])
    known = await lab.describe(holder)
    lab._gathering.forget(holder)
    looked = await lab.describe(holder)
    assert looked is not known
    assert looked == known
    await standing.forget()
