"""Values as learners type them: numbers, shapes, lists, None, True, the class of an error."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from agtutor.case.evidence import Evidence, Fact
from agtutor.judge import syntax
from agtutor.judge.facts import alike, values

Kind = Literal["number", "list", "none", "bool", "error", "text"]

_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}

_NONE = {"none", "nothing", "null"}
_ERROR = {"error", "an error", "it raises", "exception", "an exception", "raises"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A value that was typed.

    Attributes:
        kind: what it reads as.
        entries: the numbers of a number or a list; 0 or 1 for a truth value.
        word: the text itself; for an error its class, in lower case, "" for an unnamed one.
        step: half a unit of the last digit typed; 0 where the number is exact.
    """

    kind: Kind
    word: str
    entries: tuple[float, ...] = ()
    step: float = 0.0


def read(text: str) -> Typed:
    """Read what was typed; whatever reads as nothing else is a text."""
    plain = " ".join(text.replace("−", "-").replace("`", "").split()).rstrip(".!?;")
    word = plain.casefold()
    if word in _NONE:
        return Typed("none", word)
    if word in ("true", "false"):
        return Typed("bool", word, (float(word == "true"),))
    if word in _ERROR:
        return Typed("error", "")
    if re.fullmatch(r"(?:an? )?([a-z]+(?:error|exception|interrupt))(?:\b.*)?", word):
        found = re.search(r"[a-z]+(?:error|exception|interrupt)", word)
        return Typed("error", found[0] if found else "")
    return _numbers(plain) or Typed("text", _unquoted(word))


def _unquoted(word: str) -> str:
    return word.strip("'\"")


def _numbers(plain: str) -> Typed | None:
    number = _value(plain)
    if number is not None:
        return Typed("number", plain, (number,), _step(plain))
    inner = re.fullmatch(
        r"(?:torch\.)?(?:size|tensor)?\s*\(?\s*[\[(]?(.*?)[\])]?\s*\)?", plain, re.IGNORECASE
    )
    parts = re.split(r"\s*[,×x]\s*|\s+by\s+|\s+", inner[1].strip().rstrip(",")) if inner else []
    entries = [_value(part) for part in parts if part]
    known = [entry for entry in entries if entry is not None]
    if len(known) != len(entries) or not (known or re.fullmatch(r"[\w.]*[\[(]+[\])]+", plain)):
        return None
    return Typed("list", plain, tuple(known), max((_step(part) for part in parts if part), default=0.0))


def _value(text: str) -> float | None:
    """Return the value of a number or of plain arithmetic, such as ``10/19``; nothing is run."""
    try:
        tree = ast.parse(text.replace("^", "**"), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return _reckon(tree.body)


def _reckon(node: ast.expr) -> float | None:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return float(value) if abs(value) < 1e300 else None
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() as op, operand=inner):
            known = _reckon(inner)
            return None if known is None else (-known if isinstance(op, ast.USub) else known)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            one, other = _reckon(left), _reckon(right)
            if one is None or other is None or (isinstance(op, ast.Div) and not other):
                return None
            return _OPERATORS[type(op)](one, other)
    return None


def _step(text: str) -> float:
    """Return half a unit of the last decimal typed; only two digits and more count as rounding."""
    found = re.fullmatch(r"[-+]?(\d*)\.(\d+)", text.strip())
    digits = (found[1] + found[2]).lstrip("0") if found else ""
    return 0.5 * 10.0 ** -len(found[2]) if found and len(digits) >= 2 else 0.0


def is_it(typed: Typed, evidence: Evidence) -> bool:
    """Whether what was typed is what the run gave: its value, or the class of its error."""
    failure, fact = evidence["failure"], evidence["echo_fact"]
    if failure is not None:
        return typed.kind == "error" and typed.word == failure["type"].casefold()
    if fact is None:
        shown = evidence["output"].strip().casefold()
        return bool(shown) and typed.word == shown
    return _matches(typed, fact)


def _matches(typed: Typed, fact: Fact) -> bool:
    if fact["kind"] == "none" or typed.kind in ("none", "error"):
        return fact["kind"] == "none" and typed.kind == "none"
    known = values(fact)
    if fact["kind"] == "bool" or fact.get("dtype_kind") == "bool":
        return typed.kind == "bool" and list(typed.entries) == list(known or [])
    if fact["kind"] == "size":
        return typed.kind in ("list", "number") and list(typed.entries) == list(known or [])
    if known is not None and typed.kind in ("list", "number"):
        return _close(typed, list(known))
    return typed.word == _unquoted(fact["text"].casefold()) or syntax.same_code(
        typed.word, fact["text"]
    )


def _close(typed: Typed, known: list[float]) -> bool:
    if len(typed.entries) != len(known):
        return False
    near = all(
        abs(one - other) <= typed.step * 1.001 for one, other in zip(typed.entries, known, strict=True)
    )
    return near or alike(known, typed.entries)
