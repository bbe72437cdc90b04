"""Patterns of wrong values: what was done to the right ones, or done in place of it.

A recogniser gets a ``Look`` and returns a difference where it knows the pattern. They are tried from
the most telling to the least; where none knows it, the first place that differs is named.
"""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import replace

from agtutor.case.evidence import Fact
from agtutor.judge import confusions
from agtutor.judge.facts import Values, alike, differing, values
from agtutor.judge.looks import Look, Recogniser, look
from agtutor.judge.scene import Difference, Scene
from agtutor.judge.words import at, count, number, pair, short


def wrong_values(scene: Scene, name: str, expected: Fact, got: Fact) -> Difference:
    """Say what is wrong with the values, by their pattern or by the first place that differs."""
    if expected["kind"] == "module":
        return Difference(
            "wrong-module",
            f"`{name}` stands for the module `{got.get('module', '')}`. The step asks for another one.",
        )
    if values(expected) is None or values(got) is None:
        return Difference(
            "wrong-value", f"`{name}` is `{short(got['text'])}`, and the step asks for something else."
        )
    return recognise(look(scene, name, expected, got), RECOGNISERS)


def recognise(seen: Look, recognisers: tuple[Recogniser, ...]) -> Difference:
    """Return what the first recogniser says that knows the pattern; else the first difference."""
    if len(seen.want) == len(seen.have):
        for recogniser in recognisers:
            found = recogniser(seen)
            if found:
                return placed(seen, found)
    return _first_place(seen)


def placed(seen: Look, found: Difference) -> Difference:
    """Return the words for a pattern, with the first place that differs and both values there."""
    wrong = differing(seen.want, seen.have, seen.within)
    if not wrong:
        return found
    mine, theirs = pair(seen.have[wrong[0]], seen.want[wrong[0]])
    told = f"`{at(seen.name, wrong[0], seen.shape)}` is {mine}; asked for is {theirs}."
    if _says(found.message, mine):
        told = f"Asked for {'there ' if len(seen.want) > 1 else ''}is {theirs}."
        if _says(found.message, theirs):
            return found
    return replace(found, message=_before_question(found.message, told))


def _says(message: str, value: str) -> bool:
    """Whether a message holds a number, and not only as a part of another."""
    return re.search(rf"(?<![\w.−-]){re.escape(value)}(?!\w|\.\d)", message) is not None


def _before_question(message: str, told: str) -> str:
    """Return the message with one sentence more, in front of the question that it ends in."""
    *said, last = re.split(r"(?<=[.?]) (?=[A-Z`])", message)
    return " ".join([*said, told, last] if said and last.endswith("?") else [message, told])


def _zeros(seen: Look) -> Difference | None:
    if len(seen.have) < 2 or any(seen.have) or not any(seen.want):
        return None
    return Difference(
        "all-zeros",
        f"`{seen.name}` is {count(len(seen.have), 'zero')}. Which operation was to fill it?",
    )


def _not_numbers(seen: Look) -> Difference | None:
    bad = [place for place, value in enumerate(seen.have) if math.isnan(value)]
    if not bad or any(math.isnan(value) for value in seen.want):
        return None
    n = len(seen.have)
    if n == 1:
        return Difference(
            "not-a-number",
            f"`{seen.name}` is nan, not a number. For which inputs has the operation no result?",
        )
    return Difference(
        "not-a-number",
        f"{len(bad)} of the {count(n, 'value')} of `{seen.name}` are nan, not a number: the first is "
        f"`{at(seen.name, bad[0], seen.shape)}`. For which inputs has the operation no result?",
    )


def _reversed(seen: Look) -> Difference | None:
    if len(seen.want) < 2 or not alike(seen.want, seen.have[::-1]):
        return None
    if seen.peers() and alike(seen.want, [-value for value in seen.have]):
        return None  # a turned sign looks the same, and is likelier where values are computed
    return Difference(
        "reversed",
        f"The values of `{seen.name}` are right, in the opposite order: yours run from "
        f"{number(seen.have[0])} to {number(seen.have[-1])}. Which one comes first?",
    )


def _transposed(seen: Look) -> Difference | None:
    if len(seen.shape) != 2 or seen.shape[0] != seen.shape[1] or seen.shape[0] < 2:
        return None
    n = seen.shape[0]
    turned = [seen.have[column * n + row] for row in range(n) for column in range(n)]
    if not alike(seen.want, turned):
        return None
    return Difference(
        "transposed",
        f"The values of `{seen.name}` are right, with rows and columns in each other's place. Which of "
        "the two comes first?",
    )


def _negated(seen: Look) -> Difference | None:
    if not alike(seen.want, [-value for value in seen.have]):
        return None
    place = next(i for i, value in enumerate(seen.want) if not seen.within.close(value, seen.have[i]))
    return Difference(
        "wrong-sign",
        f"The sizes are right and the signs are not: `{at(seen.name, place, seen.shape)}` is "
        f"{number(seen.have[place])}. Should it be above or below zero there?",
    )


def _moved(seen: Look) -> Difference | None:
    if len(seen.want) < 3:
        return None
    if not (alike(seen.want[1:], seen.have[:-1]) or alike(seen.want[:-1], seen.have[1:])):
        return None
    return Difference(
        "off-by-one",
        f"The values of `{seen.name}` are off by one place: `{at(seen.name, 0, seen.shape)}` is "
        f"{number(seen.have[0])}, and it belongs one place "
        f"{'on' if seen.have[0] in seen.want else 'before'}.",
        "Look at where your values start.",
    )


def _permuted(seen: Look) -> Difference | None:
    if len(seen.want) < 3 or not alike(sorted(seen.want), sorted(seen.have)):
        return None
    return Difference("reordered", f"`{seen.name}` holds the right values, in another order.")


def _step(entries: Values) -> float | None:
    """Return the gap between neighbours where all gaps are equal."""
    if len(entries) < 3:
        return None
    gaps = [b - a for a, b in itertools.pairwise(entries)]
    gap = (entries[-1] - entries[0]) / (len(entries) - 1)
    even = all(abs(one - gap) <= 1e-4 * (abs(gap) or 1) for one in gaps)
    return gap if even and gap else None


def _told(mine: float, end: float) -> tuple[str, str]:
    """Return both as texts, with more digits where they look alike and aren't."""
    texts = number(mine), number(end)
    return texts if alike([end], [mine]) or texts[0] != texts[1] else pair(mine, end)


def _ends(seen: Look) -> Difference | None:
    if len(seen.shape) != 1 or _step(seen.want) is None or seen.peers():
        return None
    ends = seen.want[0], seen.want[-1]
    if _step(seen.have) is not None:
        low, high = _told(seen.have[0], ends[0]), _told(seen.have[-1], ends[1])
        return Difference(
            "wrong-ends",
            f"Your values run from {low[0]} to {high[0]}; the step asks for {low[1]} to {high[1]}.",
        )
    several = len(differing(seen.want, seen.have, seen.within)) > 1
    if several and alike(ends, [seen.have[0], seen.have[-1]]):
        return Difference(
            "uneven",
            f"Both ends of `{seen.name}` are right, and the values between them are not evenly spaced.",
        )
    return None


def _first_place(seen: Look) -> Difference:
    wrong = differing(seen.want, seen.have, seen.within) or [0]
    first, n = wrong[0], len(seen.want)
    mine, theirs = pair(seen.have[first], seen.want[first])
    where = f"`{at(seen.name, first, seen.shape)}`"
    if n == 1:
        return Difference("wrong-value", f"`{seen.name}` is {mine}; asked for is {theirs}.")
    if len(wrong) == 1:
        return Difference(
            "one-wrong-value", f"One value differs: {where} is {mine}; asked for is {theirs}."
        )
    return Difference(
        "wrong-values",
        f"{f'All {n}' if len(wrong) == n else f'{len(wrong)} of the {n}'} values of `{seen.name}` "
        f"differ. The first is {where}: yours is {mine}; asked for is {theirs}.",
    )


GRADIENTS: tuple[Recogniser, ...] = (
    _zeros,
    _not_numbers,
    _negated,
    _transposed,
    _reversed,
    confusions.scaled,
    confusions.offset,
    confusions.repeated,
    _moved,
)
"""For gradients: what was done to the right ones."""

RECOGNISERS: tuple[Recogniser, ...] = (
    _zeros,
    *confusions.OPERATIONS,
    _not_numbers,
    _transposed,
    _reversed,
    _negated,
    _ends,
    confusions.scaled,
    confusions.offset,
    confusions.repeated,
    _moved,
    _permuted,
)
"""From the most telling to the least: another operation, another order or range, a factor."""
