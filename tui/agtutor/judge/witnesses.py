"""Words for what a formula gives at a point, beside what it should give there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import isinf

from agtutor.formula.deciding.decide import Comparison
from agtutor.formula.deciding.witness import Witness, plain_point
from agtutor.formula.tree import Sym, Tree, walk
from agtutor.formula.typeset import latex
from agtutor.formula.values.evaluate import quick
from agtutor.formula.values.expand import entries_for, key_of
from agtutor.judge.live import Live, Place
from agtutor.judge.problem import Problem
from agtutor.judge.words import number, pair, typed

_TELLTALES = (0.0, 1.0, -1.0, 2.0, -2.0)
"""Where formulas meet that are not the same: 2x and x² at 2, say."""


def agreement(problem: Problem, live: Live | None, tree: Tree) -> str:
    """Return a sentence on where a right answer was measured, by autograd if there are live tensors."""
    places = (
        [] if live is None else [place for place in live.places if live.value(tree, place) is not None]
    )
    if places:
        place = min(places, key=lambda one: (one.at in _TELLTALES, one.measured == 0, *_plainness(one)))
        at = _equation(problem.wrt, place.at)
        return f"Autograd measures {number(place.measured)} at {at}, and so does your formula."
    return _probed(problem)


def _probed(problem: Problem) -> str:
    """Return a sentence on what the derivative says at a point, where no tensor could be asked."""
    name = f"${latex(problem.wrt)}$"
    if not _named([problem.key]):
        return f"The derivative is the same wherever {name} lies."
    point = plain_point(problem.ground, _TELLTALES)
    if point is None:
        return "It agrees with the slope at random points of the domain, to 40 digits."
    at = _where(problem, problem.key, point)
    slope = number(quick(problem.ground.key, point))
    return f"At {at} it gives {slope}: a small step of {name} moves the value {slope} times as far."


def difference(problem: Problem, live: Live | None, tree: Tree, found: Comparison) -> str:
    """Return a sentence on where a wrong answer differs: on the live tensors if it shows there."""
    place = None if live is None else telling(live, tree)
    if live is not None and place is not None:
        mine = live.differs(tree, place)[1]
        return _sentence(_equation(problem.wrt, place.at), mine, place.measured, "autograd measured {}")
    if found.witness is None:
        return ""
    return _at_probe(problem, tree, found.witness)


def telling(live: Live, tree: Tree) -> Place | None:
    """Return the plainest entry where a formula visibly differs from what autograd measured."""
    differing = [place for place in live.places if live.differs(tree, place)[0]]
    return min(differing, key=lambda one: (one.at == 0, *_plainness(one)), default=None)


def _plainness(place: Place) -> tuple[int, float, bool]:
    digits = len(number(abs(place.at), 6)) + len(number(abs(place.measured), 6))
    return digits, abs(place.at), place.at < 0


def _sentence(at: str, mine: float | None, true: float, measured: str) -> str:
    if mine is None:
        return f"At {at} your formula has no real value; {measured.format(number(true))}."
    if isinf(mine):
        return f"At {at} your formula gives more than 300 digits; {measured.format(number(true))}."
    ours, theirs = pair(mine, true)
    return f"At {at} your formula gives {ours}; {measured.format(theirs)}."


def _at_probe(problem: Problem, tree: Tree, witness: Witness) -> str:
    at = _where(problem, tree, witness.point)
    if witness.got is not None and (
        witness.got == witness.key or abs(witness.gap) < 1e-9 * abs(witness.key)
    ):
        return f"At {at} your formula is off by {number(witness.gap, 2)}."
    return _sentence(at, witness.got, witness.key, "the derivative there is {}")


def _where(problem: Problem, tree: Tree, point: dict[str, float]) -> str:
    """Return the point in the learner's names: $x = 2$, or all entries where more than one counts."""
    back = {entry: index for index, entry in entries_for([problem.wrt, problem.of, tree]).items()}
    syms = _named([problem.ground.variable, problem.ground.key, problem.ground.plain(tree)])
    shown = [sym for sym in syms if key_of(sym) in point]
    if all(set(sym.index) <= back.keys() for sym in shown):
        named = [Sym(sym.name, tuple(back[i] for i in sym.index)) for sym in shown]
        return ", ".join(
            _equation(name, point[key_of(sym)]) for name, sym in zip(named, shown, strict=True)
        )
    return _vectors(problem, shown, point)


def _vectors(problem: Problem, shown: Sequence[Sym], point: dict[str, float]) -> str:
    parts = []
    ordered = sorted(shown, key=lambda sym: (sym.name, sym.index))
    for name, group in groupby(ordered, key=lambda sym: sym.name):
        values = [(sym.index, point[key_of(sym)]) for sym in group]
        if values[0][0]:
            listed = ", ".join(f"{latex(Sym(name, index))} = {typed(value)}" for index, value in values)
            parts.append(f"${listed}$")
        else:
            parts.append(_equation(Sym(name), values[0][1]))
    entry = ",".join(problem.ground.variable.index)
    names = ",".join(problem.wrt.index)
    tail = f" and ${names} = {entry}$" if entry != names else ""
    return ", ".join(parts) + tail


def _named(trees: Iterable[Tree]) -> list[Sym]:
    found = (node for tree in trees for node in walk(tree) if isinstance(node, Sym))
    return list(dict.fromkeys(found))


def _equation(sym: Sym, value: float) -> str:
    return f"${latex(sym)} = {typed(value, 6)}$"
