"""What the judge's tests are made of: facts of each kind, and the verdict on them. No torch here."""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping, Sequence
from typing import Any

from agtutor.case.evidence import Evidence, Fact, Failure, Graph, Kind, Observation
from agtutor.case.question import Question
from agtutor.case.verdict import Verdict
from agtutor.judge import Case, judge
from tests.builders import NO_GRAPH, new_identity, tensor

XS = [i / 2 - 5 for i in range(21)]
YS = [x * x for x in XS]
ZS = [y + 5 for y in YS]
NAN = math.nan

_KINDS: dict[str, Kind] = {
    "NoneType": "none",
    "bool": "bool",
    "int": "number",
    "float": "number",
    "str": "text",
}


def leaf(values: Sequence[float], **changes: object) -> Fact:
    """Return the fact of a tracked leaf."""
    return tensor(values, requires_grad=True, **changes)


def result(values: Sequence[float] | float, grad_fn: str = "PowBackward0", **changes: object) -> Fact:
    """Return the fact of a tracked result that reaches ``x``."""
    made = {"requires_grad": True, "is_leaf": False, "grad_fn": grad_fn, "reaches": ["x"]}
    return tensor(values, **{**made, **changes})


def plain(value: object) -> Fact:
    """Return the fact of a plain Python value."""
    known = type(value).__name__
    fact = Fact(kind=_KINDS.get(known, "other"), type=known, text=repr(value), identity=new_identity())
    if isinstance(value, bool | int | float):
        fact["number"] = float(value)
    return fact


def size(*entries: int) -> Fact:
    """Return the fact of a torch.Size."""
    text = f"torch.Size({list(entries)})"
    return Fact(kind="size", type="Size", text=text, identity=new_identity(), shape=list(entries))


def node(name: str) -> Fact:
    """Return the fact of a node of the graph."""
    return Fact(kind="node", type=name, text=name, identity=new_identity())


def method(text: str = "<built-in method sum of Tensor object>") -> Fact:
    """Return the fact of a method that nobody called."""
    return Fact(kind="other", type="builtin_function_or_method", text=text, identity=new_identity())


def module(name: str) -> Fact:
    """Return the fact of a module."""
    return Fact(kind="module", type="module", text=name, identity=new_identity(), module=name)


def failure(kind: str, message: str, source: str = "", line: int = 1, column: int = 1) -> Failure:
    """Return an exception, or the reason why Python can't parse the code."""
    return Failure(type=kind, message=message, line=line, column=column, source=source, traceback="")


def observed(actual: bool, *worlds: bool) -> Observation:
    """Return a True or False of the run, and what it is in other worlds."""
    return Observation(actual=actual, worlds=list(worlds))


def as_if(model: Evidence, was: Mapping[str, Fact], stood: Mapping[str, Fact]) -> Evidence:
    """Return evidence as if its run had begun with the very objects that stood there in another.

    Args:
        model: the evidence.
        was: facts of what stood before its run.
        stood: facts of what stood before the other run.
    """
    made = copy.deepcopy(model)
    names = {fact["identity"]: name for name, fact in was.items()}
    for fact in made["names"].values():
        if fact["identity"] in names:
            fact["identity"] = stood[names[fact["identity"]]]["identity"]
    return made


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
