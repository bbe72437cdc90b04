"""The app's colours. What a colour says, a word or a sign says too.

Dark, light and high contrast paint their own background. The two that are made of the terminal's own
sixteen colours leave it as it is, and keep to the colours that can be read on it.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="agtutor-dark",
    primary="#8ab4f8",
    secondary="#c3a6ff",
    accent="#e8c07a",
    success="#8fd694",
    warning="#e8c07a",
    error="#f5938a",
    foreground="#d9dce3",
    background="#14161b",
    surface="#191c22",
    panel="#22262e",
    dark=True,
    variables={
        "line": "#454b58",
        "quiet": "#9aa1af",
        "input-selection-background": "#1a2a4a",
        "block-cursor-background": "#1a2a4a",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
    },
)

LIGHT = Theme(
    name="agtutor-light",
    primary="#154a94",
    secondary="#5f3490",
    accent="#6b4700",
    success="#1c6630",
    warning="#6b4700",
    error="#a8261d",
    foreground="#20242b",
    background="#fbfaf7",
    surface="#f4f2ec",
    panel="#e9e6de",
    dark=False,
    variables={
        "line": "#b9b4a8",
        "quiet": "#565c66",
        "input-selection-background": "#c8d8f0",
        "block-cursor-background": "#d5e2f5",
        "block-cursor-foreground": "#101418",
        "block-cursor-text-style": "bold",
    },
)

HIGH_CONTRAST = Theme(
    name="agtutor-high-contrast",
    primary="#5fffff",
    secondary="#ffafff",
    accent="#ffff5f",
    success="#5fff5f",
    warning="#ffff5f",
    error="#ffafaf",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    dark=True,
    variables={
        "line": "#bcbcbc",
        "quiet": "#dadada",
        "input-selection-background": "#0000af",
        "block-cursor-background": "#0000af",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
    },
)

_OWN_VARIABLES = {
    "line": "ansi_default",
    "quiet": "ansi_default",
    "border": "ansi_default",
    "border-blurred": "ansi_default",
    "ansi-background": "ansi_default",
    "ansi-foreground": "ansi_default",
    "block-cursor-background": "ansi_default",
    "block-cursor-foreground": "ansi_default",
    "block-cursor-text-style": "bold underline",
    "input-cursor-text-style": "reverse",
    "input-selection-background": "ansi_default",
    "input-selection-foreground": "ansi_default",
    "screen-selection-background": "ansi_default",
    "screen-selection-foreground": "ansi_default",
    "scrollbar-background": "ansi_default",
    "scrollbar-background-hover": "ansi_default",
    "scrollbar-background-active": "ansi_default",
}
"""Where a shade would mark something, a line or reversal does: no pair of the 16 is safe everywhere."""


def _own(name: str, *, dark: bool, primary: str, accent: str, success: str, error: str) -> Theme:
    """Return a theme that leaves the terminal's background and foreground as they are."""
    return Theme(
        name=name,
        ansi=True,
        dark=dark,
        primary=primary,
        secondary=primary,
        accent=accent,
        warning=accent,
        success=success,
        error=error,
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables=_OWN_VARIABLES,
    )


OWN_DARK = _own(
    "agtutor-own-dark",
    dark=True,
    primary="ansi_cyan",
    accent="ansi_bright_yellow",
    success="ansi_bright_green",
    error="ansi_bright_red",
)

OWN_LIGHT = _own(
    "agtutor-own-light",
    dark=False,
    primary="ansi_blue",
    accent="ansi_red",
    success="ansi_blue",
    error="ansi_red",
)

TITLES = {
    DARK.name: "dark",
    LIGHT.name: "light",
    HIGH_CONTRAST.name: "high contrast",
    OWN_DARK.name: "the terminal's own, on dark",
    OWN_LIGHT.name: "the terminal's own, on light",
}
"""What the themes are called in the command palette, by their names."""

THEMES = (DARK, LIGHT, HIGH_CONTRAST, OWN_DARK, OWN_LIGHT)
"""All themes of the app; the first is the one it starts with."""

_COARSE = {DARK.name: OWN_DARK.name, LIGHT.name: OWN_LIGHT.name}


def starting(wanted: str, *, coarse: bool) -> str:
    """Return the theme to start with.

    Args:
        wanted: the one that the learner chose; empty, or unknown, where none was.
        coarse: whether the terminal has no more than sixteen colours, or wants none: fine shades would
            come out as any of those, so the terminal's own take their place.
    """
    chosen = wanted if wanted in TITLES else DARK.name
    return _COARSE.get(chosen, chosen) if coarse else chosen


LOOK = {
    "code": "$accent",
    "math": "$secondary",
    "bold": "bold",
    "italic": "italic",
    "quiet": "$quiet",
    "sign": "bold $primary",
    "right": "bold $success",
    "wrong": "bold $warning",
    "unreadable": "bold $primary",
    "stopped": "bold $error",
    "undecided": "bold $quiet",
    "changed": "bold $success",
    "name": "bold",
    "heading": "bold $foreground",
    "spark": "$primary",
}
"""Styles by what they stand for; resolved against the theme when drawn."""
