"""Frozen values, compared by their fields, for the modules that every start of the program pays for.

A frozen dataclass with slots would do the same. But importing ``dataclasses``, and ``inspect`` behind
it, takes longer than the whole formula parser may, so the few classes on that path are made here.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, ClassVar, dataclass_transform
else:

    def dataclass_transform(**_options: bool) -> Callable[[type], type]:
        """Stand in for typing's decorator, which is there for type checkers alone."""
        return lambda made: made


@dataclass_transform(eq_default=True, frozen_default=True)
class RecordType(type):
    """Turns the annotations of a class into slots, match arguments and defaults."""

    def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> RecordType:
        """Make the class; a field with a default may be left out when it is called."""
        fields = tuple(space.get("__annotations__", ()))
        defaults = tuple((field, space.pop(field)) for field in fields if field in space)
        made = {"__slots__": fields, "__match_args__": fields, "_defaults": defaults}
        return super().__new__(cls, name, bases, {**space, **made})


class Record(metaclass=RecordType):
    """The base of a frozen value: fields are annotations, in the order of the arguments."""

    if TYPE_CHECKING:
        __match_args__: ClassVar[tuple[str, ...]]
        _defaults: ClassVar[tuple[tuple[str, object], ...]]
    else:

        def __init__(self, *values: object, **named: object) -> None:
            """Take the fields, by place or by name.

            Raises:
                TypeError: where one is missing, twice there, or unknown.
            """
            fields = self.__match_args__
            if named or len(values) != len(fields):
                values = _bound(self, values, named)
            for field, value in zip(fields, values, strict=True):
                object.__setattr__(self, field, value)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: a record never changes."""
        raise AttributeError(f"{type(self).__name__} is frozen: {name} can't be set")

    def __delattr__(self, name: str) -> None:
        """Refuse: a record never changes."""
        raise AttributeError(f"{type(self).__name__} is frozen: {name} can't be deleted")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash((type(self).__name__, _values(self)))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({fields})"

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Copy and pickle by calling the class, since setting is refused."""
        return type(self), _values(self)


def _values(record: Record) -> tuple[object, ...]:
    return tuple([getattr(record, name) for name in record.__match_args__])


def _bound(record: Record, values: tuple[object, ...], named: dict[str, object]) -> tuple[object, ...]:
    fields = record.__match_args__
    placed = dict(zip(fields, values, strict=False))
    wrong = len(values) > len(fields) or named.keys() & placed.keys() or named.keys() - set(fields)
    given = {**dict(record._defaults), **placed, **named}
    if wrong or len(given) != len(fields):
        raise TypeError(f"{type(record).__name__} takes {', '.join(fields)}")
    return tuple(given[field] for field in fields)
