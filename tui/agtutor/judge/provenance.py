"""Where values came from: worked out by the learner, or read from what autograd computed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

from agtutor.judge import syntax
from agtutor.judge.scene import Difference, Scene

_ENGINES = {"jacobian", "hessian", "vjp", "jvp", "jacrev", "jacfwd", "grad_and_value"}
"""Functions that differentiate, by their last word; ``grad`` is one where it is called."""

_GRADS = ("torch.autograd.grad", "autograd.grad", "torch.func.grad", "func.grad")

_FOLLOWED = {"torch", "numpy", "math", "operator", "itertools", "functools", "copy", "matplotlib"}
"""Modules through which the evidence follows a value."""

_FORM_ONLY = {
    "zeros_like",
    "ones_like",
    "full_like",
    "empty_like",
    "rand_like",
    "randn_like",
    "len",
    "type",
}
"""Calls that take over a tensor's form and none of its values."""

_FORM_ATTRIBUTES = {"shape", "dtype", "device", "ndim", "size", "numel", "dim"}


def read_from_autograd(scene: Scene, name: str, sources: Iterable[str]) -> Difference | None:
    """Return a difference where the name's values were taken from autograd.

    ``sources`` are expressions such as ``x.grad``. The evidence knows which names changed when these
    were changed; the text tells of other roads to autograd's answer.
    """
    watched, engines = set(sources), _engine_names(scene.tree)
    if name in scene.got["depends"]:
        return _told(name, f"come from `{'`, `'.join(sorted(watched))}`")
    exact = not scene.got["escaped"] and not _leaves(scene.tree)

    def reads(node: ast.AST) -> bool:
        return _engine(node) or _named(node, engines) or _reads_grad(node, watched if exact else set())

    found = _first(scene.tree, name, reads)
    return _told(name, f"come out of `{found}`") if found else None


def _told(name: str, how: str) -> Difference:
    return Difference(
        "read-from-autograd",
        f"The values of `{name}` {how}. That is autograd's own answer, and comparing it with itself "
        "proves nothing.",
        "Which formula did you find by hand? Work it out from the input.",
    )


def _leaves(tree: ast.Module) -> bool:
    """Whether the code imports a module through which values may pass as text, unfollowed."""
    for node in ast.walk(tree):
        words = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            words = [node.module or ""]
        if any(word.split(".")[0] not in _FOLLOWED for word in words):
            return True
    return False


def _engine_names(tree: ast.Module) -> set[str]:
    """Return the names that the code gives to functions which differentiate."""
    found = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("torch")
        for alias in node.names
        if alias.name in _ENGINES | {"grad"}
    }
    for name, value in syntax.assignments(tree):
        if isinstance(value, ast.Attribute) and syntax.source(value) in _GRADS:
            found.add(name)
    return found


def _named(node: ast.AST, engines: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in engines


def _engine(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    word = syntax.called(node)
    if word == "grad":
        return (
            isinstance(node.func, ast.Name)
            or "autograd" in syntax.source(node)
            or "func" in syntax.source(node)
        )
    return word in _ENGINES


def _reads_grad(node: ast.AST, followed: set[str]) -> bool:
    """Whether the node reads a ``.grad``, other than one whose changes the evidence has followed."""
    if not isinstance(node, ast.Attribute) or node.attr != "grad":
        return False
    code = syntax.source(node)
    return code not in followed and code not in _GRADS


def _first(tree: ast.Module, name: str, reads: Callable[[ast.AST], bool]) -> str | None:
    """Return the code of the first tainted expression that the name's values come from."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        target = waiting.pop()
        seen.add(target)
        for assigned, value in syntax.assignments(tree):
            if assigned != target:
                continue
            for node in valued(value):
                if reads(node):
                    return syntax.source(node)
                if isinstance(node, ast.Name) and node.id not in seen:
                    waiting.append(node.id)
    return None


def valued(node: ast.AST) -> Iterable[ast.AST]:
    """Yield the parts of an expression that give it values, not those that give it only a form."""
    if isinstance(node, ast.Call) and syntax.called(node) in _FORM_ONLY:
        return
    if isinstance(node, ast.Attribute) and node.attr in _FORM_ATTRIBUTES:
        return
    yield node
    for part in ast.iter_child_nodes(node):
        yield from valued(part)


def tainted(tree: ast.Module, reads: Callable[[ast.AST], bool]) -> set[str]:
    """Return the names whose values come, by whatever road, from an expression that ``reads``."""
    return {name for name, _ in syntax.assignments(tree) if _first(tree, name, reads)}
