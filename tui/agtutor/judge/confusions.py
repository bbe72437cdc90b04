"""One operation taken for another: each is told by what was there before, and in its names.

A relation holds between a tensor that was there and the values asked for (``y`` is the square of
``x``); a confusion is the same tensor under another operation.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from agtutor.judge.facts import Values, alike
from agtutor.judge.looks import Look, Recogniser
from agtutor.judge.scene import Difference
from agtutor.judge.words import at, number

Entry = Callable[[float], float]


def _safe(function: Entry) -> Entry:
    def value(entry: float) -> float:
        try:
            return function(entry)
        except (ArithmeticError, ValueError):
            return math.nan

    return value


@dataclass(frozen=True, slots=True)
class Confusion:
    """Where ``right`` of a tensor is asked for, ``wrong`` of it is this slip."""

    slip: str
    right: Entry
    wrong: Entry
    message: str
    more: str = ""


_ENTRYWISE = (
    Confusion(
        "doubled",
        lambda t: t * t,
        lambda t: 2 * t,
        "You doubled `{source}`: where it is {x}, your `{name}` is {have}. Can a square be negative?",
        "Twice a number and a number times itself agree at 0 and 2 only.",
    ),
    Confusion(
        "base-and-exponent-swapped",
        lambda t: t * t,
        lambda t: 2.0**t,
        "Where `{source}` is {x}, your `{name}` is {have}: that is 2 to the power of `{source}`. "
        "Which of the two is the base?",
    ),
    Confusion(
        "cubed",
        lambda t: t * t,
        lambda t: t**3,
        "That is the cube of `{source}`: where it is {x}, your `{name}` is {have}. Count the factors.",
    ),
    Confusion(
        "root-for-square",
        lambda t: t * t,
        math.sqrt,
        "You took the root of `{source}`: where it is {x}, your `{name}` is {have}, not a number. "
        "`sqrt` and `square` go opposite ways.",
    ),
    Confusion(
        "absolute-value",
        lambda t: t * t,
        abs,
        "You took away the sign of `{source}`: where it is {x}, your `{name}` is {have}. What is its "
        "square?",
    ),
    Confusion(
        "negative-square",
        lambda t: t * t,
        lambda t: -t * t,
        "Your `{name}` is below zero everywhere: the minus was applied after the square. "
        "Can a square be negative?",
    ),
    Confusion(
        "function-for-derivative",
        lambda t: 2 * t,
        lambda t: t * t,
        "That is the square of `{source}` itself: where it is {x}, you have {have}. Its slope was "
        "asked for.",
        "Which formula did you find for the derivative?",
    ),
    Confusion(
        "factor-missing",
        lambda t: 2 * t,
        lambda t: t,
        "`{name}` holds the values of `{source}` as they are. Where did the factor of your formula go?",
    ),
    Confusion(
        "factor-alone",
        lambda t: 2 * t,
        lambda _t: 2.0,
        "`{name}` is 2 everywhere. The slope is not the same at every `{source}`: what has the 2 to "
        "be multiplied by?",
    ),
)


def _entrywise(seen: Look) -> Difference | None:
    for source, there in seen.peers().items():
        for confusion in _ENTRYWISE:
            right, wrong = ([_safe(f)(t) for t in there] for f in (confusion.right, confusion.wrong))
            if alike(seen.want, right) and alike(wrong, seen.have):
                place = _telling(seen)
                told = confusion.message.format(
                    name=seen.name, source=source, x=number(there[place]), have=number(seen.have[place])
                )
                return Difference(confusion.slip, told, confusion.more)
    return None


def _telling(seen: Look) -> int:
    """Return the first place where the two differ."""
    places = (i for i, value in enumerate(seen.want) if not seen.within.close(value, seen.have[i]))
    return next(places, 0)


def _constant(one: Values, other: Values) -> float | None:
    """Return the constant by which two lists differ everywhere, where there is one."""
    gap = other[0] - one[0]
    return gap if alike(other, [value + gap for value in one]) else None


def _shifts(seen: Look) -> Iterator[tuple[str, Values, float]]:
    """Yield each tensor that the values asked for are a shift of, with the shift."""
    for source, there in seen.peers().items():
        shift = _constant(there, seen.want)
        if shift and len(there) > 1:
            yield source, there, shift


def _shifted(seen: Look) -> Difference | None:
    for source, there, shift in _shifts(seen):
        by = number(shift)
        if alike([value * shift for value in there], seen.have):
            place = _telling(seen)
            return Difference(
                "times-for-plus",
                f"You multiplied by {by}: where `{source}` is {number(there[place])}, your "
                f"`{seen.name}` is {number(seen.have[place])}. Shift or stretch?",
            )
        if alike([value - shift for value in there], seen.have):
            return Difference(
                "minus-for-plus",
                f"You went the other way: your `{seen.name}` is `{source}` with {by} taken away.",
            )
        for other, base in seen.peers().items():
            if other != source and alike([value + shift for value in base], seen.have):
                return Difference(
                    "wrong-input",
                    f"You added {by} to `{other}`. The step asks for {by} more than `{source}`.",
                )
    return None


def _another(seen: Look) -> Difference | None:
    """Find the values of a tensor that was there, unchanged."""
    for source, there in seen.peers().items():
        if len(there) > 1 and alike(there, seen.have):
            return Difference(
                "nothing-done",
                f"`{seen.name}` has the values of `{source}`: nothing has been done to them yet.",
            )
    return None


_REDUCTIONS: tuple[tuple[str, str, Callable[[Values], float]], ...] = (
    ("max-for-sum", "the largest value", max),
    ("min-for-sum", "the smallest value", min),
    ("count-for-sum", "how many values there are", lambda t: float(len(t))),
    ("product-for-sum", "the product", math.prod),
    ("squares-for-sum", "the sum of the squares", lambda t: math.fsum(v * v for v in t)),
    ("median-for-sum", "the median", statistics.median_low),
    ("norm-for-sum", "the norm", lambda t: math.sqrt(math.fsum(v * v for v in t))),
    ("last-for-sum", "the last value", lambda t: t[-1]),
    ("first-for-sum", "the first value", lambda t: t[0]),
)


def _reduced(seen: Look) -> Difference | None:
    """Find another reduction, or the sum of another tensor, where a sum is asked for."""
    if len(seen.want) != 1:
        return None
    summed = [
        s
        for s, there in seen.sources.items()
        if len(there) > 1 and alike(seen.want, [math.fsum(there)])
    ]
    if not summed:
        return None
    source, told = summed[-1], number(seen.have[0])
    n = len(seen.sources[source])
    if alike([math.fsum(seen.sources[source]) / n], seen.have):
        return Difference(
            "mean-for-sum",
            f"You averaged: `{seen.name}` is {told}, and the sum is {n} times that. "
            f"Every gradient would come out {n} times too small.",
            "Does the formula divide by the number of terms?",
        )
    return _sum_of_another(seen, source) or _other_reduction(seen, source)


def _sum_of_another(seen: Look, source: str) -> Difference | None:
    for other, there in seen.sources.items():
        if other != source and len(there) > 1 and alike([math.fsum(there)], seen.have):
            return Difference(
                "wrong-input",
                f"`{seen.name}` is {number(seen.have[0])}, the sum of `{other}`. "
                "Which tensor does the step want summed?",
            )
    return None


def _other_reduction(seen: Look, source: str) -> Difference | None:
    for slip, what, reduce in _REDUCTIONS:
        if alike([reduce(seen.sources[source])], seen.have):
            return Difference(
                slip,
                f"`{seen.name}` is {number(seen.have[0])}: that is {what} of `{source}`, not its sum.",
            )
    return None


def scaled(seen: Look) -> Difference | None:
    """Find a constant factor between what there is and what is asked for."""
    place = max(range(len(seen.want)), key=lambda i: abs(seen.want[i]), default=None)
    if place is None or not seen.want[place] or not seen.have[place]:
        return None
    factor = seen.have[place] / seen.want[place]
    if len(seen.want) == 1 and not _whole(factor):
        return None
    if factor <= 0 or not alike([value * factor for value in seen.want], seen.have):
        return None
    return _factor(seen, factor, {len(there) for there in seen.sources.values() if len(there) > 1})


def _whole(factor: float) -> bool:
    """Whether a factor is a whole number, or one part in so many."""
    large = max(abs(factor), 1 / abs(factor))
    return 1.5 < large < 1e4 and math.isclose(large, round(large), rel_tol=1e-4)


def _factor(seen: Look, factor: float, counts: set[int]) -> Difference:
    each = "Each value of " if len(seen.want) > 1 else ""
    name = f"{each}`{seen.name}`"
    for n in counts:
        if math.isclose(factor * n, 1, rel_tol=1e-4):
            return Difference(
                "mean-for-sum",
                f"{name} is {n} times too small, and there are {n} values: somewhere a mean stands "
                "for a sum.",
            )
        if math.isclose(factor, n, rel_tol=1e-4) and n > 2:
            return Difference(
                "sum-for-mean",
                f"{name} is {n} times too large, and there are {n} values: somewhere a sum stands "
                "for a mean.",
            )
    for times, slip, word in ((2.0, "twice", "twice"), (0.5, "half", "half")):
        if math.isclose(factor, times, rel_tol=1e-4):
            return Difference(
                slip, f"{name} is {word} what is asked for. Where does that factor come from?"
            )
    return Difference("wrong-factor", f"{name} is {number(factor)} times what is asked for.")


def offset(seen: Look) -> Difference | None:
    """Find a constant that was added to what is asked for."""
    if len(seen.want) < 2:
        return None
    gap = _constant(seen.want, seen.have)
    if not gap:
        return None
    much = "too large" if gap > 0 else "too small"
    return Difference("off-by-a-constant", f"Each value of `{seen.name}` is {number(abs(gap))} {much}.")


def repeated(seen: Look) -> Difference | None:
    """Find one value in every place."""
    if len(seen.have) < 2 or len(set(seen.have)) != 1 or len(set(seen.want)) == 1:
        return None
    return Difference(
        "one-value-repeated",
        f"All {len(seen.have)} values of `{seen.name}` are {number(seen.have[0])}. Should "
        f"`{at(seen.name, 0, seen.shape)}` and `{at(seen.name, len(seen.have) - 1, seen.shape)}` be "
        "equal?",
    )


OPERATIONS: tuple[Recogniser, ...] = (_entrywise, _shifted, _another, _reduced)
"""Another operation, or another tensor, in place of the one that was asked for."""
