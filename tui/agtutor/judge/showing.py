"""What was shown in place of what the step asks to show, and whether it was asked of the tensors."""

from __future__ import annotations

import ast

from agtutor.case.evidence import Fact
from agtutor.judge import forms, shown, syntax
from agtutor.judge.facts import agree, values
from agtutor.judge.scene import Difference, Scene
from agtutor.judge.words import count, number, short, size, ticked

NOTHING = Difference(
    "nothing-shown",
    "Your code runs and shows nothing. A last line that is only a value is shown; so is what you "
    "print.",
)


def not_shown(scene: Scene) -> Difference | None:
    """Return what is lacking in what was shown, or None."""
    if not scene.question["shows"]:
        return _not_read(scene) if unread(scene) else None
    lacking = shown.missing(scene)
    if lacking:
        return _nothing(scene) or _quoted(scene) or _uncalled(scene) or _of_kind(scene, lacking)
    return _not_read(scene) if unread(scene) or _by_heart(scene) else None


def unread(scene: Scene) -> list[str]:
    """Return what the question wants looked at, and the code has not looked at."""
    return [name for name in scene.question["reads"] if name not in scene.got["reads"]]


def _by_heart(scene: Scene) -> bool:
    """Whether what is shown can't come from a tensor, by the look of the code alone."""
    return syntax.by_heart(scene.tree) and not syntax.call_of(scene.tree, *syntax.DYNAMIC)


def _not_read(scene: Scene) -> Difference:
    wanted = (unread(scene) or scene.question["reads"] or [_root(scene.question["shows"][0])])[0]
    root = _root(wanted)
    if syntax.by_heart(scene.tree):
        told = short(scene.shown, 40)
        return Difference(
            "answered-by-heart",
            f"That shows `{told}` whatever is in `{root}`. Ask `{root}` itself.",
            "What if it had another value? Your code should notice.",
        )
    if wanted.endswith(".grad") and syntax.attribute_of(scene.tree, "grad_fn"):
        return Difference(
            "grad-fn-for-grad",
            "`grad_fn` is the operation that made a tensor, and a leaf has none. A gradient is "
            "something else, "
            "and its name is shorter.",
        )
    others = [code for code in (_of_another(part, wanted) for part in syntax.shown(scene.tree)) if code]
    if others:
        return Difference(
            "wrong-tensor", f"`{others[0]}` is what you show. The step asks about `{root}`."
        )
    return Difference(
        "not-read",
        f"The values agree, and they don't come from `{root}` as it stands: "
        "your code never looks there.",
        "The step wants to see what is stored, not what can be worked out again.",
    )


def _root(expression: str) -> str:
    return expression.split(".")[0].split("[")[0]


def _of_another(part: ast.expr, wanted: str) -> str | None:
    """Return the code that reads the same attribute of another tensor."""
    root, _, word = wanted.partition(".")
    for node in syntax.attributes(part):
        if (
            isinstance(node.value, ast.Name)
            and node.value.id != root
            and (not word or node.attr == word)
        ):
            return syntax.source(node)
    return None


def _nothing(scene: Scene) -> Difference | None:
    return None if scene.shown.strip() else NOTHING


def _quoted(scene: Scene) -> Difference | None:
    """Find the asked expression inside quotes: its text was shown, not its value."""
    for node in ast.walk(scene.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for asked in scene.question["shows"]:
                if asked in node.value and node.value.strip() in scene.shown:
                    return Difference(
                        "text-for-value",
                        f"That shows the text `{short(node.value, 40)}`, not the value that it names.",
                        "What stands in quotes is text. In an f-string, braces mark what is to be "
                        "worked out.",
                    )
    return None


def _uncalled(scene: Scene) -> Difference | None:
    echoed = scene.got["echo_fact"]
    named = echoed is not None and forms.is_callable(echoed)
    if not named and "method" not in scene.shown:
        return None
    return Difference(
        "not-called",
        "You named a method, and Python showed you the method itself. Nothing has called it yet.",
        "What turns a method's name into a call?",
    )


def _of_kind(scene: Scene, lacking: list[int]) -> Difference:
    fact = scene.expected["shown"][lacking[0]]
    root = _root(scene.question["shows"][lacking[0]])
    if fact["kind"] == "size":
        return _size(scene, fact, root)
    if fact["kind"] == "node":
        return _nodes(scene, lacking)
    if fact["kind"] in ("tensor", "array"):
        return _values(scene, fact, root)
    return _something_else(scene, root)


def _something_else(scene: Scene, root: str) -> Difference:
    what = short(scene.shown, 40).replace("`", "'")
    return Difference(
        "something-else-shown", f"What you show is `{what}`. That isn't what the step asks of `{root}`."
    )


def _size(scene: Scene, fact: Fact, root: str) -> Difference:
    told = [float(spelt) for spelt in shown.numbers(scene.shown)]
    shape = fact.get("shape", [])
    ndim = bool(syntax.attribute_of(scene.tree, "ndim", "dim"))
    if told == [float(len(shape))] and ndim:
        return Difference(
            "dimensions-for-shape",
            f"{number(told[0])} is how many dimensions `{root}` has. The shape says how long each of "
            "them is.",
        )
    if told and told[0] in [float(entry) for entry in shape]:
        return Difference(
            "length-for-shape",
            f"{number(told[0])} is the length of one dimension. The shape has an entry for every "
            "dimension, "
            "even where there is one.",
        )
    for name, other in scene.before.items():
        if (
            name != root
            and other["kind"] == "tensor"
            and other.get("shape") in shown.sizes(scene.shown)
        ):
            return Difference(
                "wrong-tensor", f"That is the shape of `{name}`. The step asks about `{root}`."
            )
    if syntax.attribute_of(scene.tree, "dtype", "type"):
        return Difference(
            "type-for-shape",
            f"That is the type of the entries. How many has `{root}`, and how laid out?",
        )
    return _something_else(scene, root)


def _values(scene: Scene, fact: Fact, root: str) -> Difference:
    entries, n = values(fact) or [], len(values(fact) or [])
    there = shown.matched(scene.shown, entries)
    if fact.get("shape") in shown.sizes(scene.shown) and syntax.attribute_of(
        scene.tree, "shape", "size"
    ):
        return Difference(
            "shape-for-values",
            f"That is a shape, {size(fact.get('shape', []))}. The step asks for the values themselves.",
        )
    if there:
        return Difference(
            "not-all-shown",
            f"{there} of the {count(n, 'value')} {'is' if there == 1 else 'are'} shown. The step asks "
            "for all.",
        )
    for name, other in scene.before.items():
        if (
            name != root
            and other["kind"] == "tensor"
            and shown.shows_values(scene.shown, values(other) or [])
        ):
            return Difference(
                "wrong-tensor", f"Those are the values of `{name}`. The step asks for something else."
            )
    echoed = scene.got["echo_fact"]
    if shown.shows_none(scene) and not (echoed and agree(fact, echoed)):
        return Difference(
            "none-shown", "What you show is None. Which tensor holds the values that the step asks for?"
        )
    return _something_else(scene, root)


def _nodes(scene: Scene, lacking: list[int]) -> Difference:
    roots = [_root(scene.question["shows"][place]) for place in lacking]
    if syntax.attribute_of(scene.tree, "grad") and not syntax.attribute_of(scene.tree, "grad_fn"):
        return Difference(
            "grad-for-grad-fn",
            "`grad` holds a gradient. The link to the operation that made a tensor has a longer name.",
        )
    there = len(scene.question["shows"]) - len(lacking)
    so_far = (
        f"{there} of {len(scene.question['shows'])} {'is' if there == 1 else 'are'} shown. "
        if there
        else ""
    )
    return Difference("not-all-shown", f"{so_far}What about {ticked(roots)}?")
