"""Is a typed gradient right: shapes first, then values; and if not, what slipped."""

from __future__ import annotations

from agtutor.case.evidence import Gradient
from agtutor.case.question import DeriveQuestion
from agtutor.case.verdict import Verdict
from agtutor.errors import FormulaError, LessonError
from agtutor.formula.slips.diagnosis import Diagnosis
from agtutor.formula.tree import Tree
from agtutor.formula.values.build import ZERO
from agtutor.formula.values.trouble import TooLarge
from agtutor.formula.vectors.diagnosis import Asked, diagnose, misfitting, of_another_shape, shown
from agtutor.formula.vectors.ground import Found
from agtutor.formula.vectors.infer import Misfit, free_ranges, shape_of
from agtutor.formula.vectors.shapes import NUMBER, is_column
from agtutor.judge.entries import entry_slip
from agtutor.judge.foreseen import nudge
from agtutor.judge.numbered import LiveTensors, measured_sizes
from agtutor.judge.telling import agreement, difference
from agtutor.judge.tensors import TensorProblem, tensor_problem

_UNDECIDED = (
    "This could be right, but it can't be shown to be equal to the gradient, or not to be. "
    "It doesn't count as a miss."
)
_REWRITE = "Write it in fewer operations, and it can be judged."


def judge_gradient(
    question: DeriveQuestion, answer: str, gradient: Gradient | None, tried: int
) -> Verdict:
    """Judge a formula that was typed as the gradient by a vector or a matrix, or by an entry.

    Args:
        question: what is asked, with the shape of at least one name.
        answer: the text as typed.
        gradient: what autograd measures on tensors, where there are any.
        tried: how many wrong answers this step has had; after the first, the verdict says more.

    Raises:
        LessonError: where the question can't be read, its shapes don't fit, or its key is not what
            autograd or central differences measure.
    """
    return _Judging(question, answer, gradient, tried).verdict()


class _Judging:
    """One answer to one question."""

    def __init__(
        self, question: DeriveQuestion, answer: str, gradient: Gradient | None, tried: int
    ) -> None:
        self.question = question
        self.answer = answer
        self.tried = tried
        sizes = measured_sizes(question, gradient)
        seen = gradient is not None and not gradient.get("sampled", False)
        self.problem = tensor_problem(question, sizes if seen else None)
        try:
            self.ground = self.problem.ground
            self.live = LiveTensors.of(self.problem, question, gradient, sizes)
        except TooLarge as error:
            raise LessonError(f"`of` can't be computed: {error}.") from error

    def verdict(self) -> Verdict:
        try:
            tree = self.problem.read(self.answer)
        except FormulaError as error:
            asks = error.reason if error.reason == "not-evaluated" else None
            return Verdict("unreadable", f"{error.what} {error.fix}".strip(), asks, span=error.span)
        try:
            return self._of(tree)
        except TooLarge as error:
            return self._unreadable(f"This can't be computed: {error}.")
        except Misfit as error:
            if error.ambiguous:
                return self._unreadable(f"{error.what} {error.fix}")
            return self._wrong(misfitting(self._asked, self.answer, error), "")

    @property
    def _asked(self) -> Asked:
        return Asked(self.problem.ground, self.problem.bank, self.problem.read, self.problem.wanted)

    def _of(self, tree: Tree) -> Verdict:
        """Rule on a tree: by its indices, by its shape, by its values."""
        problem = self.problem
        shape = shape_of(tree, problem.shapes)
        left = [one for one in free_ranges(tree, problem.shapes) if one not in problem.wrt.index]
        if left:
            return self._with_index(tree, left)
        got = problem.fitted(tree)
        if shape == problem.wanted or shape_of(got, problem.shapes) == problem.wanted:
            return self._by_values(tree, got)
        if shape == NUMBER and self.ground.spread(got):
            return self._spread(got)
        if problem.wrt.index and is_column(shape):
            return self._unreadable(
                "Your formula has all entries, and the question asks for one. "
                "Write the index below each name, as in the question."
            )
        return self._wrong(of_another_shape(self._asked, self.answer, got), "")

    def _with_index(self, tree: Tree, left: list[str]) -> Verdict:
        """Rule on an answer with an index that the question doesn't have."""
        if self.problem.wrt.index:
            return self._wrong(entry_slip(self.problem, self.question, tree, self.answer, left), "")
        return self._unreadable(
            "Your formula is one entry, and the question asks for the whole gradient. "
            "Write the names without their indices."
        )

    def _spread(self, got: Tree) -> Verdict:
        """Rule on one number where all entries of the gradient are that number."""
        if got == ZERO or self.problem.key == ZERO:
            return Verdict("right", "Nothing in the formula moves with it.")
        return self._unreadable(
            "Each entry is that number, and the gradient has the shape of what it is taken by. "
            "Write it with `ones(n)`, the vector of ones, or `I`."
        )

    def _by_values(self, tree: Tree, got: Tree) -> Verdict:
        found = self.ground.held(got)
        if found.outcome == "undecided":
            return Verdict("undecided", _UNDECIDED, more=_REWRITE)
        if found.outcome == "equal":
            if not (self.live and self.live.contradicts(got)):
                return Verdict("right", agreement(self.problem, self.live, got))
            found = Found("different", self.ground.trials[0])
        witness = difference(self.problem, self.live, got, found)
        return self._wrong(self._slip(tree, got), witness)

    def _slip(self, tree: Tree, got: Tree) -> Diagnosis | None:
        if self.problem.wrt.index:
            return entry_slip(self.problem, self.question, tree, self.answer, [])
        return diagnose(self._asked, self.answer, got)

    def _unreadable(self, message: str) -> Verdict:
        return Verdict("unreadable", message.strip(), span=(0, len(self.answer)))

    def _wrong(self, slip: Diagnosis | None, witness: str) -> Verdict:
        slip = authored(self.problem, self.question, self.answer, slip)
        if slip is None:
            return Verdict("wrong", witness, more=_begin(self.problem) if self.tried else "")
        message = f"{slip.say} {witness}".strip()
        return Verdict("wrong", message, slip.id, more=slip.more if self.tried else "")


def _begin(problem: TensorProblem) -> str:
    return (
        f"Begin at the outermost operation of {shown(problem.asked.of)}: which rule does it call for?"
    )


def authored(
    problem: TensorProblem, question: DeriveQuestion, answer: str, invited: Diagnosis | None
) -> Diagnosis | None:
    """Return the slip of a wrong answer, in the author's words where the author has any.

    Raises:
        LessonError: where a wrong answer of the author's can't be read, or is right.
    """
    for wrong in question["wrong"]:
        if _same(problem, wrong["answer"], answer):
            ours = invited or Diagnosis("", "", "")
            more = nudge(wrong, ours.id, ours.more)
            return Diagnosis(wrong["slip"], wrong["say"] or ours.say, more)
    return invited


def _same(problem: TensorProblem, wrong: str, answer: str) -> bool:
    """Whether an answer is a wrong one of the author's: the same tree, or the same values."""
    try:
        tree = problem.read(wrong)
    except FormulaError as error:
        raise LessonError(f"The wrong answer `{wrong}` can't be read: {error}") from error
    got = problem.read(answer)
    try:
        fitted = problem.fitted(tree)
        if shape_of(fitted, problem.shapes) == problem.wanted and problem.ground.is_right(fitted):
            raise LessonError(f"The wrong answer `{wrong}` is right.")
        return got == tree or problem.ground.alike(fitted, problem.fitted(got))
    except (FormulaError, TooLarge):
        return got == tree
