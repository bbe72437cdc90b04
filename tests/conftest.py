"""What the tests of several folders share: a process with torch in it, from which labs get theirs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.nursery import Nursery


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Give the nursery, which is there at most once."""
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture(scope="module")
def nursed(nursery: Nursery) -> Iterator[None]:
    """Have the labs of a module start their processes in the nursery."""
    with nursery.used():
        yield
