"""Small sizes, with entries of few digits, where a person can check a gradient by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from agtutor.formula.tree import Sym
from agtutor.formula.values.points import Domains, intervals_of, readable
from agtutor.formula.vectors.arrays import Array, Trial
from agtutor.formula.vectors.ground import Ground

_WHOLE = [Fraction(entry) for entry in (1, 2, -1, 3, -2, 4, -3, 5, 6, -4, 7)]
_TURNS = 4


def plain_trials(ground: Ground) -> list[Trial]:
    """Return a few trials of small sizes, entries as plain as the domains allow."""
    return [*_trials(ground)]


def _trials(ground: Ground) -> Iterator[Trial]:
    sizes = ground.sizes(0)
    models = ground.trial(0).point
    for turn in range(_TURNS):
        taken = turn
        point: dict[str, Array] = {}
        for name, model in models.items():
            choices = _choices(name, ground.question.domains)
            rows = model if isinstance(model, list) else [[model]]
            made = []
            for row in rows:
                made.append([choices[(taken + place) % len(choices)] for place in range(len(row))])
                taken += len(row)
            point[name] = made if isinstance(model, list) else made[0][0]
        yield Trial(sizes, point)


def _choices(name: str, domains: Domains) -> Sequence[Fraction]:
    intervals = intervals_of(Sym(name), domains)
    inside = [
        entry
        for entry in _WHOLE
        if name not in domains or any(low < entry < high for low, high in intervals)
    ]
    return inside if len(inside) > 1 else readable(intervals)
