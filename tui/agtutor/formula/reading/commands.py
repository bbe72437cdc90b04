"""LaTeX's commands, as far as a formula has a use for them."""

from __future__ import annotations

_SPACES = (
    "quad qquad space thinspace medspace thickspace enspace limits nolimits displaystyle textstyle "
    "scriptstyle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle"
)
SPACES = frozenset((*_SPACES.split(), ",", ";", ":", "!", ">", " "))
"""Dropped: they move things on paper and mean nothing."""

SIGNS = {
    "cdot": "*",
    "cdotp": "*",
    "times": "*",
    "ast": "*",
    "star": "*",
    "div": "/",
    "odot": "⊙",
    "top": "⊤",
    "intercal": "⊤",
    "prime": "'",
    "partial": "∂",
    "nabla": "∇",
    "int": "∫",
    "infty": "∞",
    "prod": "∏",
    "sum": "∑",
    "vert": "|",
    "mid": "|",
    "|": "‖",
    "Vert": "‖",
    "lVert": "‖",
    "rVert": "‖",
    "pm": "±",
    "mp": "∓",
    "le": "≤",
    "leq": "≤",
    "ge": "≥",
    "geq": "≥",
    "ne": "≠",
    "neq": "≠",
    "approx": "≈",
    "equiv": "≡",
    "to": "→",
    "rightarrow": "→",
    "Rightarrow": "⇒",
    "implies": "⇒",
    "in": "∈",
    "circ": "°",
    "{": "\\{",
    "}": "\\}",
    "lbrace": "\\{",
    "rbrace": "\\}",
    "lbrack": "[",
    "rbrack": "]",
    "lparen": "(",
    "rparen": ")",
    "(": "\\(",
    ")": "\\)",
    "[": "\\[",
    "]": "\\]",
    "lvert": "\\|",
    "rvert": "|\\",
}
"""Commands that are another spelling of a sign; bars that know their side are ``\\|`` and ``|\\``."""

FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac"))

_STYLES = (
    "mathrm mathbf mathit mathsf mathtt mathnormal boldsymbol bm operatorname text textrm textbf "
    "textit mathop vec"
)
STYLES = frozenset(_STYLES.split())
"""Commands that only say how their argument looks."""

ACCENTS = frozenset(("hat", "bar", "tilde", "widehat", "widetilde", "overline"))
"""Commands that make a name of a letter: ``\\hat{y}`` is the symbol ``y_hat``."""

GREEK = {
    "varepsilon": "epsilon",
    "vartheta": "theta",
    "varphi": "phi",
    "varrho": "rho",
    "varsigma": "sigma",
    "varkappa": "kappa",
    "varpi": "pi",
}
"""Other shapes of the same letters."""
