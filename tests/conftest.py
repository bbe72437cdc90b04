"""What all tests share: no limits of time to an example, and a process from which labs get theirs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.nursery import Nursery

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


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
