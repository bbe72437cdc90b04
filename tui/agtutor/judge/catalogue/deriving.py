"""Slips of calculus that a chain of a power, a shift and a sum invites; ``formula`` works them out."""

from __future__ import annotations

from agtutor.judge.catalogue.entry import Entry, Worked


def _slip(slip: str, did: str, nudge: str, *forms: str) -> Entry:
    return Entry(slip, (Worked(slip),), did, nudge, forms)


ENTRIES = (
    _slip(
        "sum-kept",
        "The sum was kept, as if every term depended on the variable.",
        "Of all the terms, how many hold the one entry that moves?",
        "a count of the terms",
        "the slope times their number",
    ),
    _slip(
        "const-alone",
        "The constant was kept, and nothing of the rest.",
        "Which part changes when the variable moves?",
    ),
    _slip(
        "one-number",
        "One number was given for a slope that differs from place to place.",
        "What does the slope depend on?",
    ),
    _slip(
        "sum-not-differentiated",
        "The one term that depends on the variable was picked, and left as it was.",
        "If the variable grows by 1, by how much does the sum?",
    ),
    _slip(
        "diff-twice",
        "The formula was differentiated once more than asked for.",
        "What does the first derivative look like?",
        "0 for a sum",
        "0 for a shift",
        "a constant for a square",
    ),
    _slip(
        "const-not-zero",
        "A constant has left something in the derivative.",
        "How much does it change when the variable moves?",
        "of a shift",
        "of a chain",
    ),
    _slip(
        "power-no-coeff",
        "The exponent was lowered, and the old one is gone.",
        "Where does the old exponent go?",
    ),
    _slip(
        "integrated",
        "That is a formula whose derivative is the one that was given.",
        "Is a slope asked for, or an area?",
    ),
    _slip(
        "unchanged",
        "The formula itself was given back.",
        "How fast does it change when the variable moves a little?",
    ),
    _slip(
        "power-no-decrement",
        "The exponent came down as a factor, and is still up there.",
        "From the second power to which?",
    ),
    _slip(
        "extra-const",
        "The formula is off by a constant everywhere, as when the links of a chain are added.",
        "How do the slopes of the links combine?",
    ),
    _slip(
        "const-factor",
        "The formula is a constant multiple of the derivative.",
        "In how many terms does the variable occur, and is anything divided by their number?",
    ),
    _slip(
        "sign",
        "The size is right and the sign is turned.",
        "Does the function rise or fall at one point of your choice?",
    ),
)
