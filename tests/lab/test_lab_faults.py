"""Every bad end of learner code, in real processes: what is said, what stands, what is left."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from agtutor.lab.lab import Holder, Lab
from tests.lab.lab_fault_table import FAULTS
from tests.lab.lab_faults import (
    MARK,
    Fault,
    answer,
    check_nothing_left,
    check_told,
    facts,
    mark,
    marked,
    without_standby,
)
from tests.lab.lab_tools import launch, make_z, stand

pytestmark = pytest.mark.asyncio(loop_scope="module")

__all__ = ["FAULTS", "Fault"]

VALUE = mark()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lab() -> AsyncIterator[Lab]:
    """Give a lab whose descendants can all be found."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(MARK, VALUE)
        lab = launch("fork")
    await lab.ready()
    yield lab
    await lab.close()
    assert not marked(VALUE)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def holder(lab: Lab) -> Holder:
    """Give a holder that has judged already, so that the judge is there."""
    holder = await stand(lab)
    assert not (await lab.answer(holder, make_z(), "z = y")).verdict.right
    return holder


@pytest.mark.parametrize("fault", FAULTS.values(), ids=list(FAULTS))
async def test_it_is_told_and_leaves_nothing_behind(lab: Lab, holder: Holder, fault: Fault) -> None:
    await without_standby(lab)
    before, processes = await facts(lab, holder), marked(VALUE)
    found = await answer(lab, holder, fault)
    check_told(fault, found)
    assert found.holder is None
    assert holder.alive
    await without_standby(lab)
    await check_nothing_left(VALUE, processes)
    assert await facts(lab, holder) == before
    again = await lab.answer(holder, make_z(), "z = y + 5\nprint('still here')\nx[0].item()")
    assert again.verdict.right, again.verdict
    assert again.holder is not None
    assert again.evidence is not None
    assert (again.evidence["output"], again.evidence["echo"]) == ("still here\n", "-5.0")
    await lab.release(again.holder)
