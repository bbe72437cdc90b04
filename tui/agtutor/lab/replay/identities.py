"""Which object is which, across workers.

A fact tells an object by its address, which differs from one worker to the next. Here each object gets
a number when it is first seen; after a replay, what stands under a name has the number it had before.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping

from agtutor.case.evidence import Evidence, Fact

_numbers = itertools.count(1)


class Identities:
    """The objects that stand in one worker, by address."""

    def __init__(self) -> None:
        self._known: dict[int, int] = {}

    def renumber(self, evidence: Evidence) -> None:
        """Replace addresses in the evidence of a run by numbers, and know what stands after it."""
        numbers, known = dict(self._known), dict[int, int]()
        standing = set(map(id, _each(evidence["names"].values())))
        for fact in list(_all_facts(evidence)):
            address = fact["identity"]
            fact["identity"] = numbers.setdefault(address, next(_numbers))
            if id(fact) in standing:
                known[address] = fact["identity"]
        self._known = known

    def recognise(self, found: Mapping[str, Fact], known: Mapping[str, Fact]) -> None:
        """Know what stands after a replay.

        Args:
            found: facts with addresses, by name.
            known: the same facts with numbers.
        """
        pairs = [(fact, known[name]) for name, fact in found.items() if name in known]
        self._known = {
            here["identity"]: there["identity"]
            for ours, theirs in pairs
            for here, there in zip(_each([ours]), _each([theirs]), strict=False)
        }


def _all_facts(evidence: Evidence) -> Iterator[Fact]:
    yield from _each(evidence["names"].values())
    yield from _each(evidence["shown"])
    if evidence["echo_fact"] is not None:
        yield from _each([evidence["echo_fact"]])


def _each(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield facts, and after each the one of its gradient."""
    for fact in facts:
        yield fact
        grad = fact.get("grad")
        if grad is not None:
            yield grad
