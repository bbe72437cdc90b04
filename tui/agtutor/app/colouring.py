"""Colours for code: from Python's grammar where that is installed, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rich.style import Style
from textual.color import Color, ColorParseError
from textual.widgets.text_area import TextAreaTheme

NAME = "agtutor"
"""What the editors' theme is called."""

_COLOURS = {
    "primary": "keyword keyword.function keyword.operator keyword.return repeat conditional include "
    "exception",
    "success": "string string.escape",
    "accent": "number float boolean constant.builtin",
    "secondary": "function method type.class attribute",
    "quiet": "comment",
}
"""The kinds of code that have a colour of the theme, by that colour's name."""


@cache
def grammar() -> str | None:
    """Return the name of Python's grammar, or None where it isn't installed or can't be used."""
    try:
        import tree_sitter
        import tree_sitter_python

        tree_sitter.Language(tree_sitter_python.language())
    except (ImportError, OSError, AttributeError, TypeError, ValueError):
        return None  # code is plain then, which is no reason for words
    return "python"


def colours(variables: Mapping[str, str]) -> TextAreaTheme:
    """Return the editors' theme in the colours of the app's theme, by their names in style sheets."""
    styles = {
        kind: Style(color=colour.rich_color)
        for name, kinds in _COLOURS.items()
        if (colour := _colour(variables.get(name, ""))) is not None
        for kind in kinds.split()
    }
    return TextAreaTheme(NAME, syntax_styles=styles)


def _colour(text: str) -> Color | None:
    try:
        return Color.parse(text)
    except ColorParseError:
        return None
