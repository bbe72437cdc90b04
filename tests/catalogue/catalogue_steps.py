"""Steps in which the mistakes of the catalogue are made: what stands before them, and what is asked."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from agtutor.case.question import CodeQuestion
from agtutor.judge import syntax
from tests.builders import altered, expect, question

TORCH = "import torch"
X = f"{TORCH}\nx = torch.linspace(-5, 5, 21, requires_grad=True)"
CHAIN = f"{X}\ny = x**2\nz = y + 5\nl = z.sum()"
WALKED = f"{CHAIN}\nl.backward()"
WEIGHT = f"{TORCH}\nw = torch.tensor(1., requires_grad=True)"


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        before: what ran before it.
        solution: code that passes.
        expect: what is asked of names, as changes to what is asked by default.
        asked: changes to the question.
    """

    before: str
    solution: str
    expect: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    asked: Mapping[str, object] = field(default_factory=dict)

    def question(self) -> CodeQuestion:
        """Return what the step asks; names that stood before are kept."""
        made = dict.fromkeys(name for name, _ in syntax.assignments(ast.parse(self.before)))
        asked = question(
            id="step",
            solution=self.solution,
            expect={name: expect(**changes) for name, changes in self.expect.items()},
            kept=[name for name in made if name not in self.expect],
        )
        return altered(asked, **self.asked)


def making(before: str, solution: str, *names: str, **asked: object) -> Step:
    """Return a step that asks for names as the solution makes them."""
    return Step(before, solution, {name: {} for name in names}, asked)


def showing(before: str, solution: str, **asked: object) -> Step:
    """Return a step that asks to show what the solution shows."""
    return Step(before, solution, {}, {"shows": [solution], **asked})


CREATE = making(TORCH, "x = torch.linspace(-5, 5, 21, requires_grad=True)", "x")
SQUARE = making(X, "y = x**2", "y")
SHIFT = making(f"{X}\ny = x**2", "z = y + 5", "z")
SUM = making(f"{X}\ny = x**2\nz = y + 5", "l = z.sum()", "l")
BACKWARD = making(CHAIN, "l.backward()", "x", calls=["backward"])
"""The gradient of the chain has to stand in ``x.grad``."""

LOSS = making(X, "(x**2).sum().backward()", "x", calls=["backward"])
"""The same without names for what lies between."""

UNTRACKED = making(
    f"{TORCH}\nx = torch.linspace(-5, 5, 21)",
    "x.requires_grad_()\ny = x**2\nl = y.sum()\nl.backward()",
    "x",
    calls=["backward"],
)
RETAINED = making(CHAIN, "y.retain_grad()\nl.backward()\ng = y.grad", "g", kept=[])
READ = making(CHAIN, "l.backward()\ng = x.grad", "g", kept=[])
VERDICT = Step(
    f"{WALKED}\ng = 2 * x.detach()",
    "torch.allclose(x.grad, g)",
    {},
    {"verdict": "x.grad", "kept": ["x"]},
)
TANH = Step(
    f"{X}\nx.tanh().sum().backward()",
    "torch.allclose(x.grad, 1 - torch.tanh(x)**2, atol=1e-5)",
    {},
    {"verdict": "x.grad", "kept": ["x"]},
)
PLOT = Step(
    f"import matplotlib.pyplot as plt\n{CHAIN}",
    "plt.plot(x.detach(), z.detach())",
    {},
    {"kind": "plot", "figure": True},
)
SHAPE = showing(CHAIN, "x.shape", reads=["x"])
NODE = showing(CHAIN, "y.grad_fn")
GRAD_NONE = showing(CHAIN, "x.grad", reads=["x.grad"], never=["backward"])

_USED_UP = Step(CHAIN, "l.backward()\nd = x.detach()", {"l": {"freed": True}, "d": {}}, {"kept": []})
_NOTED = Step(_USED_UP.before, _USED_UP.solution, _USED_UP.expect, {"kept": [], "calls": ["detach"]})

SOUND = [
    pytest.param(_USED_UP, "d = x.detach()\nl.backward()", id="a-graph-is-used-up"),
    pytest.param(_NOTED, "d = torch.detach(x)\nl.backward()", id="a-call-is-counted"),
    pytest.param(BACKWARD, "with torch.no_grad():\n    l.backward()", id="walks-under-no-grad"),
    pytest.param(BACKWARD, "l.backward(torch.tensor(1.))", id="weight-of-one"),
    pytest.param(SQUARE, "y = x * x", id="product-with-itself"),
    pytest.param(TANH, "(x.grad - (1 - torch.tanh(x)**2)).abs().max() < 1e-4", id="tolerance"),
]
"""What looks like a mistake and is none."""
