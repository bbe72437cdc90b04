"""Derivatives that no lesson asks for: a request of a script, as the question that it amounts to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agtutor.case.question import DeriveQuestion, Interval, Symbol, Wrong
from agtutor.errors import LessonError
from agtutor.formula.vectors.declared import shapes_of

_MOST_NAMES = 40
_MOST_INTERVALS = 12
_INFINITE = float("inf")


def question_of(request: Mapping[str, Any]) -> DeriveQuestion:
    """Return the question of a request.

    Args:
        request: ``f`` (or ``of``) and ``wrt``, both texts; and where wanted ``symbols``, a list of
            names or of ``Symbol``; ``shapes``, the dimensions of names that are vectors or matrices,
            such as ``{"W": ["m", "n"], "x": ["n"]}``; ``domain``, a list of intervals for each name,
            where an end that is null is infinite; and ``wrong``, a list of ``Wrong``.

    Raises:
        LessonError: where the request isn't of that form.
    """
    domain = _domains(request.get("domain", {}))
    symbols = [_symbol(entry, domain) for entry in _listed(request, "symbols")]
    named = {symbol["name"] for symbol in symbols}
    symbols.extend(_symbol(name, domain) for name in domain if name not in named)
    shapes = shapes_of(request.get("shapes", {}))
    named |= set(domain)
    symbols.extend(_symbol(name, {}) for name in shapes if name not in named)
    for symbol in symbols:
        if symbol["name"] in shapes:
            symbol["shape"] = shapes[symbol["name"]]
    return DeriveQuestion(
        kind="derive",
        id="",
        of=text_of(request, "f" if "f" in request else "of"),
        wrt=text_of(request, "wrt"),
        root="",
        symbols=symbols,
        wrong=[_wrong(entry) for entry in _listed(request, "wrong")],
    )


def text_of(request: Mapping[str, Any], key: str) -> str:
    """Return a text of a request; ``LessonError`` where there is none."""
    value = request.get(key)
    if not isinstance(value, str):
        missing = "has to be a text" if key in request else "is missing"
        raise LessonError(f'"{key}" {missing}.')
    return value


def _listed(request: Mapping[str, Any], key: str) -> list[Any]:
    value = request.get(key) or []
    if not isinstance(value, list) or len(value) > _MOST_NAMES:
        raise LessonError(f'"{key}" has to be a list of at most {_MOST_NAMES} entries.')
    return value


def _symbol(entry: object, domain: Mapping[str, list[Interval]]) -> Symbol:
    if isinstance(entry, str):
        return Symbol(name=entry, tensor="", domain=domain.get(entry, []))
    if isinstance(entry, dict):
        name = text_of(entry, "name")
        own = _intervals(name, entry["domain"]) if entry.get("domain") else domain.get(name, [])
        return Symbol(name=name, tensor="", domain=own)
    raise LessonError('An entry of "symbols" has to be a name.')


def _wrong(entry: object) -> Wrong:
    if not isinstance(entry, dict):
        raise LessonError('An entry of "wrong" has to have "answer" and "slip".')
    say = text_of(entry, "say") if "say" in entry else ""
    return Wrong(answer=text_of(entry, "answer"), slip=text_of(entry, "slip"), say=say)


def _domains(value: object) -> dict[str, list[Interval]]:
    if not isinstance(value, dict) or len(value) > _MOST_NAMES:
        raise LessonError('"domain" has to give a list of intervals for each name.')
    return {str(name): _intervals(str(name), intervals) for name, intervals in value.items()}


def _intervals(name: str, value: object) -> list[Interval]:
    if not isinstance(value, list | tuple) or not 0 < len(value) <= _MOST_INTERVALS:
        raise LessonError(f"The domain of `{name}` has to be a list of intervals such as [[0, 5]].")
    return [_interval(name, one) for one in value]


def _interval(name: str, value: object) -> Interval:
    if isinstance(value, list | tuple) and len(value) == 2:
        low, high = (_end(value[0], -_INFINITE), _end(value[1], _INFINITE))
        if low is not None and high is not None and low < high:
            return (low, high)
    raise LessonError(f"An interval of `{name}` has to be two numbers, the lower one first.")


def _end(value: object, endless: float) -> float | None:
    if value is None:
        return endless
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:  # an integer beyond what a float holds
        return -_INFINITE if value < 0 else _INFINITE
