"""What the step asks to show: was it shown, and was it asked of the tensors?"""

from __future__ import annotations

import ast

from agtutor.judge import forms, shown, syntax
from agtutor.judge.instead import shown_instead
from agtutor.judge.scene import Difference, Scene
from agtutor.judge.words import short

NOTHING = Difference(
    "nothing-shown",
    "Your code runs and shows nothing. A last line that is only a value is shown; so is what you "
    "print.",
)


def not_shown(scene: Scene) -> Difference | None:
    """Return what is lacking in what was shown, or None."""
    lacking = shown.missing(scene) if scene.question["shows"] else []
    if lacking:
        return (
            _nothing(scene)
            or _quoted(scene)
            or _last_only(scene)
            or _by_heart(scene)
            or _uncalled(scene)
            or shown_instead(scene, lacking)
        )
    if unread(scene):
        return _by_heart(scene) or _not_read(scene)
    return _by_heart(scene) if scene.question["shows"] else None


def unread(scene: Scene) -> list[str]:
    """Return what the question wants looked at, and the code has not looked at."""
    return [name for name in scene.question["reads"] if name not in scene.got["reads"]]


def _nothing(scene: Scene) -> Difference | None:
    return None if scene.shown.strip() else NOTHING


def _quoted(scene: Scene) -> Difference | None:
    """Find the asked expression inside quotes: its text was shown, not its value."""
    for node in ast.walk(scene.tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        named = any(asked in node.value for asked in scene.question["shows"])
        if named and node.value.strip() in scene.shown:
            return Difference(
                "text-for-value",
                f"That shows the text `{short(node.value, 40)}`, not the value that it names.",
                "What stands in quotes is text. In an f-string, braces mark what is to be worked out.",
            )
    return None


def _by_heart(scene: Scene) -> Difference | None:
    """Find an answer that was written down, and not asked of any tensor."""
    if not syntax.by_heart(scene.tree) or syntax.call_of(scene.tree, *syntax.DYNAMIC):
        return None
    if not unread(scene) and shown.tested_for_none(scene):
        return None
    root = syntax.root_of((scene.question["reads"] or scene.question["shows"])[0])
    return Difference(
        "answered-by-heart",
        f"That shows `{short(scene.shown, 40)}` whatever is in `{root}`. Ask `{root}` itself.",
        "What if it had another value? Your code should notice.",
    )


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


def _last_only(scene: Scene) -> Difference | None:
    """Find values that stand on lines before the last, where nothing shows them."""
    lines = [node for node in scene.tree.body if isinstance(node, ast.Expr)]
    silent = [node.value for node in lines[:-1] if isinstance(node.value, ast.Attribute | ast.Name)]
    if not silent:
        return None
    return Difference(
        "only-last-shown",
        f"Only the value of the last line is shown; `{syntax.source(silent[0])}` stands before it. "
        "`print` shows a value wherever it stands.",
    )


def _not_read(scene: Scene) -> Difference:
    """Say that what is shown is right, and comes from elsewhere."""
    wanted = unread(scene)[0]
    root = syntax.root_of(wanted)
    if wanted.endswith(".grad") and syntax.attribute_of(scene.tree, "grad_fn"):
        return Difference(
            "grad-fn-for-grad",
            "`grad_fn` is the operation that made a tensor, and a leaf has none. A gradient is "
            "something else, and its name is shorter.",
        )
    other = syntax.of_another(scene.tree, wanted, scene.tensors_before())
    if other:
        return Difference("wrong-tensor", f"`{other}` is what you show. The step asks about `{root}`.")
    if all(fact["kind"] == "none" for fact in scene.expected["shown"]):
        return Difference(
            "not-read",
            f"That None is not `{wanted}`: another tensor, such as `detach` or `clone` makes, has a "
            f"gradient of its own. Ask `{root}` itself.",
        )
    return Difference(
        "not-read",
        f"Those are the right values, and they aren't read from `{root}`. "
        "The step asks for what is stored there, not for what can be worked out again.",
    )
