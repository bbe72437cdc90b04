"""A derivative step by step: one rule at one node, what is left to do written as a derivative."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agtutor.formula.calculus.differentiate import apart, bent, differentiate, log_of, routes
from agtutor.formula.tree import Add, Call, Const, Div, Mul, Neg, Pow, Sum, Sym, Tree, walk
from agtutor.formula.values.build import ONE, TWO, ZERO, add, depends, div, mul, neg, power
from agtutor.formula.values.functions import FUNCTIONS


@dataclass(frozen=True, slots=True)
class Step:
    """One rule, applied to one part of the formula.

    Attributes:
        rule: a key of ``rules.RULES``.
        node: the part that is differentiated.
        slope: its derivative, in which some names stand for derivatives that are still to be found.
        pending: those names, and what each is the derivative of.
        chained: whether the derivative of an inner function is a factor of it.
        constant: for a constant factor, that factor; else 1.
    """

    rule: str
    node: Tree
    slope: Tree
    pending: dict[Sym, Tree]
    chained: bool = False
    constant: Tree = ONE


def steps(tree: Tree, wrt: Sym) -> list[Step]:
    """Return the steps of a derivative, the outermost rule first; each part is taken once.

    Args:
        tree: a formula of numbers.
        wrt: the name to differentiate by, with one index at most.

    Raises:
        KeyError: for a function that has no derivative here.
    """
    found: list[Step] = []
    waiting, known = [apart(tree, wrt)], set()
    while waiting:
        node = waiting.pop()
        if node in known:
            continue
        known.add(node)
        step = _Taking(wrt).step(node)
        found.append(step)
        waiting.extend(reversed(step.pending.values()))
    return found


class _Taking:
    """One step being taken; ``pending`` fills as the derivatives of parts are asked for."""

    def __init__(self, wrt: Sym) -> None:
        self.wrt = wrt
        self.pending: dict[Sym, Tree] = {}

    def slope(self, part: Tree) -> Tree:
        """Return a part's derivative where that needs no rule, else a name for it."""
        if isinstance(part, Neg):
            return neg(self.slope(part.arg))
        if part == self.wrt:
            return ONE
        if not self.moves(part):
            return ZERO
        name = next((name for name, one in self.pending.items() if one == part), None)
        if name is None:
            name = Sym("∂", (str(len(self.pending) + 1),))  # a name that nobody can type
            self.pending[name] = part
        return name

    def moves(self, part: Tree) -> bool:
        """Whether a part has another derivative than 0."""
        inside = [*walk(part)]
        if any(
            isinstance(one, Sum) or (isinstance(one, Call) and one.name == "sign") for one in inside
        ):
            return differentiate(part, self.wrt) != ZERO
        return self.wrt in inside

    def step(self, node: Tree) -> Step:
        if node == self.wrt:
            return Step("variable", node, ONE, {})
        if not isinstance(node, Sum) and not self.moves(node):
            return Step("flat" if depends(node, self.wrt) else "constant", node, ZERO, {})
        match node:
            case Add(terms):
                return self.made("sum", node, add(*map(self.slope, terms)))
            case Neg(arg):
                return self.made("minus", node, neg(self.slope(arg)))
            case Mul(factors):
                return self.product(node, factors)
            case Div(over, under):
                return self.quotient(node, over, under)
            case Pow(base, exponent):
                return self.power(node, base, exponent)
            case Call(name, (arg,)):
                inner = self.slope(arg)
                return self.made("function", node, mul(FUNCTIONS[name].outer(arg), inner), inner)
            case Sum():
                return self.sum(node)
            case _:
                raise TypeError(f"{type(node).__name__} has no derivative here")

    def made(self, rule: str, node: Tree, slope: Tree, inner: Tree = ONE) -> Step:
        return Step(rule, node, slope, self.pending, chained=inner != ONE)

    def product(self, node: Tree, factors: Sequence[Tree]) -> Step:
        moving = [factor for factor in factors if self.moves(factor)]
        if len(moving) == 1:
            fixed = mul(*(factor for factor in factors if factor not in moving))
            slope = mul(fixed, self.slope(moving[0]))
            return Step("factor", node, slope, self.pending, constant=fixed)
        terms = []
        for place, factor in enumerate(factors):
            slope = self.slope(factor)
            if slope != ZERO:
                terms.append(mul(*factors[:place], *factors[place + 1 :], slope))
        return self.made("product", node, add(*terms))

    def quotient(self, node: Tree, over: Tree, under: Tree) -> Step:
        up, down = self.slope(over), self.slope(under)
        squared = power(under, TWO)
        if down == ZERO:
            fixed = div(ONE, under)
            return Step("factor", node, mul(fixed, up), self.pending, constant=fixed)
        if up == ZERO:
            return self.made("reciprocal", node, neg(div(mul(over, down), squared)))
        return self.made("quotient", node, div(add(mul(under, up), neg(mul(over, down))), squared))

    def power(self, node: Tree, base: Tree, exponent: Tree) -> Step:
        up, rise = self.slope(base), self.slope(exponent)
        if rise == ZERO:
            lower = power(base, add(exponent, neg(ONE)))
            return self.made("power", node, mul(exponent, lower, up), up)
        if up == ZERO:
            rule = "natural" if base == Const("e") else "exponential"
            return self.made(rule, node, mul(node, log_of(base), rise), rise)
        return self.made("both", node, mul(node, bent(base, exponent, up, rise)))

    def sum(self, node: Sum) -> Step:
        ways = routes(node, self.wrt)
        if not ways:
            return Step("constant", node, ZERO, {})
        if len(ways) == 2:
            slopes = (way.wrap(differentiate(way.body, way.name)) for way in ways)
            return self.made("entry-and-every", node, add(*slopes))
        (way,) = ways
        if way.name == self.wrt:
            return self.made("every", node, Sum(node.index, self.slope(node.body)))
        return self.made("entry", node, self.slope(way.back(way.body)))
