"""Each expectation has a bug that spoils it and little else; a lesson that forgets it is found out."""

from __future__ import annotations

from functools import cache

import pytest

from agtutor.case.question import Call
from tests.author.author_loose import HEAD, LOOSE, Tried, tried

LEAF = "`{}` is a copy: a result, and no leaf"
WALKED = "the graph of `{}` is walked, and nothing is stored"

FORGOTTEN = [
    ("leaves", LEAF.format("a"), "`is_leaf` of `a`; the step `look`", "a: {leaf: false}", "a: {}"),
    (
        "leaves",
        "tracking of `b` is off",
        "`requires_grad` of `b`; the step `walk`",
        "b: {tracked: false, leaf: false}",
        "b: {}",
    ),
    (
        "result",
        "`f` leads back to `a` alone",
        "the graph of `f`; the step `walk`",
        "f: {reaches: false}",
        "f: {}",
    ),
    (
        "result",
        "`f` has the same values by another operation more",
        "the operations behind `f`; the step `road`",
        "f: {reaches: false}",
        "f: {chain: true}",
    ),
    (
        "result",
        "`f` is joined to its leaves by other operations",
        "the operations behind `f`; the step `road`",
        "f: {reaches: false}",
        "f: {chain: true}",
    ),
    ("half", WALKED.format("h"), "the step `again` needs `h`", "k: {}", "k: {}, h: {}"),
    (
        "keep",
        LEAF.format("m"),
        "`retains_grad` of `m`; the step `again`",
        "m: {retains: false}",
        "m: {}",
    ),
    (
        "copied",
        "`c` shares the memory of `a`",
        "`c` is no copy; the step `written`",
        "c: {value: true}",
        "c: {own: true}",
    ),
    (
        "written",
        "`c` is a new object, into which nothing was written",
        "how often `c` is written into; the step `road`",
        "c: {dtype: true}",
        "c: {version: true}",
    ),
    (
        "written",
        "`c` is written into",
        "how often `c` is written into; the step `road`",
        "c: {dtype: true}",
        "c: {version: true}",
    ),
    ("walk", "the gradient is written by hand", "", "b: {same: true}}", "b: {}}, calls: [backward]"),
    (
        "clear",
        "`a.grad` is None again",
        "the gradient of `a`; the step `add`",
        "{grad: cleared}",
        "{grad: zeros}",
    ),
    ("clear", "`b.grad` is off by one", "the gradient of `b`; the step `add`", "{grad: false}", "{}"),
]
"""A step, a bug in what it leaves, who stands on that, what forgets to ask for it, and what asks."""

ALONE = [
    ("f: {}", "f = x * 2", "`f` is a result, and leads back to no name", {}),
    ("f: {dtype: exact}", "f = x * 2", "`f` is in double precision", {}),
    ("x: {dtype: exact}", "pass", "`x` is in double precision", {}),
    ("x: {same: true}", "x.sum().backward()", "`x` is a copy, with gradient and all", {}),
    ("v: {new: true, leaf: false}", "v = u.clone()", "`v` is a second name of `u`", {}),
    ("x: {grad: none}", "x.grad = None", "`x.grad` holds values", {}),
    ("x: {grad: none}", "x.grad = None", "`x.grad` is zeros and not None", {}),
    ("x: {grad: cleared}", "x.grad = None", "`x.grad` holds values", {}),
    ("x: {grad: zeros}", "x.grad = x.detach() * 0", "`x.grad` is off by one", {}),
    ("x: {grad: zeros}", "x.grad = x.detach() * 0", "`x.grad` is None again", {}),
    ("v: {}", "v = u.sum()", "the values are typed by heart", {"reads": "[u]"}),
    ("v: {}", "v = u.sum(); print(v)", "nothing is shown", {"shows": "[v]"}),
    ("v: {}", "v = u.sum(); v", "nothing is shown", {"shows": "[v]"}),
    ("v: {}", "v = u + 1", "`x.grad` holds other values", {"keeps": "[x]"}),
    ("v: {}", "v = u + 1", "tracking of `u` is switched over", {"keeps": "[u]"}),
    ("v: {}", "v = u + 1", "`n` is off by one", {"keeps": "[n]"}),
    ("v: {}", "v = u + 1", "`words` is None", {"keeps": "[words]"}),
]
"""What is expected, the solution, a bug, and what else the step says."""

CALLS = {
    "detach": "v = x.detach()",
    "clone": "v = x.clone()",
    "item": "v = u[0].item()",
    "numpy": "v = u.numpy()",
    "zero_": "u.zero_()",
    "grad": "w = torch.ones(2).requires_grad_(); v = torch.autograd.grad(w.sum(), w)[0]",
    "requires_grad_": "v = torch.ones(3).requires_grad_()",
    "detach_": "v = x * 2; v.detach_()",
    "zero_grad": "torch.optim.SGD([x]).zero_grad()",
    "backward": "f.backward()",
}


@cache
def outcomes(text: str, step: str) -> list[Tried]:
    return tried(text, step)


def bug(text: str, step: str, about: str) -> Tried:
    """Return what comes of one bug; the last of that name."""
    return [one for one in outcomes(text, step) if one.mutant.about == about][-1]


@pytest.mark.parametrize(("step", "about", "words", "loose", "tight"), FORGOTTEN)
def test_what_a_later_step_stands_on_has_to_be_asked_for(
    step: str, about: str, words: str, loose: str, tight: str
) -> None:
    assert LOOSE.count(loose) == 1
    found = bug(LOOSE, step, about)
    assert found.verdict.right
    assert found.mutant.always or found.changes.startswith(words)
    refused = bug(LOOSE.replace(loose, tight), step, about)
    assert refused.mutant.answer == found.mutant.answer
    assert refused.verdict.ruling == "wrong"
    assert refused.mutant.always or refused.changes


def lesson(expect: str, solution: str, **fields: str) -> str:
    """Return a lesson of one step."""
    more = "".join(f", {key}: {value}" for key, value in fields.items())
    return (
        f'{HEAD}  - {{kind: code, id: only, title: Only, text: Do it., solution: "{solution}"'
        f", expect: {{{expect}}}{more}}}\n"
    )


@pytest.mark.parametrize(("expect", "solution", "about", "fields"), ALONE)
def test_an_expectation_refuses_the_bug_that_spoils_it(
    expect: str, solution: str, about: str, fields: dict[str, str]
) -> None:
    found = bug(lesson(expect, solution, **fields), "only", about)
    assert found.verdict.ruling == "wrong", found.mutant.answer
    assert found.mutant.always or found.changes


@pytest.mark.parametrize(("call", "solution"), CALLS.items())
def test_a_call_that_is_asked_for_has_a_way_around_it(call: Call, solution: str) -> None:
    text = lesson("", solution, calls=f"[{call}]")
    ways = [one for one in outcomes(text, "only") if one.mutant.about == f"the same without `{call}`"]
    if call == "backward":
        ways = [bug(text, "only", "the gradient is written by hand")]
    slip = "written-by-hand" if call == "backward" else "call-missing"
    assert [one.verdict.slip for one in ways] == [slip]


@pytest.mark.parametrize("call", [*CALLS, "step", "retain_grad"])
def test_a_call_that_is_forbidden_is_made_to_no_effect(call: Call) -> None:
    text = lesson("v: {}", "v = 2", never=f"[{call}]")
    found = bug(text, "only", f"`{call}` is called, to no effect")
    assert found.changes == f"`{call}` is called"
    assert found.verdict.slip in ("call-forbidden", "backward-too-soon")
