"""How a function is called and what its documentation says, read and not asked for."""

from __future__ import annotations

import inspect
import re
import types
from typing import Any

import torch

from agtutor.lab.inside.kinds import Value
from agtutor.lab.inside.static import FUNCTIONS, Member, Some, ancestry, is_property, stored
from agtutor.lab.text import sanitise

DOC_LIMIT = 6_000
"""Characters of a documentation that are shown."""

_TOLD_LIMIT = 200  # characters of a signature
_SAYS_LIMIT = 100  # characters of a first sentence
_PLAIN = (int, float, bool, type(None))  # defaults that are shown as they are
_ROLE = re.compile(r":[a-z:]+:`~?([^`<]*?)(?:\s*<[^`]*>)?`")
_UNDERLINED = re.compile(r"[=-]{3,}")
_NAME = type.__dict__["__name__"]
_VARARGS, _VARKEYWORDS = inspect.CO_VARARGS, inspect.CO_VARKEYWORDS


def told(member: Member) -> str:
    """Return how something is called, or what type it is of; "" where neither is known."""
    return sanitise(_told(member))


def _told(member: Member) -> str:
    value = member.value
    if type(value) is types.MethodType:
        return _told(Member(value.__func__, bound=True))
    if type(value) is types.FunctionType:
        return _call(value, bound=member.bound)[:_TOLD_LIMIT]
    if type(value) in FUNCTIONS or is_ufunc(value):
        return _told_by_doc(_raw(value)) or _told_by_python(value)
    if type in ancestry(type(value)):
        made_by = stored(value).get("__init__", Member(None)).value
        return _call(made_by, bound=True)[:_TOLD_LIMIT] if type(made_by) is types.FunctionType else ""
    return "" if is_property(value) else _what(value)


def says(member: Member) -> str:
    """Return all of a documentation, without the signature that it may begin with."""
    raw = _raw(member.value)
    if not raw:
        return ""
    text = inspect.cleandoc(raw[:DOC_LIMIT])
    if _told_by_doc(raw):
        text = text[_end_of_signature(text) :].partition("\n")[2].strip("\n")
    return sanitise(_ROLE.sub(r"`\1`", text).replace("``", "`"))


def first_sentence(text: str) -> str:
    """Return the first sentence of a documentation, on one line."""
    line = " ".join(_UNDERLINED.sub("", text.strip().partition("\n\n")[0]).split())
    sentence = line.partition(". ")[0].rstrip(".")
    return sentence if len(sentence) <= _SAYS_LIMIT else sentence[: _SAYS_LIMIT - 1] + "…"


def is_ufunc(value: Value) -> bool:
    """Tell whether something is a function of numpy's that works on each entry."""
    return bool(_NAME.__get__(type(value)) == "ufunc")


def _what(value: Value) -> str:
    if type(value) is Some:
        return str(_NAME.__get__(value.kind))
    name = str(_NAME.__get__(type(value)))
    if type(value) in (torch.Tensor, torch.nn.Parameter):
        return f"{name} {str(value.dtype).removeprefix('torch.')} {tuple(value.shape)}"
    return name


def _raw(value: Value) -> str:
    """Return a documentation as it is stored; only Python's own types are asked for it."""
    kind = type(value)
    if kind is types.MethodType:
        return _raw(value.__func__)
    if type in ancestry(kind) or types.ModuleType in ancestry(kind):
        found = stored(value).get("__doc__")
        doc = found.value if found is not None else None
    elif kind in FUNCTIONS or kind is property or kind in _SLOTS or is_ufunc(value):
        doc = value.__doc__
    else:
        doc = None
    return doc if type(doc) is str else ""


_SLOTS = (types.GetSetDescriptorType, types.MemberDescriptorType)


def _told_by_doc(raw: str) -> str:
    """Return the signature that a documentation begins with, as those of torch and numpy do."""
    text = raw[:1_000].lstrip()
    end = _end_of_signature(text)
    return " ".join(text[text.index("(") : end].split())[:_TOLD_LIMIT] if end else ""


def _end_of_signature(text: str) -> int:
    """Return where the brackets close that stand behind a first name; 0 where there are none."""
    lead = re.match(r"[\w.]+\(", text)
    depth = 0
    for place in range(lead.end() - 1 if lead else len(text), len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            return place + 1
    return 0


def _told_by_python(value: Value) -> str:
    text: Any = getattr(value, "__text_signature__", None) if type(value) in FUNCTIONS else None
    return re.sub(r"\$\w+(, )?(/, )?", "", text)[:_TOLD_LIMIT] if type(text) is str else ""


def _call(function: types.FunctionType, *, bound: bool) -> str:
    """Return the parameters of a function of Python's, with those defaults that say something."""
    code, defaults = function.__code__, function.__defaults__ or ()
    positional = list(code.co_varnames[: code.co_argcount])
    keywords = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    rest = list(code.co_varnames[code.co_argcount + code.co_kwonlyargcount :])
    shown = positional[: len(positional) - len(defaults)]
    left = zip(positional[len(shown) :], defaults, strict=True)
    shown += [f"{name}={_default(value)}" for name, value in left]
    if code.co_flags & _VARARGS:
        shown.append(f"*{rest.pop(0)}")
    elif keywords:
        shown.append("*")
    given = function.__kwdefaults__ or {}
    shown += [f"{name}={_default(given[name])}" if name in given else name for name in keywords]
    if code.co_flags & _VARKEYWORDS:
        shown.append(f"**{rest.pop(0)}")
    return f"({', '.join(shown[1:] if bound and positional else shown)})"


def _default(value: Value) -> str:
    if type(value) is str:
        return repr(value) if len(value) < 20 else "'…'"
    return repr(value) if type(value) in _PLAIN else "…"
