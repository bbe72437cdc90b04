"""Bugs of what counts only where a step says so, or where a later one stands on it.

Each spoils one respect, and as little else as can be: values and flags stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from agtutor.author.mutants.alike import same_value
from agtutor.author.mutants.mutant import Mutant
from agtutor.author.mutants.spoiling import Spoiler, Spoiling
from agtutor.case.evidence import Fact
from agtutor.case.question import Expect

_COPY = "{n}.detach().clone().requires_grad_({n}.requires_grad)"
_OTHER_LEAF = (
    (f"_ = {{n}}.grad\n{{n}} = {_COPY}\n{{n}}.grad = _", "`{n}` is a copy, with gradient and all"),
)
_OTHER_RESULT = (("{n} = {n}.clone()", "`{n}` is another object, the same in all else"),)
_EXACT = (("{n} = {n}.double()", "`{n}` is in double precision"),)
_EXACT_LEAF = (
    (
        "{n} = {n}.detach().double().requires_grad_({n}.requires_grad)",
        "`{n}` is in double precision",
    ),
)
_ROAD = (("{n} = {n} + 0 * {n}.atan()", "`{n}` has the same values by another operation more"),)
_WALKED = (("_ = {n}.sum().backward()", "the graph of `{n}` is walked once more"),)
_WRITTEN = (
    ("_ = {n}.detach().add_(0)", "`{n}` is written into"),
    (f"{{n}} = {_COPY}", "`{n}` is a new object, into which nothing was written"),
)
_FILLED = (("{n}.grad = {n}.detach() * 0 + 1", "`{n}.grad` holds values"),)


def beside(spoiler: Spoiler, name: str, want: Expect) -> Iterator[Mutant]:
    """Yield bugs of a name that the solution leaves, for each respect that counts.

    Args:
        spoiler: the step's solution, and what came of it.
        name: which name.
        want: which respects count.
    """
    fact = spoiler.model["names"][name]
    if fact["kind"] == "tensor":
        yield from spoiler.each(name, _of_itself(want, fact))
        yield from _graph(spoiler, name, want, fact)
        yield from _company(spoiler, name, want, fact)
    for source in want["independent"]:
        yield Mutant(f"{name} = {source}", f"`{name}` is read from `{source}`")


def _of_itself(want: Expect, fact: Fact) -> Spoiling:
    leaf = bool(fact.get("is_leaf"))
    return (
        *((_EXACT_LEAF if leaf else _EXACT) if want["dtype"] == "exact" else ()),
        *((_OTHER_LEAF if leaf else _OTHER_RESULT) if want["same"] else ()),
        *(_WRITTEN if want["version"] else ()),
        *(_ROAD if want["chain"] and fact.get("grad_fn") else ()),
        *(_FILLED if leaf and want["grad"] and not fact.get("grad") else ()),
    )


def _graph(spoiler: Spoiler, name: str, want: Expect, fact: Fact) -> Iterator[Mutant]:
    """Yield bugs of the graph behind a result: cut off from a leaf, joined otherwise, walked."""
    leaves = fact.get("reaches", []) if fact.get("grad_fn") else []
    if want["reaches"] and len(leaves) > 1:
        for leaf in leaves:
            line = f"{name} = {name}.detach() + 0 * {leaf}.sum()"
            yield spoiler.after(line, f"`{name}` leads back to `{leaf}` alone")
    if want["chain"] and leaves:
        joined = " + ".join(f"{leaf}.sum()" for leaf in leaves)
        line = f"{name} = {name}.detach() + 0 * ({joined})"
        yield spoiler.after(line, f"`{name}` is joined to its leaves by other operations")
    if want["freed"] and fact.get("grad_fn"):
        torch = spoiler.torch()
        if torch and leaves:
            line = f"_ = {torch}.autograd.grad({name}.sum(), {leaves[0]})"
            yield spoiler.after(line, f"the graph of `{name}` is walked, and nothing is stored")
        else:
            yield from spoiler.each(name, _WALKED)


def _company(spoiler: Spoiler, name: str, want: Expect, fact: Fact) -> Iterator[Mutant]:
    """Yield bugs of how a name stands to others: it is one of them, or shares its memory with one."""
    others = spoiler.tensors(name)
    twins = [other for other in others if _twins(spoiler.before[other], fact)]
    for other in twins or others:
        if want["own"]:
            tracked = ".requires_grad_()" if fact.get("requires_grad") else ""
            line = f"{name} = {other}.detach(){tracked}"
            yield spoiler.after(line, f"`{name}` shares the memory of `{other}`")
        if want["new"]:
            yield spoiler.after(f"{name} = {other}", f"`{name}` is a second name of `{other}`")


def _twins(one: Fact, other: Fact) -> bool:
    return one.get("shape") == other.get("shape") and same_value(one, other)
