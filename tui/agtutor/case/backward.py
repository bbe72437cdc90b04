"""A backward pass, node by node, as plain data."""

from __future__ import annotations

from typing import TypedDict


class Numbers(TypedDict):
    """Some numbers of a tensor: enough to show it."""

    shape: list[int]
    first: list[float]  # the first entries, five at most
    least: float
    most: float


class Passed(TypedDict):
    """What one node hands on to another."""

    to: int  # id of the node that gets it, as in the graph
    slope: str  # the local derivative as a formula, such as "2·x"; "" where there is none to show
    local: Numbers | None  # the local derivative, entry by entry; None where it isn't entry by entry
    values: Numbers  # local derivative times what came from above


class Visit(TypedDict):
    """One node of the walk; a leaf hands nothing on, for the gradient lands in it."""

    node: int  # its id, as in the graph
    roads: int  # how many nodes handed something on to it; their gradients are added
    above: Numbers  # the gradient that arrives, summed over all roads
    passes: list[Passed]


class WalkBack(TypedDict):
    """A whole backward pass, in the order in which autograd makes it."""

    root: str  # name of the tensor that it starts from
    visits: list[Visit]
    trouble: str  # "" or why there is no such pass, one sentence
