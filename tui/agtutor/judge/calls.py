"""Calls that a step asks for or forbids; ``backward`` has words of its own, beside gradients."""

from __future__ import annotations

from agtutor.judge import syntax
from agtutor.judge.scene import Difference, Scene
from agtutor.judge.words import count

_SAID = {"grad": "torch.autograd.grad"}


def not_to_be_made(call: str) -> Difference:
    """Say that a call was made which the step forbids."""
    return Difference(
        "call-forbidden",
        f"You called `{_SAID.get(call, call)}`, and this step is about doing without it. Which other "
        "way leads there?",
    )


def lacking(scene: Scene, call: str) -> Difference:
    """Say that a call wasn't made which the step asks for."""
    said = _SAID.get(call, call)
    named = syntax.uncalled(scene.tree, call)
    if named is not None and (call != "grad" or syntax.source(named).endswith("autograd.grad")):
        return Difference(
            "not-called",
            f"You named `{said}`, and nothing has called it yet.",
            "What turns a function's name into a call?",
        )
    return Difference(
        "call-missing",
        f"The outcome is right, and `{said}` was not called: this step is about that call.",
    )


def too_few(call: str, made: int, asked: int) -> Difference:
    """Say that a call was made, and less often than the step asks for."""
    return Difference(
        "call-missing",
        f"`{_SAID.get(call, call)}` was called {count(made, 'time')}, and the step asks for {asked}: "
        "it is about what each of them adds.",
    )
