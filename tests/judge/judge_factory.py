"""Small builders of evidence and questions for the judge's tests. No torch here."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

from agtutor.case.evidence import Evidence, Fact, Failure, Figure, Graph, Observation, Series
from agtutor.case.question import CodeQuestion, Expect, Question
from agtutor.case.verdict import Verdict
from agtutor.judge import Case, judge

_IDENTITIES = itertools.count(1)

NO_GRAPH = Graph(nodes=[], cut=False)

XS = [i / 2 - 5 for i in range(21)]
YS = [x * x for x in XS]
ZS = [y + 5 for y in YS]


def expect(**changes: object) -> Expect:
    """Return what is asked of a name by default, with changes."""
    asked: dict[str, Any] = dict.fromkeys(
        ("value", "shape", "dtype", "tracked", "leaf", "reaches", "grad", "retains"), True
    )
    return Expect(**{**asked, "same": False, "new": False, "independent": [], **changes})


def question(**changes: object) -> CodeQuestion:
    """Return a code question that asks for nothing, with changes."""
    base: dict[str, Any] = {
        "kind": "code",
        "id": "step",
        "solution": "",
        "expect": {},
        "kept": [],
        "shows": [],
        "verdict": "",
        "reads": [],
        "calls": [],
        "never": [],
        "figure": False,
        "wrong": [],
        "seed": 0,
        "deadline": 10.0,
    }
    return CodeQuestion(**{**base, **changes})


def tensor(entries: Sequence[float] | float, **changes: object) -> Fact:
    """Return the fact of an untracked float32 leaf with these values, with changes."""
    flat = [float(entries)] if isinstance(entries, int | float) else [float(value) for value in entries]
    shape = [] if isinstance(entries, int | float) else [len(flat)]
    fact: dict[str, Any] = {
        "kind": "tensor",
        "type": "Tensor",
        "text": f"tensor({flat})",
        "identity": next(_IDENTITIES),
        "dtype": "float32",
        "dtype_kind": "float",
        "shape": shape,
        "values": flat,
        "digest": repr(flat),
        "requires_grad": False,
        "is_leaf": True,
        "retains_grad": False,
        "version": 0,
        "grad_fn": "",
        "reaches": [],
        "grad": None,
    }
    return Fact(**{**fact, **changes})  # type: ignore[typeddict-item]


def leaf(values: Sequence[float], **changes: object) -> Fact:
    """Return the fact of a tracked leaf."""
    return tensor(values, requires_grad=True, **changes)


def result(values: Sequence[float] | float, grad_fn: str = "PowBackward0", **changes: object) -> Fact:
    """Return the fact of a tracked result that reaches ``x``."""
    made = {"requires_grad": True, "is_leaf": False, "grad_fn": grad_fn, "reaches": ["x"]}
    return tensor(values, **{**made, **changes})


def plain(value: object) -> Fact:
    """Return the fact of a plain Python value."""
    kind = {"NoneType": "none", "bool": "bool", "int": "number", "float": "number", "str": "text"}.get(
        type(value).__name__, "other"
    )
    fact = Fact(
        kind=kind,  # type: ignore[typeddict-item]
        type=type(value).__name__,
        text=repr(value),
        identity=next(_IDENTITIES),
    )
    if isinstance(value, bool | int | float):
        fact["number"] = float(value)
    return fact


def size(*entries: int) -> Fact:
    """Return the fact of a torch.Size."""
    text = f"torch.Size({list(entries)})"
    return Fact(kind="size", type="Size", text=text, identity=next(_IDENTITIES), shape=list(entries))


def node(name: str) -> Fact:
    """Return the fact of a node of the graph."""
    return Fact(kind="node", type=name, text=name, identity=next(_IDENTITIES))


def method(text: str = "<built-in method sum of Tensor object>") -> Fact:
    """Return the fact of a method that nobody called."""
    return Fact(kind="other", type="builtin_function_or_method", text=text, identity=next(_IDENTITIES))


def module(name: str) -> Fact:
    """Return the fact of a module."""
    return Fact(kind="module", type="module", text=name, identity=next(_IDENTITIES), module=name)


def series(x: Sequence[float], y: Sequence[float], call: str = "plot") -> Series:
    """Return one drawn curve."""
    return Series(call=call, x=list(x), y=list(y), label="")  # type: ignore[typeddict-item]


def failure(kind: str, message: str, source: str = "", line: int = 1, column: int = 1) -> Failure:
    """Return an exception, or the reason why Python can't parse the code."""
    return Failure(type=kind, message=message, line=line, column=column, source=source, traceback="")


def observed(actual: bool, *worlds: bool) -> Observation:
    """Return a True or False of the run, and what it is in other worlds."""
    return Observation(actual=actual, worlds=list(worlds))


def evidence(
    names: dict[str, Fact] | None = None, *, drawn: Sequence[Series] = (), **changes: object
) -> Evidence:
    """Return evidence of a run that ended fine, with changes; ``drawn`` makes one figure."""
    base: dict[str, Any] = {
        "ended": "fine",
        "stop": None,
        "detail": "",
        "failure": None,
        "output": "",
        "echo": None,
        "echo_fact": None,
        "seconds": 0.0,
        "names": names or {},
        "graph": NO_GRAPH,
        "figures": [Figure(series=list(drawn), title="", xlabel="", ylabel="")] if drawn else [],
        "shown": [],
        "whens": [],
        "reads": [],
        "calls": [],
        "observed": [],
        "escaped": False,
        "depends": [],
        "warnings": [],
        "threads": 1,
    }
    return Evidence(**{**base, **changes})


def echoed(fact: Fact, text: str = "") -> dict[str, Any]:
    """Return the evidence fields of a last expression's value."""
    return {"echo": text or fact["text"], "echo_fact": fact}


def rule(
    asked: Question,
    answer: str,
    got: Evidence | None = None,
    expected: Evidence | None = None,
    before: dict[str, Fact] | None = None,
    tried: int = 0,
    graph: Graph = NO_GRAPH,
) -> Verdict:
    """Return the judge's verdict."""
    return judge(
        Case(
            question=asked,
            answer=answer,
            tried=tried,
            before=before or {},
            graph=graph,
            expected=expected,
            got=got,
            gradient=None,
        )
    )


def squares(values: Sequence[float]) -> list[float]:
    """Return the squares."""
    return [value * value for value in values]


NAN = math.nan
