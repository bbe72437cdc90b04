"""What there is to say about a name that is being typed, found without running anything."""

from __future__ import annotations

from typing import Literal, TypedDict

Sort = Literal["keyword", "module", "class", "function", "value"]
"""What a name stands for. Properties are values, since nobody may ask them what they hold."""


class Offer(TypedDict):
    """A name that can be typed."""

    name: str
    sort: Sort
    told: str  # how a function is called, "(input, dim=None)"; for values, what they are
    says: str  # the first sentence of its documentation; "" where it has none


class Look(TypedDict):
    """What stands behind a dotted name, or behind no name at all: the namespace."""

    sort: Sort
    told: str
    says: str  # all of its documentation, as plain text
    names: list[Offer]  # what may be typed after it, and a dot
