"""The gradient that a tensor holds: none yet, another one, or the right one too many times."""

from __future__ import annotations

import ast

from agtutor.case.evidence import Fact
from agtutor.judge import syntax
from agtutor.judge.facts import Values, agree, alike, same_grad, values
from agtutor.judge.looks import Look, look
from agtutor.judge.patterns import GRADIENTS, placed, recognise
from agtutor.judge.provenance import tainted
from agtutor.judge.scene import Difference, Scene
from agtutor.judge.words import at, number, size

BACKWARD = "backward"

_WRITTEN = Difference(
    "written-by-hand",
    "You stored values of your own as the gradient. The step wants autograd to find it, so that there "
    "is something to compare with.",
)


def wrong_grad(scene: Scene, name: str, expected: Fact, got: Fact) -> Difference | None:
    """Return how the gradient of a name differs from the solution's, or None."""
    if same_grad(expected, got) is not False:
        return None
    model, mine = expected.get("grad"), got.get("grad")
    if model is None:
        return filled(scene, name)
    if mine is None:
        return _empty(scene, name)
    if model.get("shape") != mine.get("shape"):
        return Difference(
            "wrong-shape",
            f"`{name}.grad` has the shape {size(mine.get('shape', []))}; a gradient has its leaf's "
            f"shape, {size(model.get('shape', []))}.",
        )
    return _values(scene, name, model, mine)


def filled(scene: Scene, name: str) -> Difference:
    """Say that a gradient is there which should not be there yet."""
    if BACKWARD in scene.got["calls"]:
        return Difference(
            "backward-too-soon",
            f"You ran `backward`, so `{name}.grad` holds the gradient after the walk. "
            "This step is about what stands before it; your tensors are back as they were.",
        )
    return Difference(
        "grad-written", f"`{name}.grad` holds values that no backward pass has put there."
    )


def no_backward(scene: Scene) -> Difference:
    """Say that no backward pass ran, and what was done in its place."""
    if syntax.uncalled(scene.tree, BACKWARD) is not None:
        return Difference(
            "not-called",
            "You named the method `backward`, and Python showed it to you. Nothing has called it yet.",
            "What turns a method's name into a call?",
        )
    if _own(scene):
        return _WRITTEN
    if any(syntax.source(call.func).endswith("autograd.grad") for call in syntax.calls(scene.tree)):
        return Difference(
            "grad-returned",
            "`torch.autograd.grad` gives the gradient back as a value and leaves every `.grad` as it "
            "was. The step asks for the call that fills them.",
        )
    if syntax.call_of(scene.tree, "grad_fn") is not None:
        return Difference(
            "node-called", "You called one node of the graph. `backward` walks all of it."
        )
    return Difference(
        "no-backward",
        "No backward pass has run: whatever graph is recorded, nothing has walked it yet.",
        "A method of the root starts the walk.",
    )


def by_hand(scene: Scene) -> Difference | None:
    """Find values of the learner's own that were stored as a gradient after the last walk."""
    walks = [call.lineno for call in syntax.calls(scene.tree) if syntax.called(call) == BACKWARD]
    return _WRITTEN if any(one.lineno >= max(walks, default=0) for one in _own(scene)) else None


def replaced(scene: Scene, watched: str) -> bool:
    """Whether a gradient, such as ``x.grad``, was replaced by values of the learner's own."""
    return watched in [syntax.source(target) for one in _own(scene) for target in one.targets]


def _own(scene: Scene) -> list[ast.Assign]:
    """Return the lines that store values in a ``.grad`` which were not a gradient before."""
    kept = tainted(scene.tree, _is_grad)
    return [
        one
        for one in syntax.stored(scene.tree, "grad")
        if not _empties(one.value)
        and not syntax.attribute_of(one.value, "grad")
        and not syntax.names(one.value) & kept
    ]


def _is_grad(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "grad"


def _empties(value: ast.expr) -> bool:
    zeros = isinstance(value, ast.Call) and syntax.called(value) in ("zeros", "zeros_like")
    return zeros or isinstance(value, ast.Constant)


def _empty(scene: Scene, name: str) -> Difference:
    if BACKWARD not in scene.got["calls"]:
        return no_backward(scene)
    if syntax.stored(scene.tree, "grad") or syntax.call_of(scene.tree, "zero_grad"):
        return _cleared(name, "None")
    return Difference(
        "grad-is-none",
        f"You called `backward`, and `{name}.grad` is None after it: the walk did not arrive at "
        f"`{name}`, or its gradient was cleared afterwards.",
        "Which tensor did the walk start from, and does its graph lead there?",
    )


def _values(scene: Scene, name: str, model: Fact, mine: Fact) -> Difference:
    seen = look(scene, f"{name}.grad", model, mine)
    if BACKWARD in scene.expected["calls"] and BACKWARD not in scene.got["calls"]:
        return no_backward(scene)
    if (
        not any(seen.have)
        and any(seen.want)
        and syntax.call_of(scene.tree, "zero_", "zeros_like", "zeros")
    ):
        return _cleared(name, "all zeros")
    found = _from_the_leaf(scene, name) or _accumulated(scene, seen) or _weighted(scene, seen)
    return placed(seen, found) if found else recognise(seen, GRADIENTS)


def _cleared(name: str, now: str) -> Difference:
    return Difference(
        "grad-cleared",
        f"A backward pass filled `{name}.grad`, and afterwards your code cleared it: it is {now} "
        "again.",
    )


def _from_the_leaf(scene: Scene, name: str) -> Difference | None:
    """Find a walk that began at the leaf itself, which a single number allows: its slope is 1."""
    walks = [call.func for call in syntax.calls(scene.tree) if syntax.called(call) == BACKWARD]
    begun = walks[0] if len(walks) == 1 else None
    if not isinstance(begun, ast.Attribute) or syntax.source(begun.value) != name:
        return None
    return Difference(
        "backward-from-the-leaf",
        f"`{name}` is the leaf, where the walk arrives, and you let it start there: the slope of "
        f"`{name}` with respect to itself is 1. Which of your tensors is the root?",
    )


def _accumulated(scene: Scene, seen: Look) -> Difference | None:
    """Find a whole multiple, as several passes leave it."""
    started = scene.before.get(seen.name.removesuffix(".grad"))
    if scene.got["calls"].count(BACKWARD) < 2 and (started is None or started.get("grad") is None):
        return None
    for times in range(2, 11):
        if alike([times * value for value in seen.want], seen.have):
            walks = scene.got["calls"].count(BACKWARD)
            went = f", and you made {walks}" if walks > 1 else ""
            often = "twice" if times == 2 else f"{times} times"
            return Difference(
                "walked-twice" if times == 2 else "accumulated",
                f"Each backward pass adds to `{seen.name}`{went}: every slope is there {often}. "
                "Your tensors are back as they were.",
                f"How many passes should there be between an empty `{seen.name}` and a full one?",
            )
    return None


def _weighted(scene: Scene, seen: Look) -> Difference | None:
    """Find another tensor's values as weights: it was handed to ``backward`` as an argument."""
    walk = syntax.call_of(scene.tree, BACKWARD)
    handed = [*walk.args, *(one.value for one in walk.keywords)] if walk is not None else []
    given = {name for part in handed for name in syntax.names(part)}
    for source, there in seen.peers().items():
        if source in given and alike(
            [w * value for w, value in zip(there, seen.want, strict=True)], seen.have
        ):
            first = number(there[0])
            return Difference(
                "argument-as-weights",
                "The argument of `backward` doesn't say with respect to what. It weights the "
                f"outputs: `{at(seen.name, 0, seen.shape)}` came out {first} times what it should be, "
                f"as `{at(source, 0, seen.shape)}` is {first}.",
                "Which weights give each output an equal say?",
            )
    return None


def overwriting(name: str) -> Difference:
    """Say that values were written into a gradient, where a comparison may have been meant."""
    return Difference(
        "grad-overwritten",
        f"A single `=` put values of yours into `{name}.grad`, so autograd's are gone. "
        "To compare, ask a question.",
    )


def changed(scene: Scene, name: str, was: Fact, now: Fact) -> Difference:
    """Say that a gradient which earlier steps left is another one now."""
    old, new = was.get("grad"), now.get("grad")
    if old is None:
        return filled(scene, name)
    if new is None:
        return Difference("grad-cleared", f"`{name}.grad` is None now. The step leaves it as it was.")
    kept, found = values(old) or [], values(new) or []
    if BACKWARD in scene.got["calls"] or alike([2 * value for value in kept], found):
        return Difference(
            "walked-again",
            f"A second backward pass added to `{name}.grad`. The step leaves it as it was; "
            "your tensors are back as they were.",
        )
    if agree(old, new) is False and syntax.stored(scene.tree, "grad"):
        return overwriting(name)
    return Difference(
        "grad-changed", f"`{name}.grad` {_before_and_after(kept, found)}. The step leaves it alone."
    )


def _before_and_after(kept: Values, found: Values) -> str:
    if not any(found):
        return "is all zeros now"
    for one, other in zip(kept, found, strict=False):
        if not alike([one], [other]):
            return f"held {number(one)} and now holds {number(other)} in its place"
    return "is not what it was"
