"""The characters that a formula may hold, and what each stands for.

Nothing is normalised before scripts are recognised: ``x²`` must not become ``x2``.
"""

from __future__ import annotations

ZERO_WIDTH = frozenset("\u00ad\u180e\u200b\u200c\u200d\u2060\u2061\u2063\ufe0e\ufe0f\ufeff")
"""Dropped without a word: they show nothing, and arrive with pasted text."""

BLANKS = frozenset(
    " \t\n\r\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)

_LOOKALIKES = {
    "-": "−–—‐‑‒﹣",
    "*": "·×⋅∙•∗⁎⋆\u2062",
    "/": "÷∕⁄",
    "'": "′’‘ʹ",
    "^": "ˆ",
    "|": "∣❘",
    "∑": "⅀",
    "μ": "µ",
    "Δ": "∆",
    "Ω": "Ω",
    "∂": "𝜕",
    "⊤": "⟙┬",
    "ε": "ϵ",
    "φ": "ϕ",
    "θ": "ϑ",
    "ρ": "ϱ",
    "κ": "ϰ",
    "π": "ϖ",
    "σ": "ς",
    "e": "ℯⅇ",
}
LOOKALIKES = {other: plain for plain, others in _LOOKALIKES.items() for other in others}

SUPERSCRIPTS = dict(
    zip(
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵅᵝᵞᵟᶿᵠᵡ",
        "0123456789+-=()abcdefghijklmnoprstuvwxyzαβγδθφχ",
        strict=True,
    )
)
SUBSCRIPTS = dict(
    zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢᵣᵤᵥⱼᵦᵧᵨᵩᵪ", "0123456789+-=()aeoxhklmnpstiruvjβγρφχ", strict=True)
)
TRANSPOSE = "ᵀ"

FRACTIONS = {
    "½": (1, 2),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅕": (1, 5),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
    "⅙": (1, 6),
    "⅚": (5, 6),
    "⅐": (1, 7),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
    "⅑": (1, 9),
    "⅒": (1, 10),
}
ROOTS = {"√": 2, "∛": 3, "∜": 4}

_GREEK = "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ"
_WORDS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau "
    "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
)
GREEK = dict(zip(_GREEK, _WORDS.split(), strict=True))
"""Names of Greek letters."""

LETTERS = {word: letter for letter, word in GREEK.items()}
"""Greek letters by their names."""

LATIN_TWINS = dict(zip("асеіјһорѕхуАВЕКМНОРСТХІЅЈ", "aceijhopsxyABEKMHOPCTXISJ", strict=True))
"""Cyrillic letters that look like Latin ones."""

SIGNS = frozenset("∑∏∂∇∫∞‖⊤⊙±∓≤≥≠≈≡→⇒∈°")
"""What is recognised beyond letters and ASCII, if only to say why it can't stand there."""


def plain(character: str) -> str:
    """Return the character that the scanner knows for this one, or this one."""
    if character.isascii():
        return character
    if character in LOOKALIKES:
        return LOOKALIKES[character]
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:  # full-width forms of ASCII
        return chr(code - 0xFEE0)
    if 0x1D400 <= code <= 0x1D7FF:  # letters of mathematics, as they are pasted from a PDF
        return _compatible(character)
    return character


def _compatible(character: str) -> str:
    from unicodedata import normalize

    other = normalize("NFKC", character)
    return LOOKALIKES.get(other, other) if len(other) == 1 else character


def known(character: str) -> bool:
    """Whether the scanner has a use for a character (already made plain), if only to refuse it well."""
    if character.isascii():
        return character.isprintable()
    tables = (GREEK, SUPERSCRIPTS, SUBSCRIPTS, FRACTIONS, ROOTS, SIGNS)
    return character == TRANSPOSE or any(character in table for table in tables)


def hidden(character: str) -> bool:
    """Whether a character shows nothing of its own: control, format and combining characters."""
    from unicodedata import category

    return category(character) in ("Cc", "Cf", "Mn", "Mc", "Me", "Zl", "Zp")


def called(character: str) -> str:
    """Return a character with its code and name, for words about it."""
    from unicodedata import name

    code = f"U+{ord(character):04X}"
    label = name(character, "").lower()
    shown = f"`{character}` " if character.isprintable() and character != "`" else ""
    return f"{shown}({code}, {label})" if label else f"{shown}({code})"
