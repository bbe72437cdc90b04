"""Fixtures for the tests of lessons in progress: a lab that all tests of a module share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from agtutor.lab.lab import Lab
from tests.lab.lab_tools import launch


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lab(request: pytest.FixtureRequest, nursed: None) -> AsyncIterator[Lab]:
    """Give a lab of fork snapshots, or of the back end that ``lab_tools.BOTH`` has the test run on."""
    lab = launch(getattr(request, "param", "fork"))
    yield lab
    await lab.close()
