"""Tree to text: one line with every bracket that a reader needs, in Unicode or ASCII, and LaTeX.

What is written here is read back as the same tree, for every tree in the parser's normal form. Trees
that nobody can type, such as a third as one number, are written as one would type them.
"""

from __future__ import annotations

from agtutor.formula.characters import GREEK, LETTERS, SUBSCRIPTS, SUPERSCRIPTS
from agtutor.formula.tree import Call, Const, Div, Neg, Num, Sym, Tree, walk
from agtutor.formula.writers import ADD, ATOM, POWER, TERM, Writer, as_typed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Written = Mapping[Sym, str]

_SUPER = {plain: raised for raised, plain in SUPERSCRIPTS.items()}
_SUB = {plain: lowered for lowered, plain in SUBSCRIPTS.items()}
_LATEX_WORDS = "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth exp ln max min"
_LATEX_FUNCTIONS = frozenset(_LATEX_WORDS.split())
NORMS = {"norm": "", "frobenius": "_F"}
"""What stands behind the double bars of a norm."""
_ACCENTS = ("hat", "bar", "tilde")


def line(tree: Tree, ascii: bool = False, written: Written | None = None, factor: bool = False) -> str:
    """Return a tree in one line: ``2·xᵢ·cos(xᵢ²)``, or ``2*x_i*cos(x_i^2)`` in ASCII.

    Args:
        tree: the formula.
        ascii: use ASCII characters alone.
        written: names that are written as the text given for each.
        factor: whether something is written before it that has to apply to all of it.
    """
    writer = (_Ascii if ascii else _Line)(written or {})
    return writer.write(tree, POWER if factor else ADD)


def latex(tree: Tree, written: Written | None = None, factor: bool = False) -> str:
    r"""Return a tree in LaTeX: ``2 \cdot x_{i} \cdot \cos\left(x_{i}^{2}\right)``.

    Args:
        tree: the formula.
        written: names that are written as the LaTeX given for each.
        factor: whether something is written before it that has to apply to all of it.
    """
    return _Latex(written or {}).write(tree, POWER if factor else ADD)


class _Ascii(Writer):
    """One line of ASCII."""

    times = "*"
    transposed = ".T"

    def __init__(self, written: Written) -> None:
        self.written = written

    def brackets(self, text: str) -> str:
        return f"({text})"

    def constant(self, name: str) -> str:
        return name

    def name(self, sym: Sym) -> str:
        own = GREEK.get(sym.name, sym.name) + self.below(sym.index)
        return self.written.get(sym, own)

    def below(self, index: tuple[str, ...]) -> str:
        return f"_{_listed(index)}" if len(index) == 1 else f"_{{{_listed(index)}}}" if index else ""

    def quotient(self, over: Tree, under: Tree) -> str:
        least = POWER if isinstance(as_typed(over), Div) else TERM
        return f"{self.write(over, least)}/{self.write(under, POWER)}"

    def above(self, exponent: Tree) -> str:
        match exponent:
            case Num() | Const() | Sym(_, ()):
                return "^" + self.write(exponent, ATOM)
            case _:
                return f"^({self.write(exponent, ADD)})"

    def transpose(self, arg: Tree) -> str:
        text = super().transpose(arg)
        return f"({self.write(arg, ADD)}){self.transposed}" if text[0].isdigit() else text

    def sum_sign(self, index: str) -> str:
        return f"sum_{index} "

    def mean(self, index: str, body: Tree) -> str:
        return f"mean{self.below((index,))}({self.write(body, ADD)})"

    def nested(self, name: str, args: tuple[Tree, ...]) -> str:
        """Return a function of two arguments, applied to more from the left."""
        text = self.write(args[0], ADD)
        for arg in args[1:]:
            text = f"{name}({text}, {self.write(arg, ADD)})"
        return text

    def call(self, name: str, args: tuple[Tree, ...]) -> str:
        if name in NORMS:
            return f"||{self.arguments(args)}||" + NORMS[name]
        if name == "had":
            return self.nested("mul", args)
        inside = self.arguments(args)
        bars = name == "abs" and not any(
            isinstance(node, Call) and node.name == "abs" for node in walk(args[0])
        )
        return f"|{inside}|" if bars else f"{name}({inside})"


class _Line(_Ascii):
    """One line of Unicode."""

    entrywise_level = TERM

    times = "·"
    transposed = "ᵀ"
    loose_calls = frozenset(("sqrt", "cbrt"))

    def constant(self, name: str) -> str:
        return LETTERS.get(name, name)

    def name(self, sym: Sym) -> str:
        own = LETTERS.get(sym.name, sym.name) + self.below(sym.index)
        return self.written.get(sym, own)

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

    def call(self, name: str, args: tuple[Tree, ...]) -> str:
        if name in NORMS:
            return f"‖{self.arguments(args)}‖" + NORMS[name]
        if name == "had":
            return " ⊙ ".join(self.write(arg, POWER) for arg in args)
        if name not in ("sqrt", "cbrt"):
            return super().call(name, args)
        sign = "√" if name == "sqrt" else "∛"
        alone = isinstance(as_typed(args[0]), Num | Const | Sym)
        return sign + (self.write(args[0], ATOM) if alone else f"({self.arguments(args)})")


class _Latex(Writer):
    """LaTeX for a display."""

    times = r" \cdot "
    transposed = r"^{\top}"
    entrywise_level = TERM
    quotient_level = POWER

    def __init__(self, written: Written) -> None:
        self.written = written

    def brackets(self, text: str) -> str:
        return rf"\left({text}\right)"

    def constant(self, name: str) -> str:
        return rf"\{name}" if name == "pi" else name

    def name(self, sym: Sym) -> str:
        below = f"_{{{_listed(sym.index)}}}" if sym.index else ""
        return self.written.get(sym) or _latex_name(sym.name) + below

    def quotient(self, over: Tree, under: Tree) -> str:
        return rf"\frac{{{self.write(over, ADD)}}}{{{self.write(under, ADD)}}}"

    def above(self, exponent: Tree) -> str:
        return f"^{{{self.write(exponent, ADD)}}}"

    def sum_sign(self, index: str) -> str:
        return rf"\sum_{{{index}}} "

    def mean(self, index: str, body: Tree) -> str:
        return rf"\operatorname{{mean}}_{{{index}}}" + self.brackets(self.write(body, ADD))

    def call(self, name: str, args: tuple[Tree, ...]) -> str:
        inside = self.arguments(args)
        match name:
            case "abs":
                return rf"\left|{inside}\right|"
            case "sqrt":
                return rf"\sqrt{{{inside}}}"
            case "cbrt":
                return rf"\sqrt[3]{{{inside}}}"
            case "norm" | "frobenius":
                return rf"\left\|{inside}\right\|" + NORMS[name]
            case "had":
                return r" \odot ".join(self.write(arg, POWER) for arg in args)
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
