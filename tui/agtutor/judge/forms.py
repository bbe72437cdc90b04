"""What kind of object a name holds: a tensor, a plain number, a list, a method that nobody called."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from agtutor.case.evidence import Fact
from agtutor.judge import syntax
from agtutor.judge.scene import Difference, Scene
from agtutor.judge.words import number

_CALLABLE = ("method", "function", "builtin", "OpOverload")

_KINDS = {
    "tensor": "a tensor",
    "array": "a NumPy array",
    "module": "a module",
    "number": "a number",
    "text": "a text",
    "none": "None",
    "bool": "True or False",
    "size": "a shape",
    "node": "a node of the graph",
}


def fits(expected: Fact, got: Fact) -> bool:
    """Whether the kind is right. A tensor of one entry does for a plain number, if untracked."""
    if expected["kind"] == got["kind"]:
        return expected["kind"] != "other" or expected["type"] == got["type"]
    if expected["kind"] in ("number", "bool"):
        plain = got["kind"] in ("number", "bool", "tensor", "array") and got.get("shape", []) == []
        return plain and not got.get("requires_grad")
    return False


def wrong_kind(scene: Scene, name: str, expected: Fact, got: Fact) -> Difference:
    """Say what the name holds in place of what was asked for."""
    if got["kind"] == "none":
        return _none(scene, name, expected)
    if is_callable(got):
        return _uncalled(scene, name)
    if expected["kind"] == "tensor":
        found = _no_tensor(scene, name, got)
        if found:
            return found
    return Difference(
        f"{kind_word(got)}-for-{expected['kind']}",
        f"`{name}` holds {kind_of(got)}, and the step asks for {kind_of(expected)}.",
    )


def kind_word(fact: Fact) -> str:
    """Return one word for the kind, as slip ids have it: ``list``, ``tuple``, ``number``."""
    plain = fact["kind"] == "other" or fact["type"] in ("list", "tuple")
    return fact["type"].lower().strip("_") if plain else fact["kind"]


def kind_of(fact: Fact) -> str:
    """Return the kind in words, with its article, such as ``a list`` or ``a NumPy array``."""
    if fact["kind"] == "number":
        return f"the plain number {number(fact.get('number', 0.0))}"
    if fact["kind"] in _KINDS and fact["type"] not in ("list", "tuple"):
        return _KINDS[fact["kind"]]
    article = "an" if fact["type"][:1].lower() in "aeiou" else "a"
    return f"{article} `{fact['type']}`"


def is_callable(fact: Fact) -> bool:
    """Whether the object is a function or a method."""
    return fact["kind"] == "other" and any(word in fact["type"] for word in _CALLABLE)


def _none(scene: Scene, name: str, expected: Fact) -> Difference:
    value = syntax.assigned(scene.tree, name)
    wanted = kind_of(expected)
    if isinstance(value, ast.Constant) or value is None:
        return Difference(
            "still-none", f"`{name}` is None so far. The step asks for {wanted} in its place."
        )
    code = syntax.source(value)
    call = value if isinstance(value, ast.Call) else None
    word = syntax.called(call) if call else ""
    if word in syntax.SHOWING:
        why = f"`{word}` shows a value and gives None back, so that is what `{name}` got."
        return Difference("none-from-print", why, "Take the value itself first, then show it.")
    if word in ("backward", "retain_grad"):
        why = f"`{word}` gives nothing back: it leaves its result elsewhere. So `{name}` is None."
        return Difference(f"none-from-{word.replace('_', '-')}", why, "Which attribute did it change?")
    if isinstance(value, ast.Attribute) and value.attr == "grad":
        why = f"`{code}` was None when you read it, so `{name}` is None. Has a backward pass filled it?"
        return Difference("none-from-grad", why)
    return Difference("none-in-place", f"`{code}` gives None, so `{name}` holds None and not {wanted}.")


def _uncalled(scene: Scene, name: str) -> Difference:
    value = syntax.assigned(scene.tree, name)
    what, told = f"`{name}` is a function", "There is no result yet."
    if isinstance(value, ast.Attribute | ast.Name):
        owner = scene.got["names"].get(syntax.root_of(syntax.source(value)))
        owned = isinstance(value, ast.Attribute) and owner is not None and owner["kind"] != "module"
        kind = "method" if owned else "function"
        what = f"`{syntax.source(value)}` is the {kind} itself"
        told = f"`{name}` holds no result yet."
    return Difference(
        "not-called",
        f"{what}: it was named, and nothing has called it. {told}",
        "What turns a function into its value?",
    )


@dataclass(frozen=True, slots=True)
class _Form:
    """Words for one kind of object that stands where a tensor belongs."""

    slip: str
    message: str
    more: str = ""


_FORMS = {
    "list": _Form(
        "list-for-tensor",
        "`{name}` is a Python list. A list has no arithmetic entry by entry, and no gradients.",
        "Which torch function makes a tensor of a list of numbers?",
    ),
    "tuple": _Form(
        "tuple-for-tensor",
        "`{name}` is a tuple, not a tensor. A comma at the end of a line makes one, and some "
        "functions give one back.",
        "Which entry of the tuple do you want?",
    ),
    "array": _Form(
        "array-for-tensor",
        "`{name}` is a NumPy array. It holds the numbers, and autograd knows nothing of it.",
        "Which torch function takes an array and makes it a tensor?",
    ),
    "range": _Form(
        "range-for-tensor",
        "`{name}` is a Python range: a recipe for integers, and not yet a tensor.",
        "Which torch function works like `range`?",
    ),
}


def _no_tensor(scene: Scene, name: str, got: Fact) -> Difference | None:
    if got["kind"] in ("number", "bool"):
        return _plain_number(scene, name, got)
    form = _FORMS.get(kind_word(got))
    return Difference(form.slip, form.message.format(name=name), form.more) if form else None


def _plain_number(scene: Scene, name: str, got: Fact) -> Difference:
    value = syntax.assigned(scene.tree, name)
    told = number(got.get("number", 0.0))
    taken = syntax.call_of(value, "item", "tolist", "float", "int") if value else None
    if taken is not None:
        return Difference(
            "left-autograd",
            f"`{syntax.called(taken)}` took the number {told} out of the tensor, and its history "
            f"stays behind. `{name}` has to remain a tensor.",
            "What would stand there if you left that call away?",
        )
    if value is not None and syntax.call_of(value, "len", "numel"):
        return Difference(
            "count-for-sum",
            f"`{name}` is {told}: that counts the entries, and leaves their values out.",
        )
    kind = f"the plain number {told}" if got["kind"] == "number" else got["text"]
    return Difference(
        "number-for-tensor",
        f"`{name}` is {kind}. The step asks for a tensor.",
        "Where in your line do the tensor's entries come in?",
    )


_DIGITS = {"float16": 3, "bfloat16": 2, "float32": 7, "float64": 16}
"""Decimal digits that a dtype keeps."""


def wrong_dtype(name: str, expected: Fact, got: Fact) -> Difference:
    """Say which kind of numbers the tensor holds."""
    dtype = got.get("dtype", "")
    if expected.get("dtype_kind") == "float" and got.get("dtype_kind") == "integer":
        return Difference(
            "integers-for-floats",
            f"`{name}` holds integers (`{dtype}`). A whole number can't move by a little, so it has "
            "no slope.",
            "One decimal point in the right place changes the dtype; so does the argument `dtype`.",
        )
    if {dtype, expected.get("dtype")} <= _DIGITS.keys():
        asked = str(expected.get("dtype"))
        return Difference(
            f"{dtype}-for-{asked}",
            f"`{name}` has dtype `{dtype}`, which keeps {_DIGITS[dtype]} digits; the step asks for "
            f"`{asked}`, with {_DIGITS[asked]}.",
            "The argument `dtype` says which, and so does a method of the tensor.",
        )
    return Difference(
        "wrong-dtype",
        f"`{name}` has dtype `{dtype}`, and the step asks for {expected.get('dtype_kind')} values.",
    )
