"""The gradient of a lesson's formula of vectors at random entries, by differences: nobody's algebra."""

from __future__ import annotations

from functools import cached_property

from agtutor.author.slopes import Slopes
from agtutor.errors import FormulaError
from agtutor.formula.values.trouble import TooLarge
from agtutor.formula.vectors.arrays import Trial
from agtutor.formula.vectors.ground import Ground
from agtutor.formula.vectors.infer import shape_of
from agtutor.judge.problem import Problem
from agtutor.judge.tensors import TensorProblem


class TensorSlopes:
    """Differences of a formula at sizes and entries that a seed chooses."""

    def __init__(self, problem: TensorProblem, seed: str) -> None:
        """Take the problem, of which the key is never looked at, and the text that is the seed."""
        self.problem = problem
        self._ground = Ground(problem.asked, None, seed)

    @cached_property
    def points(self) -> list[Trial]:
        """Sizes and entries where the formula has a value."""
        return self._ground.trials

    def differing(self, text: str) -> str:
        """Return why a formula isn't the gradient, in words; "" where it is, at each point.

        Raises:
            FormulaError: it can't be read, or its shapes don't fit.
            TooLarge: it can't be computed.
        """
        problem = self.problem
        got = problem.fitted(problem.read(text))
        if shape_of(got, problem.shapes) != problem.wanted:
            return "" if self._ground.spread(got) else "its shape is another"
        if self._ground.held(got).outcome == "equal":
            return ""
        return "differences of the formula show another gradient"

    def is_slope(self, text: str) -> bool:
        """Tell whether a formula can be read, and is the gradient at each point."""
        try:
            return bool(self.points) and not self.differing(text)
        except (FormulaError, TooLarge):
            return False


def slopes_of(problem: Problem | TensorProblem, seed: str) -> Slopes | TensorSlopes:
    """Return the differences of a formula, be it of numbers or of vectors."""
    if isinstance(problem, TensorProblem):
        return TensorSlopes(problem, seed)
    return Slopes(problem, seed)
