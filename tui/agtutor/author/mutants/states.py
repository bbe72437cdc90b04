"""Mutants by what a step expects: the solution, and then one property of what it left spoilt.

They are the standard bugs of the subject: tracking off, detached, a leaf replaced by a copy, all zeros,
a gradient that was overwritten, doubled or written by hand, a value shown by heart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from agtutor.author.mutants.beside import beside
from agtutor.author.mutants.by_heart import by_heart
from agtutor.author.mutants.doing import of_calls
from agtutor.author.mutants.mutant import Mutant
from agtutor.author.mutants.needs import WHOLE, Needs, wanted
from agtutor.author.mutants.spoiling import Spoiler, Spoiling
from agtutor.case.evidence import Evidence, Fact
from agtutor.case.question import CodeQuestion

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
_RESULT = (("{n} = {n}.detach().requires_grad_() * 1", "`{n}` is a result, and leads back to no name"),)
_GRADIENT = (
    ("{n}.grad = None", "`{n}.grad` is None again"),
    ("{n}.grad = {n}.grad * 0", "`{n}.grad` is all zeros"),
    ("{n}.grad = {n}.grad * 2", "`{n}.grad` was counted twice"),
    ("{n}.grad = {n}.grad + 1", "`{n}.grad` is off by one"),
    ("{n}.grad = -{n}.grad", "`{n}.grad` has the other sign"),
)
_NO_GRADIENT = (
    ("{n}.grad = {n}.detach() * 0", "`{n}.grad` is zeros and not None"),
    ("{n}.grad = {n}.detach() * 0 + 1", "`{n}.grad` holds values"),
)
_ANY = (("{n} = None", "`{n}` is None"), ("del {n}", "`{n}` is gone"))
_NUMBERS = (("{n} = {n} + 1", "`{n}` is off by one"), ("{n} = -{n}", "`{n}` has the other sign"))
_KEPT = (
    ("{n} = {n}.detach().clone().requires_grad_({n}.requires_grad)", "`{n}` is another tensor now"),
    ("{n}.data += 1", "`{n}` is changed in place"),
    ("del {n}", "`{n}` is gone"),
)
_KEPT_LEAF = (
    ("{n}.requires_grad_(not {n}.requires_grad)", "tracking of `{n}` is switched over"),
    ("{n}.grad = {n}.detach() * 0 + 7", "`{n}.grad` holds other values"),
)


def spoilt(
    question: CodeQuestion,
    before: Mapping[str, Fact],
    model: Evidence,
    needs: Needs = MappingProxyType({}),
) -> Iterator[Mutant]:
    """Yield the mutants of each thing that a step expects.

    Args:
        question: what the step asks.
        before: facts of what stands before it.
        model: evidence of the solution's run.
        needs: what later steps use of each name and this one doesn't ask for, with those steps.
    """
    spoiler = Spoiler(question, before, model)
    for name, expect in question["expect"].items():
        if name in model["names"]:
            yield from spoiler.each(name, _of_fact(model["names"][name]))
            yield from beside(spoiler, name, expect)
    for name, respects in needs.items():
        if name not in model["names"]:
            continue
        if name in question["kept"] or name in question["expect"] or spoiler.made(name):
            yield from beside(spoiler, name, wanted(respects.keys() - {WHOLE}))
    for name in question["kept"]:
        if name in before:
            yield from spoiler.each(name, _of_kept(before[name]))
    yield from of_calls(spoiler)
    yield from by_heart(spoiler)


def _of_kept(fact: Fact) -> Spoiling:
    if fact["kind"] == "module":
        return _ANY[:1]
    if fact["kind"] != "tensor":
        return (*(_NUMBERS if fact["kind"] == "number" else ()), *_ANY)
    return (*_KEPT, *(_KEPT_LEAF if fact.get("is_leaf") and fact.get("dtype_kind") == "float" else ()))


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
        *(_RESULT if fact.get("grad_fn") else ()),
        *(_GRADIENT if fact.get("grad") else _NO_GRADIENT if fact.get("is_leaf") else ()),
        *_ANY,
    )
