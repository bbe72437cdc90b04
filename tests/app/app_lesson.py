"""A small lesson with a step of each kind, and what the fake lab says to its answers."""

from __future__ import annotations

from agtutor.case.evidence import Figure, Graph
from agtutor.case.verdict import Verdict
from agtutor.lesson.model import Lesson
from tests.app.app_fake_lab import Script
from tests.builders import evidence, tensor

XS = [place / 2 - 5 for place in range(21)]
RIGHT = Verdict("right", "")
DOUBLED = Verdict(
    "wrong", "You doubled `x`: at −5 your `y` is −10. Can a square be negative?", "doubled"
)

LESSON = Lesson.model_validate(
    {
        "id": "small",
        "title": "A small lesson",
        "goal": "Meet every kind of step.",
        "minutes": 5,
        "symbols": {"x_i": {"tensor": "x"}},
        "steps": [
            {"kind": "read", "id": "hello", "title": "Hello", "text": "Square $x_i$, and **read on**."},
            {
                "kind": "code",
                "id": "make-y",
                "title": "Square it",
                "text": "Create a tensor `y` that holds the square of each value of `x`.",
                "starter": "y = ",
                "solution": "y = x**2",
                "hints": ["Arithmetic works on each entry.", "Two stars."],
                "right": "`y` carries a `grad_fn`.",
            },
            {
                "kind": "predict",
                "id": "guess",
                "title": "A guess first",
                "text": "What is `x.grad` now?",
                "run": "x.grad",
                "choices": [{"text": "None"}, {"text": "a tensor of zeros"}, {"text": "21 slopes"}],
            },
            {
                "kind": "derive",
                "id": "dy-dx",
                "title": "Through the square",
                "text": "What is $\\partial y_i / \\partial x_i$?",
                "of": "x_i^2",
                "wrt": "x_i",
            },
            {
                "kind": "order",
                "id": "graph",
                "title": "The graph",
                "text": "In which order does `backward` visit them?",
                "items": ["l", "z", "y", "x"],
            },
            {
                "kind": "choice",
                "id": "leaf",
                "title": "Leaf",
                "text": "Which one is the leaf?",
                "choices": [{"text": "`l` is"}, {"text": "`x` is"}],
                "answer": "`x` is",
            },
            {
                "kind": "explain",
                "id": "why",
                "title": "What is grad_fn for?",
                "text": "Say it in your own words.",
                "points": ["It records the operation.", "It knows the local derivative."],
            },
            {
                "kind": "plot",
                "id": "plot-y",
                "title": "Look at it",
                "text": "Plot `y` against `x`.",
                "solution": "plt.plot(x.detach(), y.detach())",
            },
            {
                "kind": "experiment",
                "id": "try",
                "title": "Try it",
                "text": "Run this.",
                "code": "print(1)",
                "right": "It printed.",
            },
            {"kind": "read", "id": "closing", "title": "The end", "text": "That was all."},
        ],
    },
    strict=False,
)

GRAPH: Graph = {
    "nodes": [
        {"id": 1, "name": "PowBackward0", "tensors": ["y"], "inputs": [2]},
        {"id": 2, "name": "AccumulateGrad", "tensors": ["x"], "inputs": []},
    ],
    "cut": False,
}
FIGURE: Figure = {
    "series": [{"call": "plot", "x": XS, "y": [x * x for x in XS], "label": ""}],
    "title": "",
    "xlabel": "x",
    "ylabel": "",
}
X = tensor(XS, requires_grad=True)
Y = tensor([x * x for x in XS], requires_grad=True, is_leaf=False, grad_fn="PowBackward0")

ANSWERS = {
    "hello": "",
    "make-y": "y = x**2",
    "guess": "None",
    "dy-dx": "2x_i",
    "graph": "l\nz\ny\nx",
    "leaf": "`x` is",
    "why": "It leads back.",
    "plot-y": "plt.plot(x.detach(), y.detach())",
    "try": "print(1)",
    "closing": "",
}
"""A right answer to each step."""


def script() -> Script:
    """Return what the fake lab says: the answers above are right, doubling is a slip."""
    verdicts = {step: {answer: RIGHT} for step, answer in ANSWERS.items()}
    verdicts["make-y"]["y = x*2"] = DOUBLED
    made = {
        "make-y": evidence({"x": X, "y": Y}, graph=GRAPH, echo="tensor([25.0000, 20.2500])"),
        "plot-y": evidence({"x": X, "y": Y}, graph=GRAPH, figures=[FIGURE]),
        "try": evidence({"x": X, "y": Y}, graph=GRAPH, output="1\n"),
    }
    return Script(verdicts, made)
