"""Does a run leave behind what the step asks for? Told from evidence alone, apart from the judge.

A mutant that differs in nothing that is asked is equivalent: accepting it is right. The judge has its
own rules, its own tolerances and its own order; what it accepts is held against these plain ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from agtutor.author.mutants.alike import same_curves, shown, tokens, tokens_of, within
from agtutor.author.mutants.needs import Needs
from agtutor.author.mutants.relied import relied_on
from agtutor.author.mutants.respects import compared, differing
from agtutor.case.evidence import Evidence, Fact
from agtutor.case.question import LIKE_THE_SOLUTION, CodeQuestion, Expect

_BY_VALUE = {"number", "bool", "text", "none", "size", "module"}
"""Kinds of which an equal one is as good as the same one."""


def difference(
    question: CodeQuestion,
    before: Mapping[str, Fact],
    model: Evidence,
    got: Evidence,
    needs: Needs = MappingProxyType({}),
) -> str:
    """Return the first thing that the step asks for and that is not so, in words; "" if there is none.

    Args:
        question: what the step asks.
        before: facts of what stands before the step.
        model: evidence of the solution's run.
        got: evidence of another run.
        needs: what later steps use of each name and this one doesn't ask for, with those steps.
    """
    if got["ended"] != model["ended"]:
        return "it doesn't run to its end"
    asked = _differences(question, before, model, got)
    return next(chain(asked, relied_on(needs, before, model, got)), "")


def _differences(
    question: CodeQuestion, before: Mapping[str, Fact], model: Evidence, got: Evidence
) -> Iterator[str]:
    for name, want in question["expect"].items():
        yield from _name(name, want, before, model, got)
    for name in question["kept"]:
        yield from _kept(name, before, model, got)
    yield from (f"`{call}` is not called" for call in question["calls"] if call not in got["calls"])
    yield from (f"`{call}` is called" for call in question["never"] if call in got["calls"])
    for looked in question["reads"]:
        if looked in model["reads"] and looked not in got["reads"]:
            yield f"`{looked}` is not looked at"
    if question["shows"] and not _all_shown(model, got):
        yield "what is asked for is not shown"
    if question["verdict"]:
        yield from _verdict(model, got)
    if question["figure"] and not same_curves(model, got):
        yield "another curve is drawn"


def _name(
    name: str, want: Expect, before: Mapping[str, Fact], model: Evidence, got: Evidence
) -> Iterator[str]:
    if name not in model["names"]:
        return
    if name not in got["names"]:
        yield f"`{name}` is not there"
        return
    yield from compared(name, want, before, model, got)


def _kept(name: str, before: Mapping[str, Fact], model: Evidence, got: Evidence) -> Iterator[str]:
    """Yield what happened to a name that the solution leaves as it is."""
    was, wanted, found = before.get(name), model["names"].get(name), got["names"].get(name)
    if was is None or wanted is None:
        return
    if found is None:
        yield f"`{name}` is gone"
        return
    moved = was["identity"] == wanted["identity"] != found["identity"]
    if moved and not (was["kind"] == found["kind"] and was["kind"] in _BY_VALUE):
        yield f"`{name}` is another object"
        return
    only = {"leaf": False, "reaches": False, "retains": False, "grad": bool(wanted.get("is_leaf"))}
    want: Expect = {**LIKE_THE_SOLUTION, **only}  # type: ignore[typeddict-item]
    yield from (f"{what} of `{name}`" for what in differing(want, wanted, found))


def _all_shown(model: Evidence, got: Evidence) -> bool:
    """Tell whether each value that is asked for stands in what was shown, its parts in order."""
    theirs, ours = tokens(shown(got)), tokens(shown(model))
    once = [tokens_of(fact) for fact in model["shown"]]
    wanted = [one * once[: place + 1].count(one) for place, one in enumerate(once)]
    if all(within(one, ours) for one in wanted):
        return all(within(one, theirs) for one in wanted)
    return theirs == ours  # the solution shows it in another form


def _verdict(model: Evidence, got: Evidence) -> Iterator[str]:
    said = [token for token in tokens(shown(got)) if token in ("True", "False")]
    if said != ["True"] and shown(got).strip():  # an assertion says nothing
        yield "it doesn't say True"
    wanted = {tuple(one["worlds"]) for one in model["observed"] if one["actual"]}
    found = {tuple(one["worlds"]) for one in got["observed"] if one["actual"]}
    if wanted and not any(_as_sharp(one, two) for one in wanted for two in found):
        yield "it would say the same of other values"


def _as_sharp(wanted: Sequence[bool], found: Sequence[bool]) -> bool:
    """Whether a comparison turns False wherever the solution's does."""
    return len(wanted) == len(found) and all(a or not b for a, b in zip(wanted, found, strict=True))
