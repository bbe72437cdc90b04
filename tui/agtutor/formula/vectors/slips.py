"""The wrong gradients that a formula of vectors invites, and which of them an answer is.

Made once for a question: backward through the formula with one wrong step at one node, and what a wrong
step makes of the whole. Values at two trials tell candidates apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from agtutor.errors import FormulaError
from agtutor.formula.slips.model import Slip
from agtutor.formula.tree import Add, Call, Div, Mul, Neg, Num, Pow, Sym, Transpose, Tree, walk
from agtutor.formula.values.build import ONE, TWO, ZERO, add, call, depends, neg
from agtutor.formula.values.trouble import TooLarge, Undefined
from agtutor.formula.vectors.arrays import array_value, entries_of
from agtutor.formula.vectors.build import backwards, collected, flip, swapped, times
from agtutor.formula.vectors.gradient import arrivals, gradient
from agtutor.formula.vectors.ground import Ground
from agtutor.formula.vectors.infer import shape_of
from agtutor.formula.vectors.mistakes import mistakes
from agtutor.formula.vectors.settle import settled
from agtutor.formula.vectors.shapes import NUMBER, Shape, turned
from agtutor.formula.vectors.steps import Steps, Unsupported, steps

MOST = 150
"""Wrong gradients of one formula."""

_GLANCES = 2
_NEAR = 1e-9
_MOST_NAMES = 8

Glance = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One wrong gradient, and every slip that leads to it, the most telling first."""

    slips: tuple[Slip, ...]
    shape: Shape
    glance: Glance


class Bank:
    """The slips of one question, whose gradient can be written."""

    def __init__(self, ground: Ground, key: Tree) -> None:
        """Take the trials, and the right gradient."""
        self.ground = ground
        self.key = key
        self.question = ground.question
        self.shapes = ground.shapes

    @cached_property
    def entries(self) -> list[Entry]:
        """Every wrong gradient once, in the order in which they are named; none is the right one."""
        right = self.glance(self.key)
        wanted = shape_of(self.key, self.shapes)
        found: list[tuple[list[Slip], Shape, Glance]] = []
        for slip in self._made():
            looked = self._look(slip)
            if looked is None or (looked[0] == wanted and right and meet(looked[1], right)):
                continue
            same = next((one for one in found if one[1] == looked[0] and meet(one[2], looked[1])), None)
            if same is None:
                found.append(([slip], *looked))
            elif all(slip.id != other.id for other in same[0]):
                same[0].append(slip)
            if len(found) >= MOST:
                break
        return [Entry(tuple(slips), shape, glance) for slips, shape, glance in found]

    def _look(self, slip: Slip) -> tuple[Shape, Glance] | None:
        """Return a candidate's shape and values; None where it doesn't fit or has none."""
        try:
            shape = shape_of(slip.tree, self.shapes)
            glance = self.glance(settled(slip.tree, self.shapes))
        except FormulaError:
            return None
        return (shape, glance) if glance else None

    def glance(self, tree: Tree) -> Glance:
        """Return the entries of a formula at a few trials; none where it has no value."""
        values: list[float] = []
        try:
            for trial in self.ground.trials[:_GLANCES]:
                values.extend(map(float, entries_of(array_value(tree, trial, self.shapes))))
        except (Undefined, TooLarge):
            return ()
        return tuple(values)

    def find(self, got: Tree) -> Entry | None:
        """Return the wrong gradient that a settled answer is, of whatever shape."""
        shape, glance = shape_of(got, self.shapes), self.glance(got)
        fitting = (entry for entry in self.entries if entry.shape == shape)
        return next((entry for entry in fitting if glance and meet(glance, entry.glance)), None)

    def _made(self) -> Iterator[Slip]:
        yield from self._symmetric()
        yield from self._halves()
        yield from self._at_nodes()
        yield from self._arrivals()
        yield from self._whole()

    def _symmetric(self) -> Iterator[Slip]:
        """Yield the gradient where a matrix is taken for symmetric that stands both ways in it."""
        for node in dict.fromkeys(walk(self.key)):
            if isinstance(node, Transpose) and isinstance(node.arg, Sym):
                name = node.arg
                if not depends(swapped(self.key, node, _MARK), name):
                    continue  # it stands one way only
                for stands in (name, node):
                    yield self._slip("symmetry-assumed", _as(self.key, name, stands), term=name)

    def _halves(self) -> Iterator[Slip]:
        """Yield half of the gradient for a square, and twice of it for half a square."""
        of = self.question.of
        squares = [node for node in walk(of) if self._is_square(node)]
        if squares:
            halved = collected([Div(self.key, TWO)])
            yield Slip("quadratic-no-two", halved, {"node": squares[0]})
        match of:
            case Div(_, Num(value)) if value == 2:
                yield self._slip("half-lost", times(TWO, self.key, shapes=self.shapes))
            case Mul((Div(Num(), Num()) as half, *_)) if half.under == TWO:
                yield self._slip("half-lost", times(TWO, self.key, shapes=self.shapes))

    def _is_square(self, node: Tree) -> bool:
        """Whether a node is a square of what depends on the variable, or of the variable itself."""
        wrt = self.question.wrt
        match node:
            case Pow(base, exponent):
                return exponent == TWO and depends(base, wrt)
            case Mul(factors):
                moving = [factor for factor in factors if depends(factor, wrt)]
                return len(moving) == 2 and len(factors) == 2
            case _:
                return False

    def _slip(self, ident: str, tree: Tree, **parts: Tree) -> Slip:
        return Slip(ident, tree, {"node": self.question.of, **parts})

    def _at_nodes(self) -> Iterator[Slip]:
        """Yield the gradients with one wrong step, those at deeper nodes first."""
        asked = self.question
        passed: dict[Tree, Tree] = {}
        for node, grad in arrivals(asked.of, asked.wrt, self.shapes):
            passed.setdefault(node, grad)
        for node, grad in reversed(passed.items()):
            try:
                found = list(mistakes(node, grad, asked.wrt, self.shapes))
            except FormulaError:  # a slope that can't be written, as one over a matrix
                continue
            for number, mistake in enumerate(found):
                tree = self._with(node, number)
                if tree is not None:
                    yield Slip(mistake.id, tree, mistake.parts)

    def _with(self, where: Tree, number: int) -> Tree | None:
        """Return the gradient with a wrong step wherever a node stands; None where it doesn't fit."""
        asked = self.question

        def rule(node: Tree, grad: Tree) -> Steps:
            if node == where:
                for place, mistake in enumerate(mistakes(node, grad, asked.wrt, self.shapes)):
                    if place == number:
                        return mistake.steps
            return steps(node, grad, self.shapes)

        try:
            return gradient(asked.of, asked.wrt, self.shapes, rule)
        except (FormulaError, Unsupported):
            return None

    def _arrivals(self) -> Iterator[Slip]:
        """Yield the gradients by what stands between the formula and the variable."""
        asked = self.question
        found: dict[Tree, list[Tree]] = {}
        for node, grad in arrivals(asked.of, asked.wrt, self.shapes):
            if node not in (asked.of, asked.wrt) and not isinstance(node, Neg | Transpose):
                found.setdefault(node, []).append(grad)
            match node:
                case Pow(Call(("norm" | "frobenius"), _) as norm, exponent) if exponent == TWO:
                    found.setdefault(norm, []).append(times(TWO, grad, norm, shapes=self.shapes))
        for node, grads in found.items():
            yield Slip("link-missing", collected(grads), {"node": node})

    def _whole(self) -> Iterator[Slip]:
        """Yield what a wrong step makes of the whole."""
        asked, key = self.question, self.key
        yield self._slip("sign", neg(key))
        yield self._slip("transposed", flip(key, self.shapes))
        shape = shape_of(key, self.shapes)
        if shape != NUMBER:
            yield self._slip("sum-kept", call("sum", key))
            if shape == turned(shape):
                yield self._slip("trace-kept", call("tr", key))
            yield self._slip("order-swapped", backwards(key, self.shapes))
        yield self._slip("unchanged", asked.of)
        yield from self._other_names()
        yield from self._in_sums()

    def _in_sums(self) -> Iterator[Slip]:
        """Yield the gradient with one term of a sum in it lost, or with its sign turned."""
        for node in dict.fromkeys(walk(self.key)):
            if not isinstance(node, Add):
                continue
            for place, term in enumerate(node.terms):
                rest = [*node.terms[:place], *node.terms[place + 1 :]]
                for ident, made in (("term-turned", add(*rest, neg(term))), ("term-lost", add(*rest))):
                    tree = swapped(self.key, node, made)
                    yield Slip(ident, tree, {"node": node, "term": term})

    def _other_names(self) -> Iterator[Slip]:
        asked = self.question
        syms = dict.fromkeys(node for node in walk(asked.of) if isinstance(node, Sym))
        for other in list(syms)[:_MOST_NAMES]:
            if other == asked.wrt or other.name in self.shapes.dims:
                continue
            try:
                by_other = gradient(asked.of, other, self.shapes)
            except (FormulaError, Unsupported):
                continue
            if by_other not in (ZERO, ONE):
                yield self._slip("wrong-variable", by_other, other=other)
                yield self._slip("wrong-variable", flip(by_other, self.shapes), other=other)


_MARK = Sym("′")


def _as(tree: Tree, name: Sym, stands: Tree) -> Tree:
    """Return a formula in which a name stands one way everywhere."""
    straight = swapped(tree, Transpose(name), name)
    return straight if stands == name else swapped(straight, name, stands)


def meet(one: Sequence[float], two: Sequence[float]) -> bool:
    """Whether two formulas have the same entries at every trial that was looked at."""
    if len(one) != len(two):
        return False
    scale = max(map(abs, (*one, *two)), default=0.0)
    return all(abs(a - b) <= _NEAR * scale for a, b in zip(one, two, strict=True))
