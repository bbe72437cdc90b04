"""The rules of differentiation in words, each as a step of a derivative says it."""

from __future__ import annotations

from agtutor.formula.calculus.steps import Step
from agtutor.formula.calculus.tidy import counted
from agtutor.formula.tree import Call, Sym, Tree, walk
from agtutor.formula.typeset import latex
from agtutor.formula.values.build import call
from agtutor.formula.values.functions import FUNCTIONS

RULES = {
    "variable": "{var} moves as fast as itself.",
    "constant": "Nothing here moves with {var}, so the derivative is 0.",
    "flat": "This changes in jumps alone; between them its derivative is 0.",
    "sum": "The sum rule: each term is differentiated on its own, and the results add up.",
    "minus": "The minus stays in front, as any constant factor does.",
    "factor": "A constant factor stays a factor: here it is {constant}.",
    "product": "The product rule, $(u v)' = v u' + u v'$: one factor after the other is "
    "differentiated, and the results add up.",
    "quotient": "The quotient rule, $(u / v)' = (v u' - u v') / v^2$.",
    "reciprocal": "The quotient rule with a constant $c$ above, $(c / v)' = -c v' / v^2$.",
    "power": "The power rule: the exponent comes in front as a factor, and one is taken off it.",
    "natural": "To base $e$ an exponential is its own derivative.",
    "exponential": "An exponential comes back, with the logarithm of its base as a factor.",
    "both": r"Base and exponent both move. Written as $u^v = e^{{v \ln(u)}}$, the power comes back, "
    r"times the derivative of $v \ln(u)$.",
    "function": "The derivative of ${outer}$ is ${slope}$.",
    "entry": "Only the term with the index of {var} moves; the others are constant.",
    "every": "Every term moves with {var}, so each is differentiated under the sum.",
    "entry-and-every": "{var} is one of the entries, and stands in every term too: both ways count.",
}
"""The words for every rule, by its id."""

CHAIN = "By the chain rule, the derivative of the inner function is one more factor."
COUNT = "Here {count} is how many entries there are."
KINK = "Where ${inner} = 0$ there is a kink, and no derivative."

_KINKED = frozenset(("abs", "relu"))
_LETTERS = "uwzqs"


def sentence(step: Step, wrt: Sym, count: Sym) -> str:
    """Return what a step does, in prose with formulas between dollar signs.

    Args:
        step: the step.
        wrt: the name to differentiate by.
        count: the name that stands for how many entries there are.
    """
    node, constant = step.node, counted(step.constant, count)
    taken = {one.name for one in walk(node) if isinstance(one, Sym)}
    letter = next((one for one in _LETTERS if one not in taken), _LETTERS[0])
    filling = {"var": _inline(wrt), "constant": _inline(constant)}
    if isinstance(node, Call):
        inner = Sym(letter)
        filling["outer"] = latex(call(node.name, inner))
        filling["slope"] = latex(FUNCTIONS[node.name].outer(inner))
    words = [RULES[step.rule].format(**filling)]
    words += [CHAIN] if step.chained else []
    words += [COUNT.format(count=_inline(count))] if constant != step.constant else []
    return " ".join([*words, *_kink(step)])


def _kink(step: Step) -> list[str]:
    match step.node:
        case Call(name, (inner,)) if name in _KINKED:
            return [KINK.format(inner=latex(inner))]
        case _:
            return []


def _inline(tree: Tree) -> str:
    return f"${latex(tree)}$"
