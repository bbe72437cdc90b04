"""Keys that act in the order in which they were typed.

A binding acts when its key has gone up to the app and down again; a character that was typed after
it may be there first. Over a slow line, keys arrive in bursts. Widgets whose keys must keep their order
therefore look the action up and run it where the characters are handled, too.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType


def actions(bindings: Iterable[BindingType], *, without: Iterable[str] = ()) -> dict[str, str]:
    """Return the action of each key of a widget's bindings, some keys left out."""
    found = {
        key.strip(): binding.action
        for binding in bindings
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }
    return {key: action for key, action in found.items() if key not in set(without)}
