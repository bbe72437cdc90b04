"""Words for shapes that don't fit: what stands there, how large it is, and where to look."""

from __future__ import annotations

from agtutor.errors import FormulaError
from agtutor.formula.reasons import refusal
from agtutor.formula.tree import Neg, Sym, Transpose, Tree
from agtutor.formula.typeset import latex
from agtutor.formula.vectors.shapes import Shape, Shapes, is_column, is_row, turned

TURN = "transpose-missing"


class Misfit(FormulaError):  # noqa: N818 - the name says what is wrong
    """A formula whose shapes don't fit together.

    Attributes:
        slip: which mistake it shows: ``transpose-missing`` where a name would fit if it stood the other
            way round, ``wrong-index``, or ``shape``.
        ambiguous: whether it could mean more than one thing, so that it isn't an answer yet.
    """

    slip: str = "shape"
    ambiguous: bool = False


def misfit(what: str, way: str = "", slip: str = "shape", *, ambiguous: bool = False) -> Misfit:
    """Return the error to raise. It has no span, for a tree doesn't know where it was typed."""
    plain = refusal("shape", (0, 0), what=what, way=way)
    made = Misfit(plain.what, reason=plain.reason, span=plain.span, fix=plain.fix)
    made.slip, made.ambiguous = slip, ambiguous
    return made


def shown(tree: Tree) -> str:
    """Return a formula, typeset."""
    return f"${latex(tree)}$"


def product_misfit(left: Tree, a: Shape, right: Tree, b: Shape, shapes: Shapes) -> Misfit:
    """Return the error for two factors that don't fit: what each is, and what would."""
    sizes = f"{shown(left)} {shapes.said(a)}, and {shown(right)} {shapes.said(b)}"
    if is_column(a) and is_column(b):
        return two_columns(left, right) if a == b else _unequal_columns(sizes)
    for tree, fits in ((left, a[0] == b[0]), (right, a[1] == b[1])):
        name = _named(tree)
        if fits and name is not None:
            return misfit(f"{sizes}: which way round must {shown(name)} stand?", slip=TURN)
    if b[1] == a[0]:
        return misfit(f"{sizes}: in which order do they stand?")
    return misfit(
        f"{sizes}.",
        "The left factor needs as many columns as the right one has rows. What stands between?",
    )


def _unequal_columns(sizes: str) -> Misfit:
    return misfit(f"{sizes}: two columns have a product only if one of them lies down.")


def two_columns(left: Tree, right: Tree, span: tuple[int, int] = (0, 0)) -> Misfit:
    """Return the error for two columns of one length side by side, which could be three things."""
    u, v = _closed(left), _closed(right)
    made = misfit(
        f"{shown(left)} and {shown(right)} are two columns side by side: three things could be meant.",
        rf"Write ${u}^{{\top}} {v}$ for one number, ${u} \, {v}^{{\top}}$ for a table, or "
        rf"${u} \odot {v}$ for entry by entry.",
        ambiguous=True,
    )
    made.span = span
    return made


def _closed(tree: Tree) -> str:
    """Return a factor in LaTeX, in brackets where it has parts."""
    return latex(tree) if isinstance(tree, Sym) else rf"\left({latex(tree)}\right)"


def _named(tree: Tree) -> Sym | None:
    """Return the name that a factor is, be it transposed."""
    inner = tree.arg if isinstance(tree, Transpose) else tree
    return inner if isinstance(inner, Sym) else None


def sum_misfit(one: Tree, a: Shape, other: Tree, b: Shape, shapes: Shapes) -> Misfit:
    """Return the error for two terms of unequal shape."""
    one, other = (term.arg if isinstance(term, Neg) else term for term in (one, other))
    sizes = f"{shown(one)} {shapes.said(a)}, and {shown(other)} {shapes.said(b)}"
    if a == turned(b) and not (is_row(a) or is_column(a)):
        name = _named(other) or _named(one)
        if name is not None:
            return misfit(f"{sizes}: which way round must {shown(name)} stand?", slip=TURN)
    if a == turned(b):
        return misfit(f"{sizes}: one stands and one lies, so they don't add up. Which is to turn?")
    return misfit(f"{sizes}: only what has the same shape adds up.")


def entry_misfit(sym: Sym, axes: int) -> Misfit:
    """Return the error for a name with more or fewer indices than it has axes."""
    plain = shown(Sym(sym.name))
    if not axes:
        return misfit(f"{plain} is one number here, and has no entries to pick from.")
    wanted = rf"${latex(Sym(sym.name, ('i', 'j')[:axes]))}$"
    count = "one index" if axes == 1 else "two indices"
    return misfit(
        f"An entry of {plain} has {count}, and {len(sym.index)} stand here.", f"Write {wanted}."
    )
