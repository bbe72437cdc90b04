"""A lab for each module of tests, on that module's event loop, of either back end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
import torch

from agtutor.lab.lab import Holder, Lab
from tests.lab.lab_tools import launch, stand
from tests.nursery import anew as starting_anew

torch.set_num_threads(1)  # as the lab's processes have it: a pool would look like threads of the code's


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lab(request: pytest.FixtureRequest, nursed: None) -> AsyncIterator[Lab]:
    """Give a lab of fork snapshots, or of the back end that ``lab_tools.BOTH`` has the test run on."""
    kind = getattr(request, "param", "fork")
    lab = launch(kind)
    await lab.ready()
    assert lab.kind == kind
    yield lab
    await lab.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def holder(lab: Lab) -> Holder:
    """Give a holder of x and y, which all tests of a module may share: no run on it changes it."""
    return await stand(lab)


@pytest.fixture
def anew() -> Iterator[None]:
    """Have what a test launches load torch by itself, as it does outside of tests."""
    with starting_anew():
        yield
