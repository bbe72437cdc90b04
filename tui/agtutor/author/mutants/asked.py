"""Does a run leave behind what the step asks for? Told from evidence alone, apart from the judge.

A mutant that differs in nothing that is asked is equivalent: accepting it is right. The judge has its
own rules, its own tolerances and its own order; what it accepts is held against these plain ones.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from agtutor.case.evidence import Evidence, Fact, Series
from agtutor.case.question import LIKE_THE_SOLUTION, CodeQuestion, Expect

_NEAR = 1e-3
"""How far values may be apart, relative to the largest: what nobody would call another value."""

_BY_VALUE = {"number", "bool", "text", "none", "size", "module"}
"""Kinds of which an equal one is as good as the same one."""

_ADDRESS = re.compile(r"0x[0-9a-fA-F]+")
_TOKEN = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|True|False|None|[A-Za-z]\w*Backward\d*")


def difference(
    question: CodeQuestion, before: Mapping[str, Fact], model: Evidence, got: Evidence
) -> str:
    """Return the first thing that the step asks for and that is not so, in words; "" if there is none.

    Args:
        question: what the step asks.
        before: facts of what stands before the step.
        model: evidence of the solution's run.
        got: evidence of another run.
    """
    if got["ended"] != model["ended"]:
        return "it doesn't run to its end"
    return next(_differences(question, before, model, got), "")


def _differences(
    question: CodeQuestion, before: Mapping[str, Fact], model: Evidence, got: Evidence
) -> Iterator[str]:
    for name, want in question["expect"].items():
        yield from _name(name, want, before, model, got)
    for name in question["kept"]:
        yield from _kept(name, before, model, got)
    if "backward" in question["calls"] and "backward" not in got["calls"]:
        yield "`backward` is not called"
    if "backward" in question["never"] and "backward" in got["calls"]:
        yield "`backward` is called"
    for looked in question["reads"]:
        if looked in model["reads"] and looked not in got["reads"]:
            yield f"`{looked}` is not looked at"
    if question["shows"] and not _all_shown(model, got):
        yield "what is asked for is not shown"
    if question["verdict"]:
        yield from _verdict(model, got)
    if question["figure"] and not _same_curves(model, got):
        yield "another curve is drawn"


def _name(
    name: str, want: Expect, before: Mapping[str, Fact], model: Evidence, got: Evidence
) -> Iterator[str]:
    wanted, found = model["names"].get(name), got["names"].get(name)
    if wanted is None:
        return
    if found is None:
        yield f"`{name}` is not there"
        return
    for what in _respects(want, wanted, found):
        yield f"{what} of `{name}`"
    was = before.get(name)
    if want["same"] and was is not None and was["identity"] != found["identity"]:
        yield f"`{name}` is another object"
    if want["new"] and any(fact["identity"] == found["identity"] for fact in before.values()):
        yield f"`{name}` is no new object"
    if want["independent"] and name in set(got["depends"]) - set(model["depends"]):
        yield f"`{name}` is not worked out by itself"


def _respects(want: Expect, wanted: Fact, found: Fact) -> Iterator[str]:
    """Yield the respects in which a fact is not as the solution has it."""
    if not _same_kind(wanted, found):
        yield "the kind"
        return
    if want["shape"] and wanted.get("shape", []) != found.get("shape", []):
        yield "the shape"
    if want["dtype"] and _another_type(wanted, found):
        yield "the type of the entries"
    if want["value"] and not _same_value(wanted, found):
        yield "the value"
    if want["grad"] and not _same_grad(wanted, found):
        yield "the gradient"
    yield from _autograd(want, wanted, found)


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
    for what in _respects({**LIKE_THE_SOLUTION, **only}, wanted, found):  # type: ignore[typeddict-item]
        yield f"{what} of `{name}`"


def _same_kind(wanted: Fact, found: Fact) -> bool:
    if wanted["kind"] in ("number", "bool"):
        return found["kind"] in ("number", "bool", "tensor", "array") and not found.get("shape")
    if wanted["kind"] == "other":
        return wanted["type"] == found["type"]
    return wanted["kind"] == found["kind"]


def _another_type(wanted: Fact, found: Fact) -> bool:
    both = wanted["kind"] == found["kind"]
    return both and wanted.get("dtype_kind") != found.get("dtype_kind")


def _same_value(wanted: Fact, found: Fact) -> bool:
    one, two = _values(wanted), _values(found)
    if one is None or two is None:
        if "digest" in wanted:  # too many to be told one by one
            return wanted["digest"] == found.get("digest") or wanted.get("dtype") != found.get("dtype")
        return _ADDRESS.sub("", wanted["text"]) == _ADDRESS.sub("", found["text"])
    return near(one, two)


def _values(fact: Fact) -> Sequence[float] | None:
    if "number" in fact:
        return [fact["number"]]
    return fact.get("values")


def near(one: Sequence[float], two: Sequence[float]) -> bool:
    """Tell whether two lists of numbers are the same, but for what rounding does."""
    scale = max((abs(value) for value in one if math.isfinite(value)), default=0.0) or 1.0
    return len(one) == len(two) and all(
        a == b or (math.isnan(a) and math.isnan(b)) or abs(a - b) <= _NEAR * scale
        for a, b in zip(one, two, strict=True)
    )


def _same_grad(wanted: Fact, found: Fact) -> bool:
    one, two = wanted.get("grad"), found.get("grad")
    if one is None or two is None:
        # a result that was not asked to keep its gradient may be asked to
        return one is two or (one is None and not wanted.get("is_leaf", True))
    return _same_value(one, two)


def _all_shown(model: Evidence, got: Evidence) -> bool:
    """Tell whether each value that is asked for stands in what was shown, its parts in order."""
    shown, ours = _tokens(_shown(got)), _tokens(_shown(model))
    wanted = [_tokens(fact["text"]) for fact in model["shown"]]
    if all(_within(tokens, ours) for tokens in wanted):
        return all(_within(tokens, shown) for tokens in wanted)
    return shown == ours  # the solution shows it in another form


def _shown(evidence: Evidence) -> str:
    return f"{evidence['output']}\n{evidence['echo'] or ''}"


def _tokens(text: str) -> list[str]:
    return [_plain(token) for token in _TOKEN.findall(_ADDRESS.sub("", text))]


def _plain(token: str) -> str:
    try:
        return f"{float(token):.4g}"
    except ValueError:
        return token


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return all(token in rest for token in part)


def _verdict(model: Evidence, got: Evidence) -> Iterator[str]:
    said = [token for token in _tokens(_shown(got)) if token in ("True", "False")]
    if said != ["True"] and _shown(got).strip():  # an assertion says nothing
        yield "it doesn't say True"
    wanted = {tuple(one["worlds"]) for one in model["observed"] if one["actual"]}
    found = {tuple(one["worlds"]) for one in got["observed"] if one["actual"]}
    if wanted and not any(_as_sharp(one, two) for one in wanted for two in found):
        yield "it would say the same of other values"


def _as_sharp(wanted: Sequence[bool], found: Sequence[bool]) -> bool:
    """Whether a comparison turns False wherever the solution's does."""
    return len(wanted) == len(found) and all(a or not b for a, b in zip(wanted, found, strict=True))


def _same_curves(model: Evidence, got: Evidence) -> bool:
    wanted, found = (
        [series for figure in one["figures"] for series in figure["series"]] for one in (model, got)
    )
    return len(wanted) == len(found) and all(map(_same_curve, wanted, found))


def _same_curve(one: Series, two: Series) -> bool:
    """Tell whether two curves go through the same points; which way they go shows nowhere."""
    if len(one["x"]) != len(two["x"]):
        return False
    (x, y), (other_x, other_y) = _points(one), _points(two)
    return near(x, other_x) and near(y, other_y)


def _points(series: Series) -> tuple[list[float], list[float]]:
    pairs = sorted(zip(series["x"], series["y"], strict=True))
    return [x for x, _ in pairs], [y for _, y in pairs]
