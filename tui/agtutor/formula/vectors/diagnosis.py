"""Which slip a wrong gradient shows, and the words for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from agtutor.errors import FormulaError
from agtutor.formula.slips.diagnosis import Diagnosis, steady, telling_constant, written
from agtutor.formula.slips.model import Slip
from agtutor.formula.slips.parens import regrouped
from agtutor.formula.tree import Transpose, Tree
from agtutor.formula.typeset import latex
from agtutor.formula.values.functions import Value
from agtutor.formula.values.trouble import TooLarge, Undefined
from agtutor.formula.vectors.ground import DIGITS, Ground
from agtutor.formula.vectors.infer import shape_of
from agtutor.formula.vectors.misfits import Misfit
from agtutor.formula.vectors.sentences import WORDS
from agtutor.formula.vectors.settle import settled
from agtutor.formula.vectors.shapes import NUMBER, Shape, turned
from agtutor.formula.vectors.slips import Bank

_ROUGH = 1e-6
_LATE = (
    *("sign", "link-missing", "outer-table", "trig-table", "unchanged", "outer-not-differentiated"),
    *("term-sign", "term-dropped", "transposed"),
    *("wrong-variable", "term-turned", "term-lost"),
)
"""Slips that say less than others which lead to the same formula, and are named after them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a wrong answer is held against.

    Attributes:
        ground: the trials, and the gradient there.
        bank: the slips that the formula invites; None where the gradient can't be written.
        read: the reader of answers.
        wanted: the shape of the gradient.
    """

    ground: Ground
    bank: Bank | None
    read: Callable[[str], Tree]
    wanted: Shape


def diagnose(asked: Asked, text: str, got: Tree) -> Diagnosis | None:
    """Return the slip of a settled answer of the right shape; None where none is known."""
    if _lacks_brackets(asked, text):
        return worded(asked, "missing-parens", read=shown(got))
    entry = asked.bank.find(got) if asked.bank else None
    if entry is not None:
        return of_slips(asked, entry.slips)
    if asked.wanted == turned(asked.wanted) != NUMBER and _is_turned(asked, got):
        return worded(asked, "transposed")
    return _by_constant(asked, got)


def of_another_shape(asked: Asked, text: str, got: Tree) -> Diagnosis:
    """Return the slip of a settled answer whose shape isn't the gradient's."""
    if _lacks_brackets(asked, text):
        return worded(asked, "missing-parens", read=shown(got))
    entry = asked.bank.find(got) if asked.bank else None
    if entry is not None:
        return of_slips(asked, entry.slips)
    shapes = asked.ground.shapes
    shape = shape_of(got, shapes)
    if shape == turned(asked.wanted) and _is_turned(asked, got):
        return worded(asked, "transposed")
    return worded(asked, "shape", shape=shapes.kind(shape), wanted=shapes.kind(asked.wanted))


def misfitting(asked: Asked, text: str, error: Misfit) -> Diagnosis:
    """Return the slip of an answer whose parts don't fit together."""
    if _lacks_brackets(asked, text):
        return worded(asked, "missing-parens", read=f"`{text.strip()}`")
    return Diagnosis(error.slip, error.what, error.fix)


def worded(asked: Asked, ident: str, **fields: str) -> Diagnosis:
    """Return a slip with its words, the fields filled."""
    question = asked.ground.question
    filling = {"var": shown(question.wrt), "node": shown(question.of), **fields}
    words = WORDS[ident]
    return Diagnosis(ident, words.say.format(**filling), words.more.format(**filling))


def of_slips(asked: Asked, slips: Sequence[Slip]) -> Diagnosis:
    """Return the words for an answer that one mistake leads to, or more than one."""
    ordered = sorted(slips, key=lambda slip: _LATE.index(slip.id) + 1 if slip.id in _LATE else 0)
    said = worded(asked, ordered[0].id, **_fields(ordered[0]))
    if len(ordered) == 1:
        return said
    other = ordered[1]
    filling = {"var": shown(asked.ground.question.wrt), **_fields(other)}
    return Diagnosis(
        said.id,
        said.say,
        f"{said.more} The same comes out if {WORDS[other.id].also.format(**filling)}.",
    )


def _fields(slip: Slip) -> dict[str, str]:
    return {name: shown(part) for name, part in slip.parts.items()}


def shown(tree: Tree) -> str:
    """Return a formula, typeset."""
    return f"${latex(tree)}$"


def _lacks_brackets(asked: Asked, text: str) -> bool:
    """Whether one more pair of brackets makes a wrong answer right."""
    return any(_is_right(asked, other) for other in regrouped(text))


def _is_right(asked: Asked, text: str) -> bool:
    shapes = asked.ground.shapes
    try:
        tree = settled(asked.read(text), shapes, asked.wanted)
        if shape_of(tree, shapes) != asked.wanted:
            return False
        return asked.ground.is_right(tree)
    except (FormulaError, TooLarge):
        return False


def _is_turned(asked: Asked, got: Tree) -> bool:
    """Whether an answer is the gradient, transposed."""
    try:
        return asked.ground.is_right(Transpose(got))
    except TooLarge:
        return False


def _by_constant(asked: Asked, got: Tree) -> Diagnosis | None:
    """Return the slip of a wrong factor, or of an added one, that is the same everywhere."""
    rough = [*_pairs(asked, got, 0)]
    if len(rough) < 2 or _alike([true for _, true in rough]):
        return None
    if all(true for _, true in rough) and _alike([mine / true for mine, true in rough]):
        factor = steady([mine / true for mine, true in _pairs(asked, got, DIGITS)])
        if factor is not None and telling_constant(factor):
            return worded(asked, "const-factor", factor=written(factor))
    if _alike([mine - true for mine, true in rough]):
        gap = steady([mine - true for mine, true in _pairs(asked, got, DIGITS)])
        if gap is not None and telling_constant(gap):
            return worded(asked, "extra-const", gap=written(gap))
    return None


def _alike(values: Sequence[Value]) -> bool:
    """Whether all values could be one, as far as double precision goes."""
    return all(abs(one - values[0]) <= _ROUGH * (1 + abs(values[0])) for one in values)


def _pairs(asked: Asked, got: Tree, digits: int) -> Iterator[tuple[Value, Value]]:
    """Yield the entries of an answer and of the gradient at every trial where both have values."""
    for trial in asked.ground.trials:
        try:
            mine = asked.ground.values(got, trial, digits)
            yield from zip(mine, asked.ground.truth(trial, digits), strict=True)
        except (Undefined, TooLarge):
            continue
