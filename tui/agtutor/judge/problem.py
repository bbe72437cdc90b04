"""A derivative that is asked for: what the question's texts mean, the key, and its proof.

Made once for a question and kept, since many answers come to the same one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from agtutor.case.question import DeriveQuestion, Interval
from agtutor.errors import FormulaError, LessonError
from agtutor.formula.calculus.derivative import entry_derivative
from agtutor.formula.calculus.differentiate import apart, differentiate
from agtutor.formula.counting import count_names, counts
from agtutor.formula.deciding.decide import held
from agtutor.formula.deciding.ground import Ground
from agtutor.formula.names import symbol
from agtutor.formula.parser import Names
from agtutor.formula.scalars import read_scalar, read_undeclared
from agtutor.formula.slips.bank import Bank
from agtutor.formula.tree import Sym, Tree, walk
from agtutor.formula.values.evaluate import TooLarge, Undefined
from agtutor.formula.values.expand import (
    ENTRIES,
    MOST_NODES,
    entries_for,
    expand,
    expanded_size,
    name_of,
)
from agtutor.judge.proving import prove

MOST_ENTRIES = 64
"""Entries up to which a count, as in a mean, is the one of the live tensors."""


@dataclass(frozen=True)
class Problem:
    """A formula to differentiate, and everything about it that doesn't depend on an answer.

    Attributes:
        names: what an answer may name.
        of: the formula to differentiate.
        wrt: the name to differentiate by.
        domains: open intervals for each declared name.
        size: how many entries a sum runs over where values are compared.
        counts: names that stand for that many.
        entries: how many entries the live tensors have; 0 where there are none.
    """

    names: Names
    of: Tree
    wrt: Sym
    domains: dict[str, list[Interval]]
    size: int
    counts: tuple[str, ...]
    entries: int

    @cached_property
    def key(self) -> Tree:
        """Sympy's derivative, sums expanded and ``x_i`` written as an entry.

        Raises:
            LessonError: where there is none, or where central differences show another slope.
        """
        of = self.plain(self.of)
        if not self.ground_of(of).probes:  # before sympy sees it: it may be vast
            raise LessonError("`of` has no real value anywhere on its domain, or only vast ones.")
        try:
            key = entry_derivative(self.of, self.wrt, self.size)
        except Undefined as error:
            raise LessonError("Sympy finds no derivative of `of`.") from error
        prove(self.ground_of(key), of)
        return key

    @cached_property
    def ground(self) -> Ground:
        """The key and the points where answers are held against it."""
        return self.ground_of(self.key)

    @cached_property
    def slope(self) -> Tree | None:
        """The derivative in index form, by our own rules; None where they don't reach."""
        if len(self.wrt.index) > 1:
            return None
        slope = differentiate(apart(self.of, self.wrt), self.wrt)
        try:
            return slope if held(self.ground, slope).outcome == "equal" else None
        except TooLarge:
            return None

    @cached_property
    def bank(self) -> Bank | None:
        """The slips that the formula invites; None where our own rules don't reach."""
        if self.slope is None:
            return None
        return Bank(self.of, self.slope, self.wrt, self.ground, self.entries)

    @cached_property
    def larger(self) -> Problem:
        """The same problem with one entry more."""
        return replace(self, size=self.size + 1)

    @cached_property
    def _wrong(self) -> dict[str, Ground]:
        return {}

    def wrong(self, text: str) -> Ground:
        """Return a wrong answer of the author's, as a key that answers are held against.

        Raises:
            LessonError: where it can't be read, or is right.
        """
        if text not in self._wrong:
            try:
                tree = self.read(text)
                right = held(self.ground, tree).outcome == "equal"
            except (FormulaError, TooLarge) as error:
                raise LessonError(f"The wrong answer `{text}` can't be read: {error}") from error
            if right:
                raise LessonError(f"The wrong answer `{text}` is right.")
            self._wrong[text] = self.ground.beside(tree)
        return self._wrong[text]

    def plain(self, tree: Tree) -> Tree:
        """Return a formula with its sums expanded, the variable written as the key has it."""
        return expand(tree, entries_for([self.wrt, self.of, tree]), self.size)

    def ground_of(self, key: Tree) -> Ground:
        """Return the points where formulas are held against another key of the same problem."""
        wrt = name_of(self.wrt)
        return Ground(key, self.domains, wrt, [self.of], size=self.size, counts=self.counts)

    def read(self, text: str) -> Tree:
        """Return the tree of an answer.

        Raises:
            FormulaError: where it can't be read, or names a function that numbers don't have.
        """
        return read_scalar(text, self.names)


def problem_of(question: DeriveQuestion, entries: int = 0) -> Problem:
    """Return the problem of a question; the same one for the same question.

    Args:
        question: what the step asks.
        entries: how many entries the live tensors have; 0 where there are none.

    Raises:
        LessonError: where a text of the question can't be read.
    """
    # JSON hands intervals over as lists, which can't be remembered by.
    symbols = tuple(
        (one["name"], tuple((low, high) for low, high in one["domain"])) for one in question["symbols"]
    )
    return _problem(question["of"], question["wrt"], symbols, entries)


@lru_cache(maxsize=64)
def _problem(
    of: str, wrt: str, symbols: tuple[tuple[str, tuple[Interval, ...]], ...], entries: int
) -> Problem:
    names = [*dict.fromkeys([*(name for name, _ in symbols), wrt])]
    try:
        Names(names)
        variable = symbol(wrt)
    except FormulaError as error:
        raise LessonError(f"The names can't be used: {error}") from error
    try:
        tree = read_undeclared(of, names)
        domains = {name: [(low, high) for low, high in domain] for name, domain in symbols if domain}
    except FormulaError as error:
        raise LessonError(f"`of` can't be read: {error}") from error
    own = {variable.name, *(symbol(name).name for name, _ in symbols)}
    spare = count_names(tree, own)
    fits = 0 < entries <= MOST_ENTRIES and expanded_size(tree, entries) <= MOST_NODES // 2
    counted = counts(tree) or any(isinstance(node, Sym) and node.name in spare for node in walk(tree))
    size = entries if counted and fits else ENTRIES
    return Problem(Names([*names, *spare]), tree, variable, domains, size, spare, entries)
