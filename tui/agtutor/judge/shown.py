"""Does what a learner's code showed contain a value? In any spelling, to the digits that it printed."""

from __future__ import annotations

import ast
import math
import re
from collections import Counter
from collections.abc import Sequence

from agtutor.case.evidence import Fact
from agtutor.judge import syntax
from agtutor.judge.facts import agree, scale, values
from agtutor.judge.scene import Scene

_NUMBER = re.compile(r"(?<![\w.])[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|inf|nan)(?![\w])")
_SIZE = re.compile(
    r"\(\s*((?:\d+\s*,\s*)*(?:\d+\s*,\s*\d+|\d+\s*,)?)\s*\)|\[\s*((?:\d+\s*,\s*)*\d*)\s*,?\s*\]"
)
_NODE = re.compile(r"\b\w+Backward\w*|\bAccumulateGrad\b")
_LINK = re.compile(rf"{_NODE.pattern}|\bNone\b")
_TRUTH = re.compile(r"(?<![A-Za-z0-9])(?:True|False)(?![A-Za-z0-9])")
_FLAG = re.compile(r"requires_grad=(?:True|False)")

_NONE_TYPES = {"type(None)", "NoneType", "types.NoneType"}

_SUMMARISED = 1_000
"""Entries above which torch and numpy print the ends of a tensor only."""


def missing(scene: Scene) -> list[int]:
    """Return which of the question's ``shows`` were not shown, as indices into it."""
    asked = scene.expected["shown"]
    nodes = Counter(_NODE.findall(scene.shown))
    lacking = []
    for place, fact in enumerate(asked):
        if fact["kind"] == "node":
            name = node_name(fact)
            nodes[name] -= 1
            there = nodes[name] >= 0
        else:
            there = shows(scene, fact) and _often_enough(scene.shown, asked[: place + 1])
        if not there:
            lacking.append(place)
    return lacking


def _often_enough(text: str, asked: Sequence[Fact]) -> bool:
    """Whether the last of these values stands in a text as often as it is among them."""
    wanted = values(asked[-1])
    times = sum(values(fact) == wanted for fact in asked)
    if times == 1 or not wanted:
        return True
    truth = asked[-1]["kind"] == "bool"
    left = [str(float(one)) for one in truths(text)] if truth else numbers(text)
    return all(_take(left, wanted) for _ in range(times))


def _take(left: list[str], wanted: Sequence[float]) -> bool:
    """Take the first numbers off a list that are these, in order; False where they aren't there."""
    size, taken = scale(wanted), list[int]()
    for place, spelt in enumerate(left):
        if len(taken) < len(wanted) and _reads(spelt, wanted[len(taken)], size):
            taken.append(place)
    for place in reversed(taken):
        del left[place]
    return len(taken) == len(wanted)


def shows(scene: Scene, fact: Fact) -> bool:
    """Whether one value was shown: printed, or as the value of the last expression."""
    if fact["kind"] == "none":
        return shows_none(scene)
    echoed = scene.got["echo_fact"]
    alike = echoed is not None and echoed["kind"] == fact["kind"] and agree(fact, echoed)
    return (scene.got["echo"] is not None and bool(alike)) or _in_text(scene.shown, fact)


def _in_text(text: str, fact: Fact) -> bool:
    if fact["kind"] == "size":
        return fact.get("shape") in sizes(text)
    if fact["kind"] == "bool" or fact.get("dtype_kind") == "bool":
        return _subsequence([float(truth) for truth in truths(text)], values(fact) or [])
    if fact["kind"] in ("tensor", "array", "number"):
        entries = values(fact)
        return entries is not None and shows_values(text, entries)
    if fact["kind"] == "text":
        return syntax.unquoted(fact["text"]) in text
    return fact["text"] in text or _links(text, fact["text"])


def _links(text: str, asked: str) -> bool:
    """Whether the nodes of a tuple such as ``next_functions`` are shown, however they are held."""
    links, rest = _LINK.findall(asked), iter(_LINK.findall(text))
    return _NODE.search(asked) is not None and all(any(one == other for other in rest) for one in links)


def node_name(fact: Fact) -> str:
    """Return the bare name of a node: ``PowBackward0``."""
    found = _NODE.search(fact["text"])
    return found[0] if found else fact["text"]


def sizes(text: str) -> list[list[int]]:
    """Return every shape in a text: ``torch.Size([21])``, ``(21,)``, ``[21]``, ``(3, 4)``, ``()``."""
    found = []
    for match in _SIZE.finditer(text):
        entries = match[1] if match[1] is not None else match[2]
        found.append([int(entry) for entry in re.findall(r"\d+", entries or "")])
    return found


def truths(text: str) -> list[bool]:
    """Return every True and False in a text, in order; a tensor's ``requires_grad=True`` is none."""
    return [word == "True" for word in _TRUTH.findall(_FLAG.sub("", text))]


def numbers(text: str) -> list[str]:
    """Return every number in a text as it is spelt, in order."""
    return _NUMBER.findall(text)


def shows_values(text: str, entries: Sequence[float]) -> bool:
    """Whether all entries are printed in order, to the precision in which each is printed.

    Where there are more than 1,000, torch and numpy print the ends only, and these have to be there.
    """
    wanted = list(entries)
    if len(wanted) > _SUMMARISED and "..." in text:
        wanted = [*wanted[:3], *wanted[-3:]]
    return bool(wanted) and matched(text, wanted) == len(wanted)


def matched(text: str, entries: Sequence[float]) -> int:
    """Return how many of the entries, from the first on, stand in the text in order."""
    size, place = scale(entries), 0
    for spelt in numbers(text):
        if place < len(entries) and _reads(spelt, entries[place], size):
            place += 1
    return place


def _reads(spelt: str, value: float, size: float) -> bool:
    """Whether a printed number is the value, rounded to the digits that it shows."""
    read = float(spelt)
    if read == value or (math.isnan(read) and math.isnan(value)):
        return True
    mantissa, _, exponent = spelt.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    half = 0.5 * 10.0 ** (int(exponent or 0) - decimals) if decimals else 0.0
    return abs(read - value) <= half * 1.001 + 1e-6 * max(abs(value), 1e-3 * size)


def _subsequence(have: Sequence[float], want: Sequence[float]) -> bool:
    rest = iter(have)
    return bool(want) and all(any(value == other for other in rest) for value in want)


def shows_none(scene: Scene) -> bool:
    """Whether the code showed that something is None: as such, or as the truth of a test for it."""
    text, echoed = scene.shown, scene.got["echo_fact"]
    if re.search(r"\bNone(?:Type)?\b", text):
        return True
    last = syntax.last_expression(scene.tree)
    if last is not None and (_is_none(echoed) or _gave_none(scene, last)):
        return True
    tests = {test for part in syntax.shown(scene.tree) for test in _tests_for_none(scene, part)}
    return any(truth in tests for truth in truths(text))


def tested_for_none(scene: Scene) -> bool:
    """Whether what is shown hangs on a test for None, and None is what the step is about."""
    none = any(fact["kind"] == "none" for fact in scene.expected["shown"])
    forks = [node.test for node in ast.walk(scene.tree) if isinstance(node, ast.If)]
    return none and any(_tests_for_none(scene, test) for test in forks)


def _is_none(fact: Fact | None) -> bool:
    return fact is not None and fact["kind"] == "none"


def _gave_none(scene: Scene, last: ast.expr) -> bool:
    """Whether the last expression is a call that gave None, which a notebook doesn't echo."""
    return (
        isinstance(last, ast.Call)
        and scene.got["echo"] is None
        and not scene.text.rstrip().endswith(";")
    )


def _tests_for_none(scene: Scene, part: ast.expr) -> set[bool]:
    """Return the truth values that would say "it is None" in an expression that is shown."""
    value = syntax.assigned(scene.tree, part.id) if isinstance(part, ast.Name) else part
    found = set()
    for node in ast.walk(value or part):
        if isinstance(node, ast.Call) and syntax.called(node) == "isinstance":
            kinds = {syntax.source(kind) for kind in node.args[1:]}
            found.update({True} if kinds & _NONE_TYPES else set())
        if isinstance(node, ast.Compare) and any(
            isinstance(side, ast.Constant) and side.value is None
            for side in (node.left, *node.comparators)
        ):
            found.add(isinstance(node.ops[0], ast.Is | ast.Eq))
    return found
