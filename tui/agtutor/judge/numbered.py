"""What autograd measured on tensors with shapes, entry by entry, and formulas held against it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from agtutor.case.evidence import Gradient
from agtutor.case.question import DeriveQuestion
from agtutor.errors import LessonError
from agtutor.formula.names import symbol
from agtutor.formula.tree import Sym, Tree, walk
from agtutor.formula.values.build import ZERO
from agtutor.formula.values.functions import Value
from agtutor.formula.values.trouble import TooLarge, Undefined
from agtutor.formula.vectors.arrays import Array, Trial
from agtutor.formula.vectors.shapes import Dim
from agtutor.judge.tensors import TensorProblem
from agtutor.judge.words import at, number, pair

MOST_MEASURED = 40
"""Entries up to which a gradient that can't be written is measured by differences too."""

BUDGET = 200_000
"""Multiplications that one value on the tensors may cost."""
_TOLERANCE = 1e-4  # relative, to what is measured; float32 through a few operations
_FLOOR = 1e-5  # relative to the largest entry of the gradient
_VISIBLE = 1e-2  # relative: what a learner sees without counting digits


def measured_sizes(question: DeriveQuestion, gradient: Gradient | None) -> dict[str, int]:
    """Return how large the named dimensions are on the tensors that autograd measured.

    Raises:
        LessonError: where a tensor has another shape than its name is declared with.
    """
    sizes: dict[str, int] = {}
    forms = {} if gradient is None else gradient.get("shapes", {})
    for one in question["symbols"]:
        found = forms.get(one["tensor"] or one["name"]) if "shape" in one else None
        if found is None:
            continue
        declared = one["shape"]
        fits = len(declared) == len(found) and all(
            sizes.setdefault(dim, size) == size if isinstance(dim, str) else dim == size
            for dim, size in zip(declared, found, strict=True)
        )
        if not fits:
            raise LessonError(
                f"`{one['name']}` is declared with the shape {_form(declared)}, and the live "
                f"`{one['tensor'] or one['name']}` has {_form(found)}.",
                fix="A dimension of one name has one size everywhere.",
            )
    return sizes


def _form(dims: Sequence[Dim]) -> str:
    return f"({', '.join(map(str, dims))})"


class LiveTensors:
    """Tensors with shapes, and autograd's gradient on them."""

    def __init__(self, problem: TensorProblem, trial: Trial, gradient: Gradient, name: str) -> None:
        """Take what was measured; ``name`` is the tensor that it is taken by."""
        self.problem = problem
        self.trial = trial
        self.measured = gradient["values"]
        self.name = name
        self.form = gradient.get("shapes", {}).get(name, [])
        self.sampled = gradient.get("sampled", False)
        self.root = ""

    @classmethod
    def of(
        cls,
        problem: TensorProblem,
        question: DeriveQuestion,
        gradient: Gradient | None,
        sizes: Mapping[str, int],
    ) -> LiveTensors | None:
        """Return the tensors, or None where they don't cover the formula.

        Args:
            problem: the problem of the question.
            question: what is asked.
            gradient: what autograd measured, if it did.
            sizes: how large the named dimensions are there.

        Raises:
            LessonError: where autograd measures another gradient than the key's.
        """
        if gradient is None or gradient["trouble"] or "shapes" not in gradient:
            return None
        tensors = {
            symbol(one["name"]).name: one["tensor"] or one["name"] for one in question["symbols"]
        }
        trial = _trial(problem, gradient, tensors, sizes)
        if trial is None:
            return None
        wrt = tensors.get(problem.wrt.name, problem.wrt.name)
        live = cls(problem, trial, gradient, wrt)
        live.root = question["root"]
        return live if live.agrees() else None

    def agrees(self) -> bool:
        """Whether the key could be held against autograd.

        Raises:
            LessonError: where they differ.
        """
        if self.problem.key is None and len(self.measured) > MOST_MEASURED:
            return False
        try:
            true = self._true()
        except (TooLarge, Undefined):
            return False
        if len(true) != len(self.measured) or not all(map(math.isfinite, self.measured)):
            return False
        floor = _FLOOR * max(map(abs, self.measured), default=0.0)
        for place, (key, measured) in enumerate(zip(true, self.measured, strict=True)):
            if abs(key - measured) > _TOLERANCE * max(abs(key), abs(measured)) + floor:
                raise LessonError(
                    f"The key and autograd disagree: at `{self._entry(place)}` the key gives "
                    f"{float(key):.6g}, and autograd measures {measured:.6g}.",
                    fix="Check `of`, `root`, and the tensors and shapes of the symbols.",
                )
        return True

    def _true(self) -> list[Value]:
        """Return the key's entries; those of one that can't be written are measured."""
        ground, key = self.problem.ground, self.problem.key
        if key is None or key == ZERO:
            return ground.truth(self.trial, 0)
        return ground.values(key, self.trial, 0, BUDGET)

    def _entry(self, place: int) -> str:
        return at(self.name, place, self.form)

    def values(self, got: Tree) -> list[float] | None:
        """Return an answer's entries on the tensors; None where it has none, or too many to compute."""
        try:
            return [float(entry) for entry in self.problem.ground.values(got, self.trial, 0, BUDGET)]
        except (TooLarge, Undefined):
            return None

    def contradicts(self, got: Tree) -> bool:
        """Whether an answer differs visibly from what autograd measured."""
        return self._differing(got) is not None

    def _differing(self, got: Tree) -> int | None:
        """Return the plainest entry where an answer visibly differs."""
        mine = self.values(got)
        if mine is None or len(mine) != len(self.measured):
            return None
        scale = max(map(abs, self.measured), default=0.0)
        apart = [
            place
            for place, (one, other) in enumerate(zip(mine, self.measured, strict=True))
            if abs(one - other) > _VISIBLE * max(abs(one), abs(other))
            and abs(one - other) > _VISIBLE**3 * scale
        ]
        return min(apart, key=lambda place: len(number(self.measured[place])), default=None)

    def difference(self, got: Tree) -> str | None:
        """Return a sentence on an entry where a wrong answer differs; None where none shows."""
        place = self._differing(got)
        mine = self.values(got)
        if place is None or mine is None:
            return None
        ours, theirs = pair(mine[place], self.measured[place])
        at_entry = f"At `{self._entry(place)}` your formula gives {ours}"
        return f"{at_entry}; autograd measured {theirs}."

    def agreement(self, got: Tree) -> str | None:
        """Return a sentence on an entry where a right answer was measured; None where it can't be."""
        if self.values(got) is None or not self.measured:
            return None
        if self.sampled:
            return "It gives what autograd measures, entry by entry, on tensors made for the purpose."
        place = min(range(len(self.measured)), key=self._plainness)
        measured = number(self.measured[place])
        return f"At `{self._entry(place)}` autograd measures {measured}, and so does your formula."

    def _plainness(self, place: int) -> tuple[bool, int]:
        value = self.measured[place]
        return value == 0, len(number(abs(value)))


def _trial(
    problem: TensorProblem, gradient: Gradient, tensors: dict[str, str], sizes: Mapping[str, int]
) -> Trial | None:
    """Return the tensors' entries by the formula's names; None where one of them has none."""
    shapes = problem.shapes
    syms = {node.name for node in walk(problem.asked.of) if isinstance(node, Sym)}
    needed = (syms | {problem.wrt.name}) - set(shapes.dims)
    point: dict[str, Array] = {}
    for name in sorted(needed):
        dims = [sizes.get(dim, 0) if isinstance(dim, str) else dim for dim in shapes.of(name)]
        entries = gradient["at"].get(tensors.get(name, name), [])
        if len(entries) != dims[0] * dims[1] or not entries or not all(map(math.isfinite, entries)):
            return None
        exact = [Fraction(entry) for entry in entries]
        table = [exact[start : start + dims[1]] for start in range(0, len(exact), dims[1])]
        point[name] = exact[0] if len(exact) == 1 else table
    return Trial(sizes, point)
