"""Putting things in order: the author's order, or any that the live graph allows."""

from __future__ import annotations

import re

from agtutor.case.evidence import Graph
from agtutor.case.question import OrderQuestion
from agtutor.case.verdict import Verdict
from agtutor.judge.choosing import plain
from agtutor.judge.code import authors_words
from agtutor.judge.words import ticked

_SEPARATOR = re.compile(r"\s*(?:-+>|=+>|→|⟶|>|,|;|\n)\s*")


def judge_order(question: OrderQuestion, answer: str, graph: Graph) -> Verdict:
    """Return the verdict on an order.

    Args:
        question: with the items in the right order.
        answer: the items, between spaces, commas, arrows or line ends.
        graph: what stands, where the question names a root; nodes know the tensors that they made.
    """
    items = question["items"]
    given = read(items, answer)
    if isinstance(given, Verdict):
        return given
    if given == items or (question["root"] and given[0] == items[0] and topological(given, graph)):
        return Verdict("right", "")
    return authors_words(question.get("wrong", []), answer, _wrong(items, given), same_words)


def same_words(one: str, other: str) -> bool:
    """Whether two orders are written of the same words, whatever stands between them."""
    first, second = (
        [plain(part) for part in re.split(r"[\s,;>→⟶=-]+", text) if part] for text in (one, other)
    )
    return first == second


def read(items: list[str], answer: str) -> list[str] | Verdict:
    """Return the items in the answer's order; "unreadable" where one is missing, unknown or twice."""
    words = _split(items, answer.strip())
    if not words:
        return Verdict(
            "unreadable", f"Write all of them in order: {ticked(sorted(items))}.", slip="nothing-typed"
        )
    given = [_item(items, word) for word in words]
    unknown = [word for word, item in zip(words, given, strict=True) if item is None]
    if unknown:
        return Verdict(
            "unreadable",
            f"`{unknown[0]}` is none of them. They are {ticked(sorted(items))}.",
            slip="unknown-item",
        )
    found = [item for item in given if item is not None]
    twice = [item for item in found if found.count(item) > 1]
    if twice:
        return Verdict("unreadable", f"`{twice[0]}` stands there twice.", slip="item-twice")
    missing = [item for item in items if item not in found]
    if missing:
        return Verdict("unreadable", f"Where does {ticked(sorted(missing))} come?", slip="item-missing")
    return found


def _split(items: list[str], answer: str) -> list[str]:
    """Split at arrows, commas and line ends; at spaces only where no item has one."""
    if _item(items, answer) is not None:
        return [answer]
    parts = [part for part in _SEPARATOR.split(answer) if part]
    if any(" " in item for item in items):
        return parts
    return [word for part in parts for word in part.split()]


def _item(items: list[str], word: str) -> str | None:
    if word in items:
        return word
    near = [item for item in items if plain(item) == plain(word)]
    return near[0] if len(near) == 1 else None


def topological(order: list[str], graph: Graph) -> bool:
    """Whether the order puts every node before those that it passes gradients on to.

    Items are names of tensors or of nodes. False where one of them isn't in the graph.
    """
    places = {item: _ids(item, graph) for item in order}
    if not all(places.values()):
        return False
    inputs = {node["id"]: node["inputs"] for node in graph["nodes"]}
    for i, late in enumerate(order):
        below = _below(places[late], inputs)
        if any(places[early] & below for early in order[:i]):
            return False
    return True


def _ids(item: str, graph: Graph) -> set[int]:
    return {node["id"] for node in graph["nodes"] if item in node["tensors"] or item == node["name"]}


def _below(start: set[int], inputs: dict[int, list[int]]) -> set[int]:
    """Return the nodes that the start leads to, itself left out."""
    seen: set[int] = set()
    waiting = [child for node in start for child in inputs.get(node, [])]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting.extend(inputs.get(node, []))
    return seen - start


def _wrong(items: list[str], given: list[str]) -> Verdict:
    if given == items[::-1]:
        return Verdict(
            "wrong",
            f"Each stands next to the right neighbours, and the way goes in the opposite direction: "
            f"you start with `{given[0]}`. Where does it have to start?",
            slip="forward-order",
        )
    place = next(i for i, item in enumerate(items) if given[i] != item)
    if place == 0:
        return Verdict(
            "wrong", f"It doesn't start with `{given[0]}`. What comes before it?", slip="wrong-start"
        )
    return Verdict(
        "wrong",
        f"Up to `{given[place - 1]}` that is right. From there the way doesn't lead to "
        f"`{given[place]}` next.",
        slip="wrong-order",
    )
