"""Sums and means: which index they bind, and limits that are no more than the whole range."""

from __future__ import annotations

from fractions import Fraction

from agtutor.formula.names import entries
from agtutor.formula.reading.cursor import Cursor
from agtutor.formula.reading.reel import Token
from agtutor.formula.reasons import refusal
from agtutor.formula.tree import Call, Div, Num, Sum, Sym, Tree, children

_ONE = Num(Fraction(1))


def total(at: Cursor) -> Tree:
    r"""Read ``sum(x_j)``, or ``sum_j``, ``\sum_{j=1}^{n}`` or ``Σⱼ`` with the term behind it.

    Raises:
        FormulaError: where it isn't clear what the sum runs over, or its limits are no whole range.
    """
    token = at.next()
    below, above = _limits(at)
    called = token.text == "sum" and below is None and above is None and at.token.kind == "open"
    if called:
        args = at.listed()
        if len(args) != 1:
            reason = "argument-count" if args else "no-argument"
            raise refusal(reason, token.span, name="sum", wanted="one argument", found=len(args))
        return summed(at, token, args[0], None)
    if not (at.operand() or at.sign("+", "-")):
        raise refusal("no-argument", token.span, name="sum")
    body = at.signed_term()
    return summed(at, token, body, below)


def summed(at: Cursor, token: Token, body: Tree, below: Token | None) -> Tree:
    """Return the sum of a body over the index below it, or over the one index that it leaves free."""
    indices = _indices(at, token, body, below)
    return _over(indices, body) if indices else Call("sum", (body,))


def mean(at: Cursor, token: Token, body: Tree, below: Token | None) -> Tree:
    """Return the mean: the sum divided by the sum of ones, or a ``Call`` where there is no index."""
    indices = _indices(at, token, body, below)
    return Div(_over(indices, body), _over(indices, _ONE)) if indices else Call("mean", (body,))


def free_indices(tree: Tree, bound: frozenset[str] = frozenset()) -> dict[str, None]:
    """Return the letters that stand as an index and that no sum binds, in reading order."""
    match tree:
        case Sym(_, index):
            return dict.fromkeys(letter for letter in index if letter.isalpha() and letter not in bound)
        case Sum(index, body):
            return free_indices(body, bound | {index})
        case _:
            found: dict[str, None] = {}
            for part in children(tree):
                found |= free_indices(part, bound)
            return found


def _over(indices: tuple[str, ...], body: Tree) -> Tree:
    for index in reversed(indices):
        body = Sum(index, body)
    return body


def _indices(at: Cursor, token: Token, body: Tree, below: Token | None) -> tuple[str, ...]:
    """Return what a sum runs over.

    Without a word about it, that is the one index that the body leaves free. Where there are several,
    it is the one that no declared symbol has. A body without indices is a vector, and gives none.
    """
    if below is not None:
        return _named(at, below)
    free = tuple(free_indices(body))
    inner = tuple(letter for letter in free if letter not in at.names.free)
    chosen = free if len(free) < 2 else inner
    if free and len(chosen) != 1:
        raise refusal("sum-index", token.span)
    return chosen


def _named(at: Cursor, below: Token) -> tuple[str, ...]:
    head = below.text.partition("=")[0]
    found = entries(head, at.names.indices)
    if found is None or not all(map(str.isalpha, found)):
        raise refusal("sum-index", below.span)
    return found


def _limits(at: Cursor) -> tuple[Token | None, str | None]:
    """Read what stands below and above a sum, in either order."""
    below: Token | None = None
    above: str | None = None
    start = at.token
    while (at.token.kind == "sub" and below is None) or (above is None and _is_raised(at)):
        if at.token.kind == "sub":
            below = at.next()
        else:
            above = _upper(at)
    if not _whole_range(below, above):
        span = (start.span[0], at.previous().span[1])
        raise refusal("sum-limits", span, index=below.text[:1] if below else "j")
    return below, above


def _is_raised(at: Cursor) -> bool:
    return at.sign("^") or at.token.kind == "sup"


def _upper(at: Cursor) -> str:
    """Go over an upper limit, and return it without its braces."""
    raised = at.next().kind == "sup"
    if not raised and at.token.kind != "open":
        return at.next().text
    if not raised:
        at.next()
    parts: list[str] = []
    while at.token.kind not in ("close", "sup-end", "end"):
        parts.append(at.next().text)
    at.next()
    return "".join(parts)


def _whole_range(below: Token | None, above: str | None) -> bool:
    """Whether the limits are 1 to a name, 0 to one less, or none."""
    _, equals, start = below.text.replace(" ", "").partition("=") if below else ("", "", "")
    if equals and start not in ("0", "1"):
        return False
    if above is None:
        return not equals or start == "1"
    name = above.removesuffix("-1") if start == "0" else above
    return name.isidentifier() and (start != "0" or name != above)
