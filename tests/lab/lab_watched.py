"""Code that is run where a gradient stands already, and that gradient is watched."""

from __future__ import annotations

from typing import Any

from agtutor.case.evidence import Evidence
from agtutor.lab.inside.execute import execute

START = """
import math
import torch
import numpy as np
x = torch.linspace(-5, 5, 21, requires_grad=True)
y = x**2
z = y + 5
l = z.sum()
l.backward()
d = 2 * x.detach()
"""


def started() -> dict[str, Any]:
    """Return the namespace where the code above has run."""
    namespace: dict[str, Any] = {}
    execute(START, label="<step start>", namespace=namespace, seed=1)
    return namespace


def run(
    code: str, namespace: dict[str, Any] | None = None, watch: tuple[str, ...] = ("x.grad",)
) -> Evidence:
    """Return the evidence of a watched run, in a fresh namespace if none is given."""
    space = started() if namespace is None else namespace
    return execute(code, label="<step now>", namespace=space, seed=1, watch=watch)
