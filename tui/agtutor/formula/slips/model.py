"""What a slip is: a wrong derivative that a known mistake makes of this very formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from agtutor.formula.tree import Sym, Tree


@dataclass(frozen=True, slots=True)
class Slip:
    """One wrong step, and what it makes of the derivative.

    Attributes:
        id: which mistake it is, such as ``chain-no-inner``.
        tree: the derivative with that mistake in it.
        parts: the parts of the formula that the words name, as ``node``, ``inner``, ``term`` and so on.
    """

    id: str
    tree: Tree
    parts: dict[str, Tree] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class Spot:
    """A node of the formula, ready to be differentiated wrongly.

    Attributes:
        node: the node.
        parts: its direct parts.
        slopes: the right derivatives of its parts.
        wrt: the name to differentiate by.
        chained: whether it stands inside another function, so that the chain rule passes through it.
        whole: whether it is the whole formula.
    """

    node: Tree
    parts: Sequence[Tree]
    slopes: Sequence[Tree]
    wrt: Sym
    chained: bool
    whole: bool
