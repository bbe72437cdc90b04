"""Tree to text: one line with every bracket that a reader needs, in Unicode or ASCII, and LaTeX.

What is written here is read back as the same tree, for every tree in the parser's normal form.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from fractions import Fraction

from agtutor.formula.characters import GREEK, LETTERS, SUBSCRIPTS, SUPERSCRIPTS
from agtutor.formula.tree import (
    Add,
    Call,
    Const,
    Div,
    Mul,
    Neg,
    Num,
    Pow,
    Sum,
    Sym,
    Transpose,
    Tree,
    walk,
)

_ADD, _NEG, _OPEN, _TERM, _POWER, _ATOM = range(6)
"""How tightly a tree holds together. What is open ends in a sum, which takes all that follows."""

_SUPER = {plain: raised for raised, plain in SUPERSCRIPTS.items()}
_SUB = {plain: lowered for lowered, plain in SUBSCRIPTS.items()}
_ONE = Num(Fraction(1))

_LATEX_FUNCTIONS = frozenset(
    (
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "coth",
    )
    + ("exp", "ln", "max", "min")
)
_ACCENTS = ("hat", "bar", "tilde")


def line(tree: Tree, ascii: bool = False) -> str:
    """Return a tree in one line: ``2·xᵢ·cos(xᵢ²)``, or ``2*x_i*cos(x_i^2)`` in ASCII."""
    return (_Ascii() if ascii else _Line()).write(tree, _ADD)


def latex(tree: Tree) -> str:
    r"""Return a tree in LaTeX: ``2 \cdot x_{i} \cdot \cos\left(x_{i}^{2}\right)``."""
    return _Latex().write(tree, _ADD)


def averaged(tree: Tree) -> tuple[str, Tree] | None:
    """Return the index and the body of a mean over one index, as the parser builds it; None for another."""
    match tree:
        case Div(Sum(index, body), Sum(same, one)) if index == same and one == _ONE:
            return index, body
        case _:
            return None


def _as_typed(tree: Tree) -> Tree:
    """Return a number that nobody can type, which algebra makes, as one would type it."""
    match tree:
        case Num(value) if value < 0:
            return Neg(Num(-value))
        case Num(value) if not _finite(value):
            return Div(Num(Fraction(value.numerator)), Num(Fraction(value.denominator)))
        case _:
            return tree


def _finite(value: Fraction) -> bool:
    """Whether a number has finitely many decimal places."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def _decimal(value: Fraction) -> str:
    """Return all decimal places of a number that has finitely many."""
    if value.denominator == 1:
        return str(value.numerator)
    places = 1
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str((value * 10**places).numerator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"


class _Writer(ABC):
    """Brackets and order, which all notations share; subclasses know the signs."""

    times: str
    transposed: str
    quotient_level = _TERM

    def write(self, tree: Tree, least: int) -> str:
        """Return a tree, in brackets where it holds together less tightly than what stands around it."""
        tree = _as_typed(tree)
        text = self.bare(tree)
        return text if self.level(tree) >= least else self.brackets(text)

    def level(self, tree: Tree) -> int:
        match tree:
            case Add():
                return _ADD
            case Neg():
                return _NEG
            case Sum():
                return _OPEN
            case Mul(factors):
                return _OPEN if isinstance(factors[-1], Sum) else _TERM
            case Div():
                return _ATOM if averaged(tree) else self.quotient_level
            case Pow() | Transpose():
                return _POWER
            case Call():
                return self.call_level(tree)
            case _:
                return _ATOM

    def bare(self, tree: Tree) -> str:
        match tree:
            case Num(value):
                return _decimal(value)
            case Const(name):
                return self.constant(name)
            case Sym():
                return self.name(tree)
            case Add(terms):
                return self.total(terms)
            case Neg(arg):
                return "-" + self.write(arg, _OPEN)
            case Mul(factors):
                return self.product(factors)
            case _:
                return self.compound(tree)

    def compound(self, tree: Tree) -> str:
        match tree:
            case Div(over, under):
                mean = averaged(tree)
                return self.mean(*mean) if mean else self.quotient(over, under)
            case Pow(base, exponent):
                return self.write(base, _ATOM) + self.above(_as_typed(exponent))
            case Transpose(arg):
                return self.write(arg, _ATOM) + self.transposed
            case Sum(index, body):
                return self.sum_sign(index) + self.write(body, _OPEN)
            case Call(name, args):
                return self.call(name, args)
            case _:
                raise TypeError(f"{tree!r} is no tree")

    def total(self, terms: tuple[Tree, ...]) -> str:
        parts = [self.write(terms[0], _NEG)]
        for term in map(_as_typed, terms[1:]):
            if isinstance(term, Neg):
                parts.append(f" - {self.write(term.arg, _OPEN)}")
            else:
                parts.append(f" + {self.write(term, _OPEN)}")
        return "".join(parts)

    def product(self, factors: tuple[Tree, ...]) -> str:
        written = [self.write(factor, _POWER) for factor in factors[:-1]]
        last = factors[-1]
        written.append(self.write(last, _OPEN if isinstance(last, Sum) else _POWER))
        return self.times.join(written)

    def arguments(self, args: tuple[Tree, ...]) -> str:
        return ", ".join(self.write(arg, _ADD) for arg in args)

    def call_level(self, tree: Call) -> int:
        return _ATOM

    @abstractmethod
    def brackets(self, text: str) -> str: ...

    @abstractmethod
    def constant(self, name: str) -> str: ...

    @abstractmethod
    def name(self, sym: Sym) -> str: ...

    @abstractmethod
    def quotient(self, over: Tree, under: Tree) -> str: ...

    @abstractmethod
    def above(self, exponent: Tree) -> str: ...

    @abstractmethod
    def sum_sign(self, index: str) -> str: ...

    @abstractmethod
    def mean(self, index: str, body: Tree) -> str: ...

    @abstractmethod
    def call(self, name: str, args: tuple[Tree, ...]) -> str: ...


class _Ascii(_Writer):
    """One line of ASCII."""

    times = "*"
    transposed = ".T"

    def brackets(self, text: str) -> str:
        return f"({text})"

    def constant(self, name: str) -> str:
        return name

    def name(self, sym: Sym) -> str:
        return GREEK.get(sym.name, sym.name) + self.below(sym.index)

    def below(self, index: tuple[str, ...]) -> str:
        return f"_{_listed(index)}" if len(index) == 1 else f"_{{{_listed(index)}}}" if index else ""

    def quotient(self, over: Tree, under: Tree) -> str:
        least = _POWER if isinstance(_as_typed(over), Div) else _TERM
        return f"{self.write(over, least)}/{self.write(under, _POWER)}"

    def above(self, exponent: Tree) -> str:
        match exponent:
            case Num() | Const() | Sym(_, ()):
                return "^" + self.write(exponent, _ATOM)
            case _:
                return f"^({self.write(exponent, _ADD)})"

    def sum_sign(self, index: str) -> str:
        return f"sum_{index} "

    def mean(self, index: str, body: Tree) -> str:
        return f"mean{self.below((index,))}({self.write(body, _ADD)})"

    def call(self, name: str, args: tuple[Tree, ...]) -> str:
        inside = self.arguments(args)
        bars = name == "abs" and not any(
            isinstance(node, Call) and node.name == "abs" for node in walk(args[0])
        )
        return f"|{inside}|" if bars else f"{name}({inside})"


class _Line(_Ascii):
    """One line of Unicode."""

    times = "·"
    transposed = "ᵀ"

    def constant(self, name: str) -> str:
        return LETTERS.get(name, name)

    def name(self, sym: Sym) -> str:
        return LETTERS.get(sym.name, sym.name) + self.below(sym.index)

    def below(self, index: tuple[str, ...]) -> str:
        text = _listed(index)
        small = all(one in _SUB for one in text)
        return "".join(_SUB[one] for one in text) if small else super().below(index)

    def above(self, exponent: Tree) -> str:
        match exponent:
            case Num(value) if value.denominator == 1:
                return _raised(str(value.numerator))
            case Neg(Num(value)) if value.denominator == 1:
                return _raised(f"-{value.numerator}")
            case _:
                return super().above(exponent)

    def sum_sign(self, index: str) -> str:
        return f"∑{self.below((index,))} "

    def call_level(self, tree: Call) -> int:
        return _POWER if tree.name in ("sqrt", "cbrt") else _ATOM

    def call(self, name: str, args: tuple[Tree, ...]) -> str:
        if name not in ("sqrt", "cbrt"):
            return super().call(name, args)
        sign = "√" if name == "sqrt" else "∛"
        alone = isinstance(_as_typed(args[0]), Num | Const | Sym)
        return sign + (self.write(args[0], _ATOM) if alone else f"({self.arguments(args)})")


class _Latex(_Writer):
    """LaTeX for a display."""

    times = r" \cdot "
    transposed = r"^{\top}"
    quotient_level = _POWER

    def brackets(self, text: str) -> str:
        return rf"\left({text}\right)"

    def constant(self, name: str) -> str:
        return rf"\{name}" if name == "pi" else name

    def name(self, sym: Sym) -> str:
        below = f"_{{{_listed(sym.index)}}}" if sym.index else ""
        return _latex_name(sym.name) + below

    def quotient(self, over: Tree, under: Tree) -> str:
        return rf"\frac{{{self.write(over, _ADD)}}}{{{self.write(under, _ADD)}}}"

    def above(self, exponent: Tree) -> str:
        return f"^{{{self.write(exponent, _ADD)}}}"

    def sum_sign(self, index: str) -> str:
        return rf"\sum_{{{index}}} "

    def mean(self, index: str, body: Tree) -> str:
        return rf"\operatorname{{mean}}_{{{index}}}" + self.brackets(self.write(body, _ADD))

    def call(self, name: str, args: tuple[Tree, ...]) -> str:
        inside = self.arguments(args)
        match name:
            case "abs":
                return rf"\left|{inside}\right|"
            case "sqrt":
                return rf"\sqrt{{{inside}}}"
            case "cbrt":
                return rf"\sqrt[3]{{{inside}}}"
            case "log2" | "log10":
                return rf"\log_{{{name[3:]}}}" + self.brackets(inside)
            case _:
                head = rf"\{name}" if name in _LATEX_FUNCTIONS else rf"\operatorname{{{name}}}"
                return head + self.brackets(inside)


def _listed(index: tuple[str, ...]) -> str:
    """Return indices as they stand below a name: ``ij``, but ``1,2``, which isn't twelve."""
    return ("" if all(map(str.isalpha, index)) else ",").join(index)


def _raised(text: str) -> str:
    return "".join(_SUPER[one] for one in text)


def _latex_name(name: str) -> str:
    word = GREEK.get(name, name)
    if word in LETTERS and word != "omicron":
        return f"\\{word}"
    stem, _, accent = name.rpartition("_")
    if accent in _ACCENTS and (stem in LETTERS or (len(stem) == 1 and stem.isascii())):
        return rf"\{accent}{{{_latex_name(stem)}}}"
    return name if len(name) == 1 else rf"\mathrm{{{name.replace('_', chr(92) + '_')}}}"
