"""What stands below a name: ``x_i``, ``x_{ij}``, ``xᵢ``, ``x[i]``, and below a sum or a logarithm."""

from __future__ import annotations

from agtutor.errors import FormulaError
from agtutor.formula.characters import SUBSCRIPTS
from agtutor.formula.names import entries
from agtutor.formula.reading.reel import Reel, Token
from agtutor.formula.reading.runs import DIGITS
from agtutor.formula.reasons import refusal

_BASED = ("ln", "mean")


def subscript(reel: Reel) -> None:
    """Read a subscript, and give it to the name before it.

    Raises:
        FormulaError: where no name stands before it, or it is no index.
    """
    start = reel.place
    owner = _limited(reel) or reel.before("sym", "const", "func", "sum", "sub", "unknown", "index")
    if owner is None and reel.names.shapes:
        owner = reel.before("norm")
    if owner is None:
        raise refusal("subscript", reel.span(start, start + 1))
    text = _below(reel, owner)
    _attach(reel, owner, text, start)


def _limited(reel: Reel) -> Token | None:
    r"""Return the sum whose upper limit ends here, as in ``\sum^{n}_{j=1}``."""
    tokens = reel.tokens
    start = len(tokens) - 1
    if start > 0 and tokens[start].text == "}":
        while start > 0 and tokens[start].text != "{":
            start -= 1
    raised = start > 1 and tokens[start - 1].text == "^" and tokens[start - 2].kind == "sum"
    return tokens[start - 2] if raised else None


def bracketed(reel: Reel) -> bool:
    """Read ``[i]`` directly after a name as its index; False where it is an ordinary bracket."""
    owner = reel.before("sym")
    if owner is None or reel.blank or (stop := reel.closing(reel.place)) < 0:
        return False
    start, inside = reel.place, reel.text[reel.place + 1 : stop]
    found = entries(inside, reel.names.indices)
    if inside and not inside.strip("0123456789:,- "):
        way = "Entries count from 1 in a formula: `x_1` is the first."
        raise refusal("index", reel.span(start, stop + 1), text=f"[{inside}]", name=owner.text, way=way)
    if found is None or any(reel.names.declares(one) for one in found):
        return False
    reel.place = stop + 1
    _attach(reel, owner, inside, start)
    return True


def _below(reel: Reel, owner: Token) -> str:
    """Return the text of a subscript, and go behind it."""
    start = reel.place
    reel.place += reel.here() == "_"
    if reel.here() in SUBSCRIPTS:
        return _small(reel)
    if reel.here() in ("{", "("):
        stop = reel.closing(reel.place)
        if stop < 0:
            other = "}" if reel.here() == "{" else ")"
            span = reel.span(reel.place, reel.place + 1)
            raise refusal("unclosed", span, bracket=reel.here(), other=other)
        text = reel.text[reel.place + 1 : stop]
        reel.place = stop + 1
        return text.replace("\\,", " ").strip()
    begin = reel.place
    if reel.here() and reel.here() in DIGITS:
        while reel.here() and reel.here() in DIGITS:
            reel.place += 1
    else:
        reel.place += _letters(reel, owner)
    if reel.place == begin:
        raise _no_index(reel, owner, reel.here(), start)
    return reel.text[begin : reel.place]


def _small(reel: Reel) -> str:
    begin = reel.place
    while reel.here() in SUBSCRIPTS:
        reel.place += 1
    return "".join(SUBSCRIPTS[character] for character in reel.text[begin : reel.place])


def _letters(reel: Reel, owner: Token) -> int:
    """Return how many of the letters here belong to the subscript; the rest are a factor."""
    run = reel.text[reel.place : reel.run(reel.place)]
    if owner.kind == "func":
        return min(1, len(run))
    leading = len(run) - len(run.lstrip("".join(reel.names.indices)))
    rest = run[1:]
    if (
        owner.kind == "sym"
        and reel.names.arities(owner.text) == {1}
        and rest
        and reel.names.split(rest)
    ):
        return 1
    splits = leading == len(run) or owner.kind == "sum" or reel.names.split(run[leading:])
    return leading if leading and splits else len(run)


def _attach(reel: Reel, owner: Token, text: str, start: int) -> None:
    if owner.kind in ("sum", "sub", "norm") or owner.text in _BASED:
        reel.add("sub", text, start, reel.place)
        return
    span = (owner.span[0], reel.span(start, reel.place)[1])
    if owner.kind in ("unknown", "index"):
        reel.tokens[-1] = Token("unknown", f"{owner.text}_{text}", owner.span, owner.blank)
        return
    whole = f"{owner.text}_{text}"
    if owner.kind == "sym" and not owner.index and reel.names.declares(whole):
        reel.tokens[-1] = Token("sym", whole, span, owner.blank)
        return
    if owner.kind != "sym" or not (reel.names.indices or reel.names.free):
        raise refusal("no-index", reel.span(start, reel.place), name=owner.text)
    index = _indices(reel, owner, text, start)
    reel.tokens[-1] = Token("sym", owner.text, span, owner.blank, (*owner.index, *index))


def _indices(reel: Reel, owner: Token, text: str, start: int) -> tuple[str, ...]:
    found = entries(text, reel.names.indices)
    if found is None:
        raise _no_index(reel, owner, text, start)
    digits = found[0]
    many = len(found) == 1 and digits.isdecimal() and len(digits) > 1
    if many and reel.names.arities(owner.text) == {len(digits)}:
        return tuple(digits)
    return found


def _no_index(reel: Reel, owner: Token, text: str, start: int) -> FormulaError:
    stop = max(reel.place, start + 1)
    letters = ", ".join(f"`{letter}`" for letter in sorted(reel.names.indices))
    way = f"An index is a number, or one of {letters}." if letters else "An index is a number."
    if not text:
        return refusal("index-empty", reel.span(start, stop), name=owner.text, way=way)
    return refusal("index", reel.span(start, stop), text=text, name=owner.text, way=way)
