"""Autograd's view of a name: tracked or not, a leaf or a result, joined to the leaves or cut off."""

from __future__ import annotations

import ast

from agtutor.case.evidence import Fact
from agtutor.judge import syntax
from agtutor.judge.cuts import FLAG, cut, cut_behind, flag_missed
from agtutor.judge.facts import agree
from agtutor.judge.scene import Difference, Scene

_MADE = {
    "ToCopy": "a cast to another dtype",
    "Mul": "a multiplication",
    "Div": "a division",
    "Add": "an addition",
    "Sub": "a subtraction",
    "View": "a change of shape",
    "UnsafeView": "a change of shape",
    "Reshape": "a change of shape",
    "Clone": "a copy",
    "Alias": "a view",
    "Neg": "a change of sign",
    "Exp": "the exponential",
    "Sqrt": "the square root",
    "Tanh": "the tanh",
    "Sigmoid": "the sigmoid",
    "AsStrided": "a view",
    "CopySlices": "a write into a part",
    "Pow": "a power",
    "Flip": "a reversal",
}


def operation(grad_fn: str) -> str:
    """Return what a ``grad_fn`` name stands for: ``MulBackward0`` is a multiplication."""
    stem = grad_fn.split("Backward")[0]
    return _MADE.get(stem, f"the operation `{stem}`" if stem else "an operation")


def _values_right(expected: Fact, got: Fact) -> str:
    return "The values are right. But " if agree(expected, got) else ""


def wrong_flag(scene: Scene, name: str, expected: Fact, got: Fact) -> Difference:
    """Say that the name is untracked where it should be tracked, or the other way round."""
    if not expected.get("requires_grad"):
        if got.get("is_leaf"):
            return Difference(
                "still-tracked",
                f"`{name}` hangs on no graph, and it is tracked all the same: `{name}.{FLAG}` is True. "
                "The step asks for the numbers alone.",
                "Which part of your code switches tracking on?",
            )
        return Difference(
            "still-tracked",
            f"`{name}` is tracked: it still hangs on the graph. The step asks for the numbers alone.",
            "Which method hands out a tensor's numbers without its history?",
        )
    return (
        _untracked_leaf(scene, name, expected, got)
        if expected.get("is_leaf")
        else _lost(scene, name, expected, got)
    )


def _untracked_leaf(scene: Scene, name: str, expected: Fact, got: Fact) -> Difference:
    missed = flag_missed(scene.tree, name)
    if missed:
        return Difference(*missed)
    lead, place = _values_right(expected, got), cut(scene.tree)
    if place and _switched_on(scene.tree):
        return Difference(
            place.slip, f"{lead}`{name}.{FLAG}` is False: it was on before, and {place.why}."
        )
    return Difference(
        "untracked",
        f"{lead}`{name}.{FLAG}` is False, so autograd will record nothing that you do with `{name}`.",
        "Tracking is switched on by a keyword of the constructor, or by a method that ends in `_`.",
    )


def _switched_on(tree: ast.AST) -> bool:
    return bool(syntax.call_of(tree, f"{FLAG}_")) or any(
        keyword.arg == FLAG for call in syntax.calls(tree) for keyword in call.keywords
    )


def _lost(scene: Scene, name: str, expected: Fact, got: Fact) -> Difference:
    lead = _values_right(expected, got)
    value = syntax.assigned(scene.tree, name)
    place = (cut_behind(scene.tree, value) if value is not None else None) or cut(scene.tree)
    if place is None:
        return Difference(
            "untracked",
            f"{lead}`{name}` is not tracked: it no longer knows what it came from.",
            "Follow the line from the right: which part has no `grad_fn`?",
        )
    where = f" (line {place.line})" if len(scene.text.strip().splitlines()) > 1 else ""
    return Difference(
        place.slip,
        f"{lead}`{name}` carries no history: {place.why}{where}. Does this step want that?",
        "An operation on the tensor itself is recorded; one on its bare numbers is not.",
    )


def wrong_leaf(scene: Scene, name: str, expected: Fact, got: Fact) -> Difference:
    """Say that the name is a result where a leaf is asked for, or the other way round."""
    if expected.get("is_leaf"):
        made = operation(got.get("grad_fn", ""))
        return Difference(
            "not-a-leaf",
            f"{_values_right(expected, got)}`{name}` is the result of {made}, so it is not a leaf: "
            "the tensor that autograd treats as the input is the one before it, and that one has no "
            "name.",
            "Can you finish the values first, and switch tracking on last?",
        )
    twins = [other for other, fact in scene.before.items() if fact["identity"] == got["identity"]]
    if twins:
        return Difference(
            "nothing-done",
            f"`{name}` and `{twins[0]}` are two names for one tensor: nothing has been computed yet.",
        )
    return Difference(
        "history-lost",
        f"`{name}` is tracked, but as a new leaf: no operation joins it to what it was made from.",
        f"`{name}.grad_fn` is None. Which part of your code starts afresh from bare numbers?",
    )


def cut_off(scene: Scene, name: str, leaf: str) -> Difference:
    """Say that a leaf can't be reached any more through the name's graph."""
    place = cut(scene.tree)
    why = f": {place.why}" if place else ""
    return Difference(
        "graph-cut",
        f"The graph of `{name}` does not lead back to `{leaf}`{why}. Backward would never arrive "
        "there.",
        f"Follow `{name}.grad_fn` step by step: where does the road end?",
    )


def not_retained(scene: Scene, name: str) -> Difference:
    """Say that the name was not asked to keep its gradient."""
    if syntax.uncalled(scene.tree, "retain_grad") and not syntax.stored(scene.tree, "retain_grad"):
        return Difference(
            "not-called",
            "You named the method `retain_grad`, and nothing has called it yet.",
            "What turns a method's name into a call?",
        )
    if syntax.stored(scene.tree, "retain_grad"):
        return Difference(
            "method-overwritten",
            f"You put a value in the place of the method `retain_grad` of `{name}`. It is there to be "
            "called.",
        )
    asked = syntax.call_of(scene.tree, "retain_grad")
    if asked is not None and isinstance(asked.func, ast.Attribute):
        return _asked_elsewhere(scene, name, asked, asked.func.value)
    if syntax.call_of(scene.tree, "requires_grad_") or syntax.attribute_of(scene.tree, FLAG):
        return Difference(
            "requires-for-retain",
            f"`{name}` is tracked already. What is asked for is that it keeps the gradient passing "
            "through it.",
        )
    return Difference(
        "not-retained",
        f"`{name}.retains_grad` is False: the gradient that passes through `{name}` will be thrown "
        "away.",
        "A method of the tensor asks it to keep its gradient.",
    )


def _asked_elsewhere(scene: Scene, name: str, asked: ast.Call, of: ast.expr) -> Difference:
    """Say what was asked to keep its gradient in place of the name, or that the call did not run."""
    other = syntax.source(of)
    if other == name:
        later = [one for one, value in syntax.assignments(scene.tree) if value.lineno > asked.lineno]
        if name in later:
            return Difference(
                "other-tensor-asked",
                f"The tensor that you asked to keep its gradient was called `{name}`; after that you "
                f"gave the name to another one, and nobody has asked that.",
            )
        return Difference(
            "not-run",
            f"`{syntax.source(asked)}` stands in your code, and did not run: `{name}.retains_grad` is "
            "False. What would make it run?",
        )
    if isinstance(of, ast.Name) and other not in scene.before:
        return Difference(
            "other-tensor-asked",
            f"`{name}` is not among those that you asked to keep their gradients.",
        )
    return Difference(
        "other-tensor-asked",
        f"You asked `{other}` to keep its gradient. The step asks for `{name}`.",
    )
