"""One name against what the solution made of it, respect by respect, as its expectation has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agtutor.author.mutants.alike import another_type, same_grad, same_kind, same_value
from agtutor.case.evidence import Evidence, Fact
from agtutor.case.question import Expect
from agtutor.judge.road import shape_of


def compared(
    name: str, want: Expect, before: Mapping[str, Fact], model: Evidence, got: Evidence
) -> Iterator[str]:
    """Yield in words in which respects a name is not as the solution has it; it is there in both runs.

    Args:
        name: which object.
        want: which respects count.
        before: facts of what stood before.
        model: evidence of the solution's run.
        got: evidence of another run.
    """
    wanted, found = model["names"][name], got["names"][name]
    yield from (f"{what} of `{name}`" for what in differing(want, wanted, found))
    if want["chain"] and shape_of(model["graph"], name) != shape_of(got["graph"], name):
        yield f"the operations behind `{name}`"
    yield from standing(name, want, before, model, got)


def differing(want: Expect, wanted: Fact, found: Fact) -> Iterator[str]:
    """Yield the respects in which a fact is not as the solution has it.

    Args:
        want: which respects count.
        wanted: the fact of the solution's run.
        found: that of another run.
    """
    if not same_kind(wanted, found):
        yield "the kind"
        return
    if want["shape"] and wanted.get("shape", []) != found.get("shape", []):
        yield "the shape"
    if want["dtype"] and another_type(wanted, found, exactly=want["dtype"] == "exact"):
        yield "the type of the entries"
    if want["value"] and not same_value(wanted, found):
        yield "the value"
    if want["grad"] and not _gradient(want, wanted, found):
        yield "the gradient"
    yield from _autograd(want, wanted, found)


def _gradient(want: Expect, wanted: Fact, found: Fact) -> bool:
    """Tell whether the gradient is what it has to be."""
    if not isinstance(want["grad"], str):
        return same_grad(wanted, found)
    grad = found.get("grad")
    if grad is None:
        return want["grad"] != "zeros"
    return want["grad"] != "none" and not any(grad.get("values") or ())


def _autograd(want: Expect, wanted: Fact, found: Fact) -> Iterator[str]:
    """Yield the respects in which autograd sees a tensor otherwise."""
    if want["tracked"] and wanted.get("requires_grad", False) != found.get("requires_grad", False):
        yield "`requires_grad`"
    if want["leaf"] and wanted.get("is_leaf", True) != found.get("is_leaf", True):
        yield "`is_leaf`"
    if want["reaches"] and set(wanted.get("reaches", ())) - set(found.get("reaches", ())):
        yield "the graph"
    if want["retains"] and wanted.get("retains_grad") and not found.get("retains_grad"):
        yield "`retains_grad`"
    used_up = wanted.get("freed") is False and found.get("freed")
    if used_up or (want["freed"] and bool(wanted.get("freed")) != bool(found.get("freed"))):
        yield "what is saved in the graph"


def standing(
    name: str, want: Expect, before: Mapping[str, Fact], model: Evidence, got: Evidence
) -> Iterator[str]:
    """Yield how an object stands to those before it otherwise than it has to.

    Args:
        name: which object; it is there in both runs.
        want: which respects count.
        before: facts of what stood before.
        model: evidence of the solution's run.
        got: evidence of another run.
    """
    was, found = before.get(name), got["names"][name]
    if want["same"] and was is not None and was["identity"] != found["identity"]:
        yield f"`{name}` is another object"
    if want["new"] and any(fact["identity"] == found["identity"] for fact in before.values()):
        yield f"`{name}` is no new object"
    if want["own"] and any(_shares(other, found, got) for other in before if other != name):
        yield f"`{name}` is no copy"
    if want["version"] and _writes(was, model["names"][name]) != _writes(was, found):
        yield f"how often `{name}` is written into"
    if want["independent"] and name in set(got["depends"]) - set(model["depends"]):
        yield f"`{name}` is not worked out by itself"


def _shares(other: str, found: Fact, got: Evidence) -> bool:
    memory = got["names"].get(other, found).get("memory")
    return other in got["names"] and memory is not None and memory == found.get("memory")


def _writes(was: Fact | None, now: Fact) -> int:
    """Return how often a run wrote into an object; all its writes, where the run made it."""
    same = was is not None and was["identity"] == now["identity"]
    return now.get("version", 0) - (was.get("version", 0) if was is not None and same else 0)
