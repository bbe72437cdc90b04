"""``agtutor explain FORMULA``: a derivative step by step, in two dimensions."""

from __future__ import annotations

import re
import sys
import textwrap
from dataclasses import dataclass

from agtutor.cli.output import columns, has_signs
from agtutor.errors import FormulaError
from agtutor.formula.calculus.differentiate import apart, differentiate
from agtutor.formula.calculus.rules import sentence
from agtutor.formula.calculus.steps import Step, steps
from agtutor.formula.calculus.tidy import counted, tidied
from agtutor.formula.names import Names, symbol
from agtutor.formula.prose import display, readable
from agtutor.formula.reasons import caret
from agtutor.formula.scalars import read_scalar, read_undeclared
from agtutor.formula.tree import Sym, Tree, walk
from agtutor.formula.typeset import latex, line
from agtutor.formula.typesetting.wrapping import wrapped

FINE, USAGE = 0, 2
_NARROWEST = 20
_INDENT = "   "
_GIVE = "Give the formula alone: its derivative is what you get."
_BETWEEN = re.compile(r"[,\s]+(?![^{]*\})")


def explain(formula: str, wrt: str | None, symbols: str, *, ascii: bool = False) -> int:
    """Print the steps of a derivative; return 2 where the formula or a name can't be read.

    Args:
        formula: the formula, in any notation that answers are read in.
        wrt: the name to differentiate by; None where the formula has only one.
        symbols: all other names of the formula, between commas or blanks; where there are none here,
            they are found in it.
        ascii: use ASCII characters alone.
    """
    plain = ascii or not has_signs()
    text = formula
    try:
        names = [name for name in [*_BETWEEN.split(symbols), wrt or ""] if name]
        for text in names:
            symbol(text)
        text = formula
        read = read_scalar(text, Names(names)) if symbols else read_undeclared(text, names)
    except FormulaError as error:
        words = _GIVE if error.reason == "not-evaluated" else f"{error.what} {error.fix}"
        return _refused(words, text, error.span)
    variable = symbol(wrt) if wrt else _only(read)
    if variable is None:
        return _refused("Which name is it to be differentiated by? Say so with `--wrt`.")
    if len(variable.index) > 1:
        return _refused("Steps are told for a name with one index at most.", wrt or "")
    print(page_of(read, variable, max(columns(), _NARROWEST), ascii=plain))
    return FINE


def _refused(words: str, text: str = "", span: tuple[int, int] = (0, 0)) -> int:
    """Say on standard error what can't be read, a caret under it where there is a place."""
    print(f"agtutor: {words}", file=sys.stderr)
    if text and span[1]:
        print(textwrap.indent(caret(text, span), "  "), file=sys.stderr)
    return USAGE


def _only(tree: Tree) -> Sym | None:
    """Return the one name of a formula, or None where there are more, or entries."""
    found = {node for node in walk(tree) if isinstance(node, Sym)}
    return found.pop() if len(found) == 1 and not any(sym.index for sym in found) else None


def page_of(tree: Tree, wrt: Sym, width: int, *, ascii: bool = False) -> str:
    """Return all steps of a derivative, and what they come to.

    Args:
        tree: a formula of numbers.
        wrt: the name to differentiate by, with one index at most.
        width: cells that there are.
        ascii: use ASCII characters alone.
    """
    names = {node for node in walk(tree) if isinstance(node, Sym)}
    count = Sym("N" if Sym("n") in names else "n")
    return _Page(wrt, count, bool(names - {wrt} or wrt.index), width, ascii).of(tree)


@dataclass(frozen=True, slots=True)
class _Page:
    """How steps are set.

    Attributes:
        wrt: the name to differentiate by.
        count: the name that stands for how many entries there are.
        partial: whether there are other names, so that derivatives are partial ones.
        width: cells that there are.
        ascii: use ASCII characters alone.
    """

    wrt: Sym
    count: Sym
    partial: bool
    width: int
    ascii: bool

    def of(self, tree: Tree) -> str:
        taken = steps(tree, self.wrt)
        blocks = [self._step(number, step) for number, step in enumerate(taken, 1)]
        whole = tidied(differentiate(apart(tree, self.wrt), self.wrt))
        if len(taken) > 1 or whole != taken[0].slope:
            blocks.append(f"Together:\n\n{self._equation(tree, whole, {})}")
        return "\n\n".join(blocks)

    def _step(self, number: int, step: Step) -> str:
        words = readable(sentence(step, self.wrt, self.count), ascii=self.ascii)
        head = f"{number}. "
        said = textwrap.fill(
            words,
            self.width,
            initial_indent=head,
            subsequent_indent=" " * len(head),
            break_on_hyphens=False,
        )
        return f"{said}\n\n{self._equation(step.node, step.slope, step.pending)}"

    def _equation(self, node: Tree, slope: Tree, pending: dict[Sym, Tree]) -> str:
        """Return that a derivative is what it is, in two dimensions, or on lines where it's long."""
        slope = counted(slope, self.count)
        try:
            written = {name: self._derivative(part) for name, part in pending.items()}
            source = f"{self._derivative(node)} = {latex(slope, written)}"
            drawn = [*display(source, width=self.width - len(_INDENT), ascii=self.ascii).lines]
        except FormulaError:  # longer or deeper than the typesetter goes
            drawn = wrapped(self._plain(node, slope, pending), self.width - len(_INDENT))
        return "\n".join(f"{_INDENT}{row}".rstrip() for row in drawn)

    def _derivative(self, tree: Tree) -> str:
        """Return a derivative that isn't carried out, in LaTeX."""
        sign = r"\partial" if self.partial else "d"
        return rf"\frac{{{sign}}}{{{sign} {latex(self.wrt)}}} {latex(tree, factor=True)}"

    def _plain(self, node: Tree, slope: Tree, pending: dict[Sym, Tree]) -> str:
        sign = "∂" if self.partial and not self.ascii else "d"
        head = f"{sign}/{sign}{line(self.wrt, self.ascii)} "
        written = {name: head + line(part, self.ascii, factor=True) for name, part in pending.items()}
        whole = line(node, self.ascii, factor=True)
        return f"{head}{whole} = {line(slope, self.ascii, written)}"
