"""Mutants by what a step expects: the solution, and then one property of what it left spoilt.

They are the standard bugs of the subject: tracking off, detached, a leaf replaced by a copy, all zeros,
a gradient that was overwritten, doubled or written by hand, a value shown by heart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agtutor.author.mutants.mutant import Mutant
from agtutor.case.evidence import Evidence, Fact
from agtutor.case.question import CodeQuestion, Expect

_BY_HAND = 100
"""Entries of a gradient up to which it is written out."""

_VALUES = (
    ("{n} = {n} * 0", "`{n}` is all zeros"),
    ("{n} = -{n}", "`{n}` has the other sign"),
    ("{n} = {n} * 2", "`{n}` is twice as large"),
    ("{n} = {n} + 1", "`{n}` is off by one"),
)
_SHAPE = (("{n} = {n}[None]", "`{n}` has a dimension more"),)
_ENTRIES = (
    ("{n} = {n}.flatten().roll(1).reshape({n}.shape)", "`{n}` is shifted by one entry"),
    ("{n} = {n}[:-1]", "`{n}` lacks its last entry"),
    ("{n} = {n}.mean()", "`{n}` is its mean"),
    ("{n} = {n}.sum()", "`{n}` is its sum"),
)
_TYPES = (
    ("{n} = {n}.detach().long()", "`{n}` holds whole numbers"),
    ("{n} = {n}.tolist()", "`{n}` is a list, or a plain number"),
    ("{n} = {n}.detach().numpy()", "`{n}` is an array"),
)
_TRACKED = (
    ("{n} = {n}.detach()", "`{n}` is detached"),
    ("{n} = {n}.detach().clone()", "`{n}` is a detached copy"),
    ("{n} = {n}.detach().requires_grad_()", "`{n}` is a leaf of its own, cut off"),
    ("{n} = {n}.clone()", "`{n}` is a copy: a result, and no leaf"),
    ("{n}.requires_grad_(False)", "tracking of `{n}` is off"),
)
_UNTRACKED = (("{n}.requires_grad_()", "`{n}` is tracked"),)
_GRADIENT = (
    ("{n}.grad = None", "`{n}.grad` is None again"),
    ("{n}.grad = {n}.grad * 0", "`{n}.grad` is all zeros"),
    ("{n}.grad = {n}.grad * 2", "`{n}.grad` was counted twice"),
    ("{n}.grad = -{n}.grad", "`{n}.grad` has the other sign"),
)
_NO_GRADIENT = (("{n}.grad = {n}.detach() * 0", "`{n}.grad` is zeros and not None"),)
_EXACT = (
    ("{n} = {n}.detach().double().requires_grad_({n}.requires_grad)", "`{n}` is in double precision"),
)
_FREED = (("{n}.sum().backward()", "the graph of `{n}` is walked once more"),)
_WRITTEN = (
    ("{n}.detach().add_(0)", "`{n}` is written into"),
    ("{n} = {n}.clone()", "`{n}` is a new object, into which nothing was written"),
)
_ANY = (("{n} = None", "`{n}` is None"), ("del {n}", "`{n}` is gone"))
_NUMBERS = (("{n} = {n} + 1", "`{n}` is off by one"), ("{n} = -{n}", "`{n}` has the other sign"))
_KEPT = (
    ("{n} = {n}.detach().clone().requires_grad_({n}.requires_grad)", "`{n}` is another tensor now"),
    ("{n}.data += 1", "`{n}` is changed in place"),
    ("del {n}", "`{n}` is gone"),
)

Spoiling = tuple[tuple[str, str], ...]


def spoilt(question: CodeQuestion, before: Mapping[str, Fact], model: Evidence) -> Iterator[Mutant]:
    """Yield the mutants of each thing that a step expects.

    Args:
        question: what the step asks.
        before: facts of what stands before it.
        model: evidence of the solution's run.
    """
    for name, expect in question["expect"].items():
        if name in model["names"]:
            yield from _after(question, name, _of_fact(model["names"][name]))
            yield from _beside(question, name, expect, before)
    for name in question["kept"]:
        if name in before and before[name]["kind"] == "tensor":
            yield from _after(question, name, _KEPT)
    yield from _calls(question, before, model)
    yield from _by_heart(question, model)


def _after(question: CodeQuestion, name: str, spoiling: Spoiling) -> Iterator[Mutant]:
    for line, about in spoiling:
        code = f"{question['solution'].rstrip()}\n{line.format(n=name)}"
        yield Mutant(code, about.format(n=name))


def _beside(
    question: CodeQuestion, name: str, expect: Expect, before: Mapping[str, Fact]
) -> Iterator[Mutant]:
    """Yield the bugs of what counts only where the step says so."""
    if expect["dtype"] == "exact":
        yield from _after(question, name, _EXACT)
    if expect["freed"]:
        yield from _after(question, name, _FREED)
    if expect["version"]:
        yield from _after(question, name, _WRITTEN)
    if expect["own"]:
        for other in (one for one, fact in before.items() if fact["kind"] == "tensor" and one != name):
            yield Mutant(f"{name} = {other}.detach()", f"`{name}` shares the memory of `{other}`")
    for source in expect["independent"]:
        yield Mutant(f"{name} = {source}", f"`{name}` is read from `{source}`")


def _of_fact(fact: Fact) -> Spoiling:
    if fact["kind"] in ("number", "bool"):
        return (*_NUMBERS, *_ANY)
    if fact["kind"] != "tensor":
        return _ANY
    return (
        *_VALUES,
        *_SHAPE,
        *(_ENTRIES if fact.get("shape") else ()),
        *_TYPES,
        *(_TRACKED if fact.get("requires_grad") else _UNTRACKED),
        *(_GRADIENT if fact.get("grad") else _NO_GRADIENT if fact.get("is_leaf") else ()),
        *_ANY,
    )


def _calls(question: CodeQuestion, before: Mapping[str, Fact], model: Evidence) -> Iterator[Mutant]:
    """Yield what goes round a call that has to be made, or makes one that must not be."""
    if "backward" in question["calls"]:
        written = list(_written(before, model))
        if written:
            yield Mutant("\n".join(written), "the gradient is written by hand", always=True)
    if "backward" in question["never"]:
        roots = [name for name, fact in before.items() if fact.get("grad_fn") and fact["shape"] == []]
        for root in roots:
            code = f"{root}.backward(retain_graph=True)\n{question['solution']}"
            yield Mutant(code, "`backward` is run first")


def _written(before: Mapping[str, Fact], model: Evidence) -> Iterator[str]:
    """Yield a line for each gradient that the solution makes, with its values in it."""
    for name, fact in model["names"].items():
        grad, was = fact.get("grad"), before.get(name)
        values = grad.get("values") if grad else None
        if values and len(values) <= _BY_HAND and not (was and was.get("grad")):
            yield f"{name}.grad = {name}.detach().new_tensor({values}).reshape({name}.shape)"


def _by_heart(question: CodeQuestion, model: Evidence) -> Iterator[Mutant]:
    """Yield what shows the right text, or the right verdict, without having looked."""
    if question["shows"]:
        texts = "\n".join(fact["text"] for fact in model["shown"])
        yield Mutant(f"print({texts!r})", "the right text is printed by heart", always=True)
    if question["verdict"]:
        yield Mutant("True", "True by heart", always=True)
        yield Mutant("print(True)", "True is printed by heart", always=True)
        watched = question["verdict"]
        yield Mutant(f"{watched} is not None", f"whether `{watched}` is there", always=True)
        yield Mutant(
            f"bool(({watched} == {watched}).all())", f"`{watched}` against itself", always=True
        )
    if question["figure"]:
        yield Mutant("plt.plot([1, 2, 3], [1, 2, 3])", "another curve is drawn")
