"""Small builders of what goes between the processes: questions, facts and evidence. No torch here."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar, cast

from agtutor.case.evidence import Evidence, Fact, Figure, Graph, Series, blank
from agtutor.case.question import LIKE_THE_SOLUTION, CodeQuestion, Expect

NO_GRAPH = Graph(nodes=[], cut=False)

_IDENTITIES = itertools.count(1)
_Record = TypeVar("_Record", bound=Mapping[str, object])


def altered(record: _Record, /, **changes: object) -> _Record:
    """Return a copy of a record with some of its fields changed."""
    return cast(_Record, {**record, **changes})


def new_identity() -> int:
    """Return the identity of an object that no other fact is of."""
    return next(_IDENTITIES)


def expect(**changes: object) -> Expect:
    """Return what is asked of a name by default, with changes."""
    return altered(LIKE_THE_SOLUTION, **changes)


def question(**changes: object) -> CodeQuestion:
    """Return a code question that asks for nothing, with changes."""
    asked = CodeQuestion(
        kind="code",
        id="step",
        solution="",
        expect={},
        kept=[],
        shows=[],
        verdict="",
        reads=[],
        calls=[],
        never=[],
        figure=False,
        wrong=[],
        seed=0,
        deadline=10.0,
    )
    return altered(asked, **changes)


def tensor(entries: Sequence[float] | float, /, **changes: object) -> Fact:
    """Return the fact of an untracked float32 leaf with these values, with changes."""
    flat = [float(entries)] if isinstance(entries, int | float) else [float(value) for value in entries]
    fact = Fact(
        kind="tensor",
        type="Tensor",
        text=f"tensor({flat})",
        identity=new_identity(),
        dtype="float32",
        dtype_kind="float",
        shape=[] if isinstance(entries, int | float) else [len(flat)],
        values=flat,
        digest=repr(flat),
        requires_grad=False,
        is_leaf=True,
        retains_grad=False,
        version=0,
        grad_fn="",
        reaches=[],
        grad=None,
    )
    return altered(fact, **changes)


def series(
    x: Sequence[float],
    y: Sequence[float],
    call: Literal["plot", "scatter"] = "plot",
    *,
    label: str = "",
) -> Series:
    """Return one drawn curve."""
    return Series(call=call, x=list(x), y=list(y), label=label)


def figure_of(*drawn: Series) -> Figure:
    """Return a figure of these curves."""
    return Figure(series=list(drawn), title="", xlabel="", ylabel="")


def evidence(names: Mapping[str, Fact] | None = None, /, **changes: object) -> Evidence:
    """Return evidence of a run that ended fine and left these names behind, with changes."""
    return altered(blank("fine"), **{"names": dict(names or {}), "threads": 1, **changes})
