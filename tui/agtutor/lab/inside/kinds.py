"""Names for the types of a place where code that nobody knows meets objects that nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

Value: TypeAlias = Any
"""An object that learner code made or handed over: of any type, and treated as what it proves to be."""

Func: TypeAlias = Callable[..., Any]
"""A function that is called as the learner's code called it."""

Args: TypeAlias = tuple[Any, ...]
Kwargs: TypeAlias = dict[str, Any]
"""The arguments of such a call."""
