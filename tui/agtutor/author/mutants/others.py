"""Wrong orders, and wrong values where a value is foretold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from agtutor.author.mutants.mutant import Mutant
from agtutor.case.evidence import Graph

_OTHERS = ("None", "0", "[1, 2, 3, 4, 5, 6, 7]", "ZeroDivisionError", "(9, 9)")
_NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")


def wrong_orders(items: Sequence[str]) -> Iterator[Mutant]:
    """Yield the items backwards, and with each pair of neighbours exchanged."""
    orders = [(list(reversed(items)), "the other way round")]
    for place in range(len(items) - 1):
        order = [*items[:place], items[place + 1], items[place], *items[place + 2 :]]
        orders.append((order, f"`{items[place + 1]}` before `{items[place]}`"))
    yield from (Mutant("\n".join(order), about) for order, about in orders if order != list(items))


def follows(order: Sequence[str], graph: Graph) -> bool:
    """Tell whether an order never has a tensor before one that the walk back meets earlier."""
    made = {node["id"]: set(node["tensors"]) for node in graph["nodes"]}
    below: dict[int, set[str]] = {}
    inputs = {node["id"]: node["inputs"] for node in graph["nodes"]}
    for ident in inputs:
        below[ident] = _below(ident, inputs, made)
    later = {
        name: below[ident] - {name} for ident, names in made.items() for name in names if name in order
    }
    known = all(item in later for item in order)
    return known and not any(
        earlier in later[item] for place, item in enumerate(order) for earlier in order[:place]
    )


def _below(start: int, inputs: Mapping[int, Sequence[int]], made: Mapping[int, set[str]]) -> set[str]:
    waiting, seen, found = list(inputs.get(start, ())), {start}, set[str]()
    while waiting:
        ident = waiting.pop()
        if ident not in seen:
            seen.add(ident)
            found |= made.get(ident, set())
            waiting.extend(inputs.get(ident, ()))
    return found


def wrong_values(truth: str) -> Iterator[Mutant]:
    """Yield values that are not the one that was to be foretold."""
    numbers = _numbers(truth)
    for number in numbers[:1]:
        yield from _unlike(truth, (f"{number + 1:g}", "one more"), (f"{-number:g}", "the other sign"))
    yield from _unlike(truth, *((other, "another value") for other in _OTHERS))


def _unlike(truth: str, *others: tuple[str, str]) -> Iterator[Mutant]:
    for other, about in others:
        same = _numbers(other) == _numbers(truth) != [] or other.casefold() == truth.strip().casefold()
        if not same:
            yield Mutant(other, about)


def _numbers(text: str) -> list[float]:
    """Return the numbers in a text; a truth value counts as one."""
    plain = text.replace("True", "1").replace("False", "0")
    return [float(token) for token in _NUMBER.findall(plain)]
