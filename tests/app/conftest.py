"""Settings for the app's tests: nothing moves, so that each screen is what it is at once."""

from __future__ import annotations

import pytest
from textual import constants


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Turn animations off, and draw in all colours whatever the terminal of the tests has."""
    monkeypatch.setattr(constants, "TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr(constants, "COLOR_SYSTEM", "truecolor")
