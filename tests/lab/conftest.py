"""A lab for each module of tests, on that module's event loop."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from agtutor.lab.lab import Lab


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lab() -> AsyncIterator[Lab]:
    lab = Lab.launch()
    await lab.ready()
    yield lab
    await lab.close()
