"""Which slip a wrong answer shows, in the order in which a teacher would look, and the words for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import isinf

from agtutor.case.question import Interval
from agtutor.errors import FormulaError
from agtutor.formula.calculus.differentiate import apart, differentiate
from agtutor.formula.deciding.decide import Comparison, held
from agtutor.formula.slips.bank import Bank, meet
from agtutor.formula.slips.model import Slip
from agtutor.formula.slips.parens import regrouped
from agtutor.formula.slips.sentences import SENTENCES
from agtutor.formula.tree import Sym, Tree, walk
from agtutor.formula.typeset import latex
from agtutor.formula.values.build import size_of
from agtutor.formula.values.evaluate import TooLarge, Undefined, value
from agtutor.formula.values.functions import Value

_STEADY = 10.0**-25  # relative: how far a constant may vary over the probes
_FEW = 4  # probes that show most answers to be off by no constant; all of them are asked only then
_MOST_NODES = 60  # of an answer that is differentiated in its turn
_LEAST = 1e-9  # what is smaller, or larger than one over it, is no slip of a person
_MOST_DENOMINATOR = 1000

_LIKELIER = {"unchanged", "sign"}
"""What is likelier than an integral where both lead to the same formula: cos x, and sin x."""

Read = Callable[[str], Tree]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A slip, and the words for it.

    Attributes:
        id: which slip, such as ``chain-no-inner``.
        say: what was done and where to look.
        more: what goes further, for a second miss.
    """

    id: str
    say: str
    more: str


def diagnose(bank: Bank, got: Tree, text: str, found: Comparison, read: Read) -> Diagnosis | None:
    """Return the slip that a wrong answer shows; None where it shows none that is known.

    Args:
        bank: the slips of the problem.
        got: the answer's tree.
        text: the answer as typed.
        found: how it differs from the right derivative.
        read: the reader of answers to this problem.
    """
    if found.agrees:
        return _by_domain(bank, got, found.agrees)
    if _lacks_brackets(bank, text, read):
        return worded(bank, "missing-parens", read=_typeset(got))
    try:
        entry = bank.find(got)
        known = {slip.id for slip in entry.slips} if entry else set()
        if not known & _LIKELIER and size_of(got) <= _MOST_NODES and _is_integral(bank, got):
            return worded(bank, "integrated")
        if entry:
            return of_slips(bank, entry.slips)
        return _by_constant(bank, got) or _one_number(bank, got)
    except TooLarge:
        return None


def worded(bank: Bank, ident: str, **fields: str) -> Diagnosis:
    """Return a slip with its words, the fields filled."""
    filling = {"var": _typeset(bank.wrt), "node": _typeset(bank.of), **fields}
    words = SENTENCES[ident]
    return Diagnosis(ident, words.say.format(**filling), words.more.format(**filling))


def of_slips(bank: Bank, slips: Sequence[Slip]) -> Diagnosis:
    """Return the words for an answer that one mistake leads to, or more than one."""
    first = slips[0]
    said = worded(bank, first.id, **_fields(first))
    if len(slips) == 1:
        return said
    other = slips[1]
    filling = {"var": _typeset(bank.wrt), **_fields(other)}
    clause = SENTENCES[other.id].also.format(**filling)
    return Diagnosis(said.id, said.say, f"{said.more} The same comes out if {clause}.")


def _fields(slip: Slip) -> dict[str, str]:
    return {name: _typeset(part) for name, part in slip.parts.items()}


def _typeset(tree: Tree) -> str:
    return f"${latex(tree)}$"


def _intervals(bank: Bank, intervals: Sequence[Interval]) -> str:
    """Return where a formula is right, as simply as the intervals allow."""
    name = latex(bank.wrt)
    if all(low >= 0 for low, _ in intervals):
        return f"${name} > 0$"
    if all(high <= 0 for _, high in intervals):
        return f"${name} < 0$"
    return " or ".join(f"${_interval(name, low, high)}$" for low, high in intervals)


def _interval(name: str, low: float, high: float) -> str:
    if isinf(low):
        return f"{name} < {high:g}"
    return f"{name} > {low:g}" if isinf(high) else f"{low:g} < {name} < {high:g}"


def _by_domain(bank: Bank, got: Tree, agrees: Sequence[Interval]) -> Diagnosis:
    """Return the slip of an answer that is right on some intervals.

    Where the derivative is 0 on all of them, as it is on one side of a relu, that says little: another
    slip comes first.
    """
    sides = ((bank.ground.side(probe), probe.key) for probe in bank.ground.probes)
    try:
        entry = None if any(side in agrees and key for side, key in sides) else bank.find(got)
    except TooLarge:
        entry = None
    return (
        of_slips(bank, entry.slips) if entry else worded(bank, "domain", good=_intervals(bank, agrees))
    )


def _lacks_brackets(bank: Bank, text: str, read: Read) -> bool:
    """Whether one more pair of brackets makes a wrong answer right."""
    right = bank.glance(bank.ground.key)
    for other in regrouped(text):
        try:
            tree = read(other)
            near = meet(bank.glance(bank.ground.plain(tree)), right)
            if near and held(bank.ground, tree).outcome == "equal":
                return True
        except (FormulaError, TooLarge):
            continue
    return False


def _is_integral(bank: Bank, got: Tree) -> bool:
    """Whether the answer's own derivative is the formula that was given."""
    slope = differentiate(apart(got, bank.wrt), bank.wrt)
    near = meet(bank.glance(bank.ground.plain(slope)), bank.glance(bank.ground.plain(bank.of)))
    return near and held(bank.ground.beside(bank.of), slope).outcome == "equal"


def _by_constant(bank: Bank, got: Tree) -> Diagnosis | None:
    """Return the slip of a wrong factor or an added constant, where there is one of these."""
    first = list(islice(_pairs(bank, got), _FEW))
    if len(first) < 2 or _constants(first) == (None, None):
        return None
    pairs = list(_pairs(bank, got))
    if steady([key for _, key in pairs]) is not None:
        return None
    factor, gap = _constants(pairs)
    if factor is not None and telling_constant(factor) and abs(factor - 1) > _LEAST:
        return worded(bank, "const-factor", factor=written(factor))
    if gap is not None and telling_constant(gap):
        return worded(bank, "extra-const", gap=written(gap))
    return None


def _constants(pairs: Sequence[tuple[Value, Value]]) -> tuple[Value | None, Value | None]:
    """Return the factor and the summand that values are off by, None for what varies."""
    gap = steady([mine - key for mine, key in pairs])
    if not all(key for _, key in pairs):
        return None, gap
    return steady([mine / key for mine, key in pairs]), gap


def _one_number(bank: Bank, got: Tree) -> Diagnosis | None:
    """Return the slip of a number where the derivative differs from place to place, or None."""
    if any(isinstance(node, Sym) for node in walk(got)):
        return None
    pairs = list(_pairs(bank, got))
    if len(pairs) < 2 or steady([key for _, key in pairs]) is not None:
        return None
    return worded(bank, "one-number")


def _pairs(bank: Bank, got: Tree) -> Iterator[tuple[Value, Value]]:
    """Yield the answer's value and the key's at every probe where both have one."""
    plain = bank.ground.plain(got)
    for probe in bank.ground.probes:
        try:
            mine = value(plain, bank.ground.full(plain, probe).point)
        except (Undefined, TooLarge):
            continue
        yield mine, probe.key


def steady(values: Sequence[Value]) -> Value | None:
    """Return the one value that all are, or None where they vary."""
    first = values[0]
    alike = all(abs(other - first) <= _STEADY * abs(first) for other in values)
    return first if alike else None


def telling_constant(constant: Value) -> bool:
    """Whether a constant has a size that a slip makes."""
    return bool(_LEAST < abs(constant) < 1 / _LEAST)


def written(constant: Value) -> str:
    """Return a constant as a small fraction where it is one, else in four digits."""
    near = Fraction(float(constant)).limit_denominator(_MOST_DENOMINATOR)
    exact = abs(constant * near.denominator - near.numerator) <= _STEADY * abs(constant)
    if exact and near:
        return str(near).replace("-", "−")
    digits = 4 if f"{float(constant):.4g}" != "1" else 12
    return f"{float(constant):.{digits}g}".replace("-", "−")
