"""Tables of signs: LaTeX's names and what stands for them, in Unicode and in ASCII."""

from __future__ import annotations

import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from agtutor.formula.typesetting.mathtree import Kind

    Sign = tuple[str, str, Kind]
    """A sign as shown, as shown in ASCII, and how it is spaced."""

_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι "
    "kappa κ lambda λ mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ "
    "upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω "
    "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω"
).split()

GREEK: dict[str, str] = dict(zip(_GREEK[::2], _GREEK[1::2], strict=True))
"""Greek letters by name."""

_ORDINARY = {
    "partial": ("∂", "d"),
    "nabla": ("∇", "nabla"),
    "infty": ("∞", "inf"),
    "ell": ("ℓ", "ell"),
    "hbar": ("ℏ", "hbar"),
    "forall": ("∀", "forall"),
    "exists": ("∃", "exists"),
    "emptyset": ("∅", "{}"),
    "varnothing": ("∅", "{}"),
    "top": ("⊤", "T"),
    "intercal": ("⊤", "T"),
    "bot": ("⊥", "_|_"),
    "dagger": ("†", "dagger"),
    "star": ("⋆", "star"),
    "ast": ("*", "*"),
    "prime": ("′", "'"),
    "vdots": ("⋮", ":"),
    "ddots": ("⋱", "\\"),
    "%": ("%", "%"),
    "#": ("#", "#"),
    "$": ("$", "$"),
    "&": ("&", "&"),
    "_": ("_", "_"),
    "degree": ("°", "deg"),
}
_BINARY = {
    "times": ("×", "*"),
    "odot": ("⊙", "(.)"),
    "otimes": ("⊗", "(x)"),
    "oplus": ("⊕", "(+)"),
    "circ": ("∘", "o"),
    "div": ("÷", "/"),
    "pm": ("±", "+/-"),
    "mp": ("∓", "-/+"),
    "cup": ("∪", "union"),
    "cap": ("∩", "intersect"),
    "setminus": ("∖", "\\"),
    "land": ("∧", "and"),
    "wedge": ("∧", "and"),
    "lor": ("∨", "or"),
    "vee": ("∨", "or"),
}
_RELATIONS = {
    "le": ("≤", "<="),
    "ge": ("≥", ">="),
    "ne": ("≠", "!="),
    "ll": ("≪", "<<"),
    "gg": ("≫", ">>"),
    "lt": ("<", "<"),
    "gt": (">", ">"),
    "approx": ("≈", "~="),
    "sim": ("∼", "~"),
    "simeq": ("≃", "~-"),
    "cong": ("≅", "=~"),
    "equiv": ("≡", "==="),
    "propto": ("∝", "propto"),
    "coloneqq": ("≔", ":="),
    "in": ("∈", "in"),
    "notin": ("∉", "not in"),
    "ni": ("∋", "ni"),
    "subset": ("⊂", "subset"),
    "subseteq": ("⊆", "subseteq"),
    "supset": ("⊃", "supset"),
    "supseteq": ("⊇", "supseteq"),
    "mid": ("∣", "|"),
    "parallel": ("∥", "||"),
    "perp": ("⟂", "perp"),
    "to": ("→", "->"),
    "longrightarrow": ("⟶", "-->"),
    "leftarrow": ("←", "<-"),
    "longleftarrow": ("⟵", "<--"),
    "leftrightarrow": ("↔", "<->"),
    "Rightarrow": ("⇒", "=>"),
    "Longrightarrow": ("⟹", "==>"),
    "Leftarrow": ("⇐", "<=="),
    "Leftrightarrow": ("⇔", "<=>"),
    "iff": ("⟺", "<==>"),
    "mapsto": ("↦", "|->"),
    "longmapsto": ("⟼", "|-->"),
    "uparrow": ("↑", "^|"),
    "downarrow": ("↓", "v|"),
}
_SYNONYMS = {
    "leq": "le",
    "geq": "ge",
    "neq": "ne",
    "rightarrow": "to",
    "gets": "leftarrow",
    "implies": "Longrightarrow",
}

BRACKETS: dict[str, Sign] = {
    "lbrack": ("[", "[", "open"),
    "rbrack": ("]", "]", "close"),
    "lbrace": ("{", "{", "open"),
    "{": ("{", "{", "open"),
    "rbrace": ("}", "}", "close"),
    "}": ("}", "}", "close"),
    "langle": ("⟨", "<", "open"),
    "rangle": ("⟩", ">", "close"),
    "lfloor": ("⌊", "floor(", "open"),
    "rfloor": ("⌋", ")", "close"),
    "lceil": ("⌈", "ceil(", "open"),
    "rceil": ("⌉", ")", "close"),
    "lvert": ("|", "|", "open"),
    "rvert": ("|", "|", "close"),
    "lVert": ("‖", "||", "open"),
    "rVert": ("‖", "||", "close"),
    "vert": ("|", "|", "bar"),
    "|": ("‖", "||", "bar"),
    "Vert": ("‖", "||", "bar"),
}
"""Brackets that are commands."""

SYMBOLS: dict[str, Sign] = {
    **{name: (glyph, name, "ord") for name, glyph in GREEK.items()},
    **{name: (*pair, "ord") for name, pair in _ORDINARY.items()},
    **{name: (*pair, "bin") for name, pair in _BINARY.items()},
    **{name: (*pair, "rel") for name, pair in _RELATIONS.items()},
    **{name: (*_RELATIONS[known], "rel") for name, known in _SYNONYMS.items()},
    "cdot": ("·", "*", "dot"),
    "colon": (":", ":", "punct"),
    "ldots": ("…", "...", "inner"),
    "dots": ("…", "...", "inner"),
    "cdots": ("⋯", "...", "inner"),
    "sum": ("∑", "sum", "big"),
    "prod": ("∏", "prod", "big"),
    "bigcup": ("⋃", "union", "big"),
    "bigcap": ("⋂", "intersect", "big"),
    "int": ("∫", "int", "op"),
    "iint": ("∬", "iint", "op"),
    "oint": ("∮", "oint", "op"),
    **BRACKETS,
}
"""Commands that stand for one sign."""

FUNCTIONS: dict[str, Sign] = {
    **{
        name: (name, name, "op")
        for name in (
            "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth exp log ln lg det dim "
            "ker deg arg"
        ).split()
    },
    **{name: (name, name, "big") for name in "lim max min sup inf argmax argmin gcd".split()},
}
"""Commands that stand for a function's name; the second sort takes its script below it."""

SPACES = {",": 1, ":": 1, ";": 1, "!": 0, " ": 1, "quad": 2, "qquad": 4, "thinspace": 1, "enspace": 1}
"""Commands that stand for blanks, and how many."""

CHARACTERS: dict[str, Sign] = {
    "+": ("+", "+", "bin"),
    "-": ("−", "-", "bin"),
    "@": ("@", "@", "bin"),
    "*": ("*", "*", "bin"),
    "=": ("=", "=", "rel"),
    "<": ("<", "<", "rel"),
    ">": (">", ">", "rel"),
    ":": (":", ":", "rel"),
    ",": (",", ",", "punct"),
    ";": (";", ";", "punct"),
    "(": ("(", "(", "open"),
    "[": ("[", "[", "open"),
    ")": (")", ")", "close"),
    "]": ("]", "]", "close"),
    "|": ("|", "|", "bar"),
    **{char: (char, char, "ord") for char in "/.!?"},
    **{sign[0]: sign for sign in SYMBOLS.values() if not sign[0].isascii()},
    "−": ("−", "-", "bin"),
    "⋅": ("·", "*", "dot"),
}
"""Characters that may stand in a formula as they are, beside letters and digits."""

ACCENTS = {
    "hat": "\u0302",
    "bar": "\u0304",
    "tilde": "\u0303",
    "dot": "\u0307",
    "ddot": "\u0308",
    "vec": "\u20d7",
}
"""Marks over a letter, as combining characters."""

WIDE_ACCENTS = {"widehat": "hat", "widetilde": "tilde", "overline": "bar"}
"""Marks that are made for more than a letter, and the same over one."""

FACES = {"mathbf": "bold", "boldsymbol": "bold", "bm": "bold", "mathcal": "cal", "mathbb": "bb"}
"""Commands that change the face of letters."""

WORDS = frozenset({"text", "textrm", "textbf", "textit", "texttt", "textsf", "mbox"})
"""Commands whose argument is text as it stands."""

NAMES: dict[str, Kind] = {
    **dict.fromkeys(("mathrm", "mathit", "mathsf", "mathtt"), "ord"),
    "operatorname": "op",
    "operatorname*": "big",
}
"""Commands whose argument is a name of several letters, and how that is spaced."""

_FACE_NAMES = {"bold": "BOLD", "cal": "SCRIPT", "bb": "DOUBLE-STRUCK"}

SUPERSCRIPTS = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUW⊤′∘",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁᵂᵀ′°",
        strict=True,
    )
)
"""What there is of Unicode's raised characters."""

SUBSCRIPTS = dict(
    zip("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)
"""What there is of Unicode's lowered characters."""

TALL = {
    "(": "(⎛⎜⎝",
    ")": ")⎞⎟⎠",
    "[": "[⎡⎢⎣",
    "]": "]⎤⎥⎦",
    "{": "{⎧⎪⎩⎨",
    "}": "}⎫⎪⎭⎬",
    "|": "|│││",
    "‖": "‖║║║",
    "⌊": "⌊⎢⎢⎣",
    "⌋": "⌋⎥⎥⎦",
    "⌈": "⌈⎡⎢⎢",
    "⌉": "⌉⎤⎥⎥",
    "⟨": "⟨╱⟨╲",
    "⟩": "⟩╲⟩╱",
}
"""Brackets of several rows: the one-row form, top, extension, bottom and, for braces, the middle."""

TALL_ASCII = {
    "(": "(/|\\",
    ")": ")\\|/",
    "[": "[[[[",
    "]": "]]]]",
    "{": "{/|\\<",
    "}": "}\\|/>",
    "|": "||||",
    "<": "</<\\",
    ">": ">\\>/",
}
"""The same in ASCII."""


def faced(letter: str, face: str) -> str:
    """Return a letter in the face ``bold``, ``cal`` or ``bb``; itself where there is no such letter."""
    name = unicodedata.name(letter, "").removeprefix("LATIN ").removeprefix("GREEK ")
    name = name.replace(" LETTER", "")
    for start in (_FACE_NAMES[face], f"MATHEMATICAL {_FACE_NAMES[face]}"):
        try:
            return unicodedata.lookup(f"{start} {name}")
        except KeyError:
            continue
    return letter


def folded(text: str) -> str | None:
    """Return a text in ASCII, its accents taken off; None where a character has no ASCII form."""
    for sign in (*SYMBOLS.values(), *CHARACTERS.values()):
        text = text if text.isascii() else text.replace(sign[0], sign[1])
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)
    )
    bare = bare.translate(_PUNCTUATION)
    return bare if bare.isascii() else None


_PUNCTUATION = str.maketrans({"–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"'})
