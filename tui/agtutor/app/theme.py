"""The app's colours: a dark and a light theme. What a colour says, a word or a sign says too."""

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
        "input-selection-background": "#8ab4f8 30%",
        "block-cursor-background": "#2c3a52",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
    },
)

LIGHT = Theme(
    name="agtutor-light",
    primary="#1a55a8",
    secondary="#6b3fa0",
    accent="#7d5300",
    success="#1c6630",
    warning="#7d5300",
    error="#a8261d",
    foreground="#20242b",
    background="#fbfaf7",
    surface="#f4f2ec",
    panel="#e9e6de",
    dark=False,
    variables={
        "line": "#b9b4a8",
        "quiet": "#565c66",
        "input-selection-background": "#1a55a8 25%",
        "block-cursor-background": "#d5e2f5",
        "block-cursor-foreground": "#101418",
        "block-cursor-text-style": "bold",
    },
)

THEMES = (DARK, LIGHT)
"""All themes of the app; the first is the one it starts with."""

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
