"""Words for what a gradient is at some entries, beside what it should be there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from agtutor.formula.tree import Sym, Tree, walk
from agtutor.formula.values.build import ZERO
from agtutor.formula.values.trouble import TooLarge, Undefined
from agtutor.formula.vectors.arrays import Array, Trial
from agtutor.formula.vectors.ground import Found
from agtutor.judge.numbered import LiveTensors
from agtutor.judge.tensors import TensorProblem
from agtutor.judge.words import pair, typed

_VISIBLE = 1e-3  # relative: what shows in three digits
_MOST_ENTRIES = 16
"""Entries of all names together that a sentence can show."""


def agreement(problem: TensorProblem, live: LiveTensors | None, got: Tree) -> str:
    """Return a sentence on where a right answer was measured, or tried."""
    told = live.agreement(got) if live else None
    if told is not None:
        return told
    dims = problem.shapes.dims
    if not dims:
        return "It agrees with the gradient at random entries, to 40 digits."
    trials = problem.ground.trials
    sizes = dict.fromkeys(", ".join(f"{dim} = {trial.sizes[dim]}" for dim in dims) for trial in trials)
    told = " and with ".join(f"${one}$" for one in islice(sizes, 2))
    return f"It agrees with the gradient at random entries with {told}, to 40 digits."


def difference(problem: TensorProblem, live: LiveTensors | None, got: Tree, found: Found) -> str:
    """Return a sentence on where a wrong answer differs: on live tensors if it shows there."""
    told = _measured(problem, live, got) if live else None
    if told is not None:
        return told
    for trial in (*problem.plain, found.trial):
        sentence = None if trial is None else _sentence(problem, got, trial)
        if sentence is not None:
            return sentence
    return ""


def _measured(problem: TensorProblem, live: LiveTensors, got: Tree) -> str | None:
    """Return a sentence with what autograd measured; all of it on tensors made for the purpose."""
    if not live.sampled:
        return live.difference(got)
    return _beside(problem, got, live.trial, live.measured, "autograd measured")


def _sentence(problem: TensorProblem, got: Tree, trial: Trial) -> str | None:
    try:
        true = [float(entry) for entry in problem.ground.truth(trial, 0)]
    except (Undefined, TooLarge):
        return None
    what = "the derivative" if problem.wrt.index else "the gradient"
    return _beside(problem, got, trial, true, f"{what} there is")


def _beside(
    problem: TensorProblem, got: Tree, trial: Trial, true: Sequence[float], what: str
) -> str | None:
    """Return a sentence with both sides at a trial; None where they don't visibly differ."""
    ground = problem.ground
    where = _where(problem, got, trial)
    try:
        mine = [float(entry) for entry in ground.values(got, trial, 0)]
    except Undefined:
        return f"At {where} your formula has no real value." if where else None
    except TooLarge:
        return None
    scale = max(map(abs, (*mine, *true)))
    gaps = [abs(one - other) for one, other in zip(mine, true, strict=True)]
    if max(gaps) <= _VISIBLE * scale or not where:
        return None
    ours, theirs = _listed(problem, mine, true, trial)
    return f"At {where} your formula gives {ours}; {what} {theirs}."


def _listed(
    problem: TensorProblem, mine: Sequence[float], true: Sequence[float], trial: Trial
) -> tuple[str, str]:
    """Return both sides, a number in as many digits as tell them apart."""
    if len(mine) == 1:
        ours, theirs = pair(mine[0], true[0])
        return ours, theirs
    return _entries(problem, mine, trial), _entries(problem, true, trial)


def _entries(problem: TensorProblem, entries: Sequence[float], trial: Trial) -> str:
    """Return the entries of a gradient as Python would write them."""
    model = trial.point[problem.wrt.name]
    columns = len(model[0]) if isinstance(model, list) else 1
    fits = len(problem.shapes.axes.get(problem.wrt.name, ())) == 2 and len(entries) % columns == 0
    rows = [entries[start : start + columns] for start in range(0, len(entries), columns)]
    if not fits:
        return f"`{_row(entries)}`"
    return f"`[{', '.join(_row(row) for row in rows)}]`"


def _row(entries: Sequence[float]) -> str:
    return f"[{', '.join(typed(float(entry)) for entry in entries)}]"


def _where(problem: TensorProblem, got: Tree, trial: Trial) -> str:
    """Return the entries of all names that count, as Python would write them; empty for too many."""
    trees = [problem.wrt, got, problem.key if problem.key not in (None, ZERO) else problem.asked.of]
    names = dict.fromkeys(
        node.name
        for tree in trees
        if tree is not None
        for node in walk(tree)
        if isinstance(node, Sym) and node.name in trial.point
    )
    shown = [(name, trial.point[name]) for name in names]
    if sum(_count(array) for _, array in shown) > _MOST_ENTRIES:
        return ""
    return ", ".join(f"`{name} = {_array(problem, name, array)}`" for name, array in shown)


def _count(array: Array) -> int:
    return sum(len(row) for row in array) if isinstance(array, list) else 1


def _array(problem: TensorProblem, name: str, array: Array) -> str:
    if not isinstance(array, list):
        return typed(float(array), 6)
    rows = [f"[{', '.join(typed(float(entry), 6) for entry in row)}]" for row in array]
    if len(problem.shapes.axes.get(name, ())) == 1:
        return f"[{', '.join(typed(float(row[0]), 6) for row in array)}]"
    return f"[{', '.join(rows)}]"
