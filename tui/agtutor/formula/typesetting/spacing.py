"""How the things of a row stand beside one another: what each is, and the blanks between two."""

from __future__ import annotations

from agtutor.formula.typesetting.mathtree import Atom, Fence, Frac, Grid, Layout, Row, Script, Space

OPERANDS = frozenset(("ord", "close", "fence", "frac", "inner", "bar"))
"""What a factor, an argument or a script can belong to."""

_SPACED = frozenset(("rel", "bin", "dot"))
_OPENERS = frozenset(("open", "fence"))
_BEFORE_A_SIGN = frozenset(("", "open", "rel", "bin", "dot", "punct", "op", "big", "sign"))


def kind_of(node: Layout | None) -> str:
    """Return how a node behaves beside others; "" for none."""
    match node:
        case None:
            return ""
        case Atom(text, _, "big") if text.isalpha():
            return "op"  # `max(0, x)`, until limits hang on it
        case Atom():
            return node.kind
        case Script(Atom() as base):
            return base.kind if base.kind not in ("open", "close") else "ord"
        case Script(base):
            return kind_of(base)
        case Space():
            return "space"
        case Frac():
            return "frac"
        case Fence() | Grid():
            return "fence"
        case _:
            return "ord"


def signed(items: tuple[Layout, ...]) -> tuple[Layout, ...]:
    """Return a row in which a plus or minus that has nothing before it belongs to what follows.

    Any other operator in such a place, such as the dot of ``f(·)``, is a sign like any other.
    """
    found: list[Layout] = []
    before = ""
    for item in items:
        if isinstance(item, Atom) and item.kind in ("bin", "dot") and before in _BEFORE_A_SIGN:
            item = Atom(item.text, item.plain, "sign" if item.text in "+−±∓" else "ord")
        if not isinstance(item, Space):
            before = kind_of(item)
        found.append(item)
    return tuple(found)


def gap(first: str, second: str, *, tight: bool = False) -> int:
    """Return how many blanks stand between two kinds.

    Args:
        first: the kind on the left, "" for none.
        second: the kind on the right.
        tight: within a script, where only names are kept apart.
    """
    if not first or not second or "space" in (first, second) or first == second == "rel":
        return 0
    if first in _SPACED or second in _SPACED or first == "punct":
        return int(not tight)
    if second == "punct":
        return 0
    if "inner" in (first, second) and not {first, second} & {"open", "close"}:
        return 1
    if first in ("op", "big"):
        return int(second != "close" and (first == "big" or second not in _OPENERS))
    return int(second in ("op", "big") and first in OPERANDS)


def would_merge(first: str, second: str) -> bool:
    """Whether two pieces would read as one: as a longer name, or as a script that goes on.

    Args:
        first: the end of the line that the left piece stands on.
        second: the start of the line that the right piece stands on.
    """
    if not first or not second:
        return False
    end = len(first)
    while end and first[end - 1].isalnum():
        end -= 1
    hung = 0 < end < len(first) and first[end - 1] in "_^"
    if hung and second[0] == "(":
        return first[end - 1] == "^"
    if not first[-1].isalnum() or not second[0].isalnum():
        return False
    return hung or _is_word(first[-2:]) or _is_word(second[:2])


def _is_word(two: str) -> bool:
    return len(two) == 2 and two.isalpha() and two.isascii()


def alone(row: Row) -> Layout | None:
    """Return the only thing of a row, or None."""
    return row.items[0] if len(row.items) == 1 else None
