"""What can stop a formula from having a value at a point."""

from __future__ import annotations

from typing import Literal


class Undefined(ArithmeticError):  # noqa: N818 - the name says what the value is
    """The formula has no real value at this point.

    Attributes:
        why: ``pole`` (a division by zero, a logarithm of zero) or ``complex`` (no real number).
    """

    def __init__(self, why: Literal["pole", "complex"]) -> None:
        """Keep the reason."""
        super().__init__(why)
        self.why = why


class TooLarge(ArithmeticError):  # noqa: N818
    """The formula grows beyond what is worth computing: beyond about e^5000, or in its sums."""
