"""A name that the step asks for, and that isn't there."""

from __future__ import annotations

import ast
import difflib

from agtutor.case.evidence import Fact
from agtutor.judge import syntax
from agtutor.judge.facts import agree
from agtutor.judge.scene import Difference, Scene


def missing(scene: Scene, name: str, expected: Fact) -> Difference:
    """Say that the name isn't there, and what may have become of it."""
    if name in scene.before:
        return Difference("name-deleted", f"`{name}` is gone. The next steps still need it.")
    if expected["kind"] == "module":
        return _module(scene, name, expected)
    return (
        _other_case(scene, name)
        or _not_assigned(scene, name, expected)
        or _hidden(scene, name)
        or _other_name(scene, name, expected)
        or Difference("name-missing", f"After your code there is no `{name}`. Which line makes it?")
    )


def _module(scene: Scene, name: str, expected: Fact) -> Difference:
    module = expected.get("module", name)
    for other, fact in scene.got["names"].items():
        if fact["kind"] == "module" and fact.get("module") == module:
            return Difference(
                "other-module-name",
                f"You imported it under the name `{other}`; the step asks for `{name}`.",
                "Which keyword of `import` gives a module another name?",
            )
    dotted = [
        alias.name
        for node in ast.walk(scene.tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if "." in alias.name and alias.asname is None
    ]
    if dotted:
        return Difference(
            "no-short-name",
            f"`{dotted[0]}` is imported under its long name, and there is no `{name}` yet.",
            "Which keyword of `import` gives a module another name?",
        )
    return Difference(
        "import-missing", f"There is no `{name}` yet: nothing imports it under that name."
    )


def _other_case(scene: Scene, name: str) -> Difference | None:
    for other in scene.new_names:
        if other.lower() == name.lower():
            return Difference(
                "wrong-case",
                f"You made `{other}`, and the step asks for `{name}`. "
                "Python takes capital and small letters for different names.",
            )
    return None


def _not_assigned(scene: Scene, name: str, expected: Fact) -> Difference | None:
    last, value = syntax.last_expression(scene.tree), scene.got["echo_fact"]
    if last is None or value is None or isinstance(last, ast.Name | ast.Constant):
        return None
    code = syntax.source(last)
    if isinstance(last, ast.Compare) and any(isinstance(op, ast.Eq) for op in last.ops):
        return Difference(
            "compared-not-assigned", f"`==` compares; it gives nothing a name, so there is no `{name}`."
        )
    if value["kind"] != expected["kind"] and not agree(expected, value):
        return None
    return Difference(
        "not-assigned",
        f"`{code}` was computed and has no name, so the next step can't find it. Which name should "
        "hold it?",
    )


def _hidden(scene: Scene, name: str) -> Difference | None:
    """Find the name inside a function, where it is gone once the function ends."""
    for node in ast.walk(scene.tree):
        if isinstance(node, ast.FunctionDef | ast.Lambda) and name in syntax.names(node):
            return Difference(
                "name-in-function",
                f"`{name}` lives inside a function only, and is gone when the function ends.",
                "Let the function return the value, and give the result the name.",
            )
    return None


def _other_name(scene: Scene, name: str, expected: Fact) -> Difference | None:
    made = [new for new in scene.new_names if scene.got["names"][new]["kind"] == expected["kind"]]
    near = difflib.get_close_matches(name, made, n=1, cutoff=0.5)
    twins = [new for new in made if agree(expected, scene.got["names"][new])]
    found = near or twins or (made if len(made) == 1 else [])
    if not found:
        return None
    return Difference(
        "other-name",
        f"You made `{found[0]}`. The step asks for the name `{name}`, which isn't there yet.",
    )
