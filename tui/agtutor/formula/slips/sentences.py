"""The words for each slip: what was done, and where to look; on a second miss, one step further.

Fields in braces are parts of the learner's formula, typeset. No sentence gives the derivative away.
"""

from __future__ import annotations

from agtutor.record import Record


class Sentence(Record):
    """The words for one kind of slip.

    Attributes:
        say: what was done, and a question or a pointer.
        more: what goes further, for a second miss.
        also: the mistake as a clause after "if", for an answer that two mistakes lead to.
    """

    say: str
    more: str
    also: str


SENTENCES: dict[str, Sentence] = {
    # The whole answer.
    "unchanged": Sentence(
        "That is the formula itself. How fast does it change when {var} moves a little?",
        "Begin at the outermost operation of {node}: which rule does it call for?",
        "the formula is left as it is",
    ),
    "sign": Sentence(
        "The size is right and the sign is turned. Where does a minus come in at {node}, or go?",
        "Take {node} by itself: does it grow or fall when what is in it grows?",
        "a sign turns at {node}",
    ),
    "const-factor": Sentence(
        "Your formula is a constant multiple of the derivative. Which factor came in, or went missing?",
        "It is {factor} times the derivative.",
        "a constant factor is off",
    ),
    "extra-const": Sentence(
        "Your formula is off by a constant. What does a constant in a sum leave behind?",
        "It is {gap} away from the derivative, wherever {var} lies.",
        "a constant is added",
    ),
    "one-number": Sentence(
        "That is one number for every {var}, and {node} is not equally steep everywhere. What does its "
        "slope depend on?",
        "A number is the slope at one place at most; a formula in {var} is asked for.",
        "it is the slope at one place",
    ),
    "integrated": Sentence(
        "You went the other way: the derivative of your formula is the formula that was given.",
        "Here the question is how fast {node} changes, and not what changes as fast as it.",
        "it is integrated",
    ),
    "diff-twice": Sentence(
        "You differentiated twice: this is the derivative of the derivative.",
        "Stop after the first derivative of {node}.",
        "it is differentiated twice",
    ),
    "wrong-variable": Sentence(
        "That is the derivative by {other}. Which name is to move here?",
        "Only {var} moves; {other} stands still, like a number.",
        "it is differentiated by {other}",
    ),
    "const-as-var": Sentence(
        "In your formula {other} moves along with {var}. Which of the two is to move?",
        "Treat {other} like a number: it stands still.",
        "{other} moves too",
    ),
    "domain": Sentence(
        "Your formula is right for {good}, and not elsewhere. What changes on the other side?",
        "Put a number from the other side into {node} and into your formula, and look at the signs.",
        "one side of the domain is left out",
    ),
    "missing-parens": Sentence(
        "I read {read}. With brackets at another place it would be right.",
        "Products and quotients are taken from left to right, and bind tighter than sums: "
        "bracket what belongs together.",
        "brackets are missing",
    ),
    # The chain rule.
    "chain-no-inner": Sentence(
        "You have the derivative of the outer function of {node}. "
        "The inner function, {inner}, moves too: how fast?",
        "The chain rule has a factor for the inner function: differentiate {inner} on its own.",
        "the derivative of {inner} is left out",
    ),
    "chain-outer-at-x": Sentence(
        "In {node} you took the outer derivative at {var}. What does the outer function work on?",
        "The outer derivative is taken at the inner function, which is {inner}.",
        "the outer derivative of {node} is taken at {var}",
    ),
    "chain-outer-of-inner-deriv": Sentence(
        "In {node} you put the inner derivative inside the outer one. "
        "Does the chain rule nest the two, or multiply them?",
        "Leave {inner} as it is inside the outer derivative; its own derivative is a factor.",
        "the inner derivative stands inside the outer one",
    ),
    "chain-sum": Sentence(
        "At {node} you added the outer derivative and the inner one. How are the two joined?",
        "Think of gears: {var} turns {inner}, and {inner} turns {node}. What do two ratios make?",
        "the two derivatives at {node} are added",
    ),
    "outer-not-differentiated": Sentence(
        "The function {node} stands in your formula as it was. What is its own derivative?",
        "Each function in the chain gives a derivative: the outer function of {node} has one too.",
        "{node} is left as it was",
    ),
    "inner-only": Sentence(
        "At {node} you differentiated the inner function, {inner}, alone. What of the outer one?",
        "The outer function needs its derivative as well, taken at {inner}.",
        "only {inner} is differentiated",
    ),
    "chain-skipped-middle": Sentence(
        "The chain through {node} has more links than your formula. "
        "Count the functions that stand inside one another: is there a factor for each?",
        "The link that is missing is the outer function of {node}.",
        "the link at {node} is skipped",
    ),
    # Powers and exponentials.
    "power-no-decrement": Sentence(
        "In {node} the exponent came down as a factor, and is still up there. What becomes of it?",
        "The power rule lowers the exponent by one.",
        "the exponent of {node} isn't lowered",
    ),
    "power-no-coeff": Sentence(
        "In {node} you lowered the exponent. Where does the old exponent go?",
        "The power rule puts the old exponent in front, as a factor.",
        "the old exponent of {node} is no factor",
    ),
    "power-increment": Sentence(
        "In {node} your exponent went up by one. Which way does it go when you differentiate?",
        "Subtract one from the exponent: from a negative one, that leads further from zero.",
        "the exponent of {node} is raised",
    ),
    "power-on-exp": Sentence(
        "You used the power rule on {node}. Does {var} stand in the base there, or in the exponent?",
        "The power rule needs an exponent that stands still; an exponential has its own rule.",
        "{node} is taken for a power",
    ),
    "exp-no-log": Sentence(
        "In {node} the base is {base}. Which base makes an exponential its own derivative?",
        "Write {base} as a power of $e$, and use the chain rule: a factor comes out.",
        "{base} is taken for $e$",
    ),
    "exp-const-base": Sentence(
        "In {node} both the base and the exponent depend on {var}, and you let the base stand still.",
        "Write it as $e$ to the exponent times the logarithm of the base; then both move.",
        "the base of {node} stands still",
    ),
    # Products.
    "product-of-derivs": Sentence(
        "You multiplied the derivatives of the factors of {node}. "
        "Would that rule give the derivative of $x \\cdot x$?",
        "In the product rule one factor moves at a time, while the others stand still.",
        "the derivatives of the factors are multiplied",
    ),
    "product-minus": Sentence(
        "Both parts of the product rule for {node} are there, one of them with a minus. "
        "If both factors grow, what does each part add?",
        "The minus belongs to the quotient rule.",
        "a minus joins the parts at {node}",
    ),
    "product-dropped-term": Sentence(
        "In {node} more than one factor depends on {var}. Your formula lets one of them stand still.",
        "There is a term for each factor: its derivative, times the other factors as they are.",
        "a factor of {node} stands still",
    ),
    "product-wrong-pairing": Sentence(
        "In the product rule for {node} a derivative is paired with a function. Which goes with which?",
        "The derivative of one factor is multiplied by the other factor, not by its own.",
        "the factors of {node} are paired otherwise",
    ),
    "product-as-sum": Sentence(
        "You added the derivatives of the factors of {node}. That is the rule for a sum: what is this?",
        "In the product rule each derivative is multiplied by the other factor.",
        "{node} is taken for a sum",
    ),
    "dropped-param": Sentence(
        "The factor {term} of {node} is missing. What does a constant factor do under the derivative?",
        "A constant factor stays a factor.",
        "the factor {term} is left out",
    ),
    # Quotients.
    "quotient-of-derivs": Sentence(
        "At {node} you divided one derivative by the other. "
        "Would that rule give the derivative of $x^2 / x$?",
        "The quotient rule has a difference over the bar, and a square under it.",
        "the derivatives at {node} are divided",
    ),
    "recip-of-deriv": Sentence(
        "At {node} you left the numerator and differentiated {under} under the bar. "
        "Would that rule give the derivative of $1 / x$?",
        "Read it as {under} to the power of minus one, and use the chain rule.",
        "{under} is differentiated under the bar",
    ),
    "quotient-plus": Sentence(
        "Both products of the quotient rule for {node} are there, with a plus. "
        "If the denominator grows, does the quotient grow?",
        "The part with the derivative of {under} is subtracted.",
        "a plus joins the parts at {node}",
    ),
    "quotient-swapped": Sentence(
        "Both products of the quotient rule for {node} are there, swapped. Which comes first?",
        "If only the numerator grows, the quotient grows: its part has the plus.",
        "the parts at {node} are swapped",
    ),
    "quotient-no-square": Sentence(
        "Over the bar the quotient rule for {node} is right. What happens to {under} under the bar?",
        "The quotient rule squares the denominator.",
        "{under} isn't squared",
    ),
    "quotient-denom-missing": Sentence(
        "That is what the quotient rule for {node} has over the bar. What stands under it?",
        "The quotient rule divides by a power of {under}.",
        "nothing stands under the bar",
    ),
    "quotient-wrong-denom": Sentence(
        "Over the bar the quotient rule for {node} is right. Look at what you square under it.",
        "The whole denominator is squared, and {under} is the denominator.",
        "something else than {under} is squared",
    ),
    # Sums.
    "const-not-zero": Sentence(
        "In {node} the term {term} has left something. How much does it change when {var} moves?",
        "A constant doesn't change, so its derivative is nothing at all.",
        "the constant {term} is kept",
    ),
    "const-alone": Sentence(
        "You kept {term} of {node}, and nothing of the rest. Which part changes when {var} moves?",
        "{term} stays as it is wherever {var} lies, so it is not what the slope is made of.",
        "the constant {term} alone is kept",
    ),
    "term-dropped": Sentence(
        "One term of {node} has left nothing in your formula, though it depends on {var}. Which one?",
        "It is {term}.",
        "the term {term} is lost",
    ),
    "term-not-diff": Sentence(
        "One term of {node} stands in your formula as it was. Which one?",
        "It is {term}.",
        "the term {term} is left as it was",
    ),
    "term-sign": Sentence(
        "One term of {node} has turned its sign on the way. Which one?",
        "It is the term that comes from {term}.",
        "the sign of {term} turns",
    ),
    "sum-as-product": Sentence(
        "You multiplied the derivatives of the terms of {node}. What is the derivative of a sum?",
        "Each term changes on its own, and the changes add up.",
        "{node} is taken for a product",
    ),
    # The table.
    "trig-table": Sentence(
        "For {node} you have the derivative of another function. Which one belongs to this one?",
        "If the table escapes you, work it out: write {node} with functions that you know, or undo it.",
        "another entry of the table is taken for {node}",
    ),
    "outer-table": Sentence(
        "What you have for {node} is not quite its derivative. How is this function made?",
        "Write {node} out with powers and exponentials, and differentiate that.",
        "another derivative is taken for {node}",
    ),
    "log-base": Sentence(
        "Which base does the logarithm {node} have? Your derivative belongs to another one.",
        "To base $e$ the derivative is one over the argument; another base brings a factor.",
        "the base of {node} is another",
    ),
    "log-as-recip-log": Sentence(
        "Your formula has a logarithm under the bar. Is the derivative of {node} still a logarithm?",
        "What stands under the bar is what the logarithm is taken of.",
        "one over the logarithm is taken for {node}",
    ),
    # Index forms.
    "wrong-index": Sentence(
        "Your formula speaks of {other}, and the question asks about {var}. Which index is left over?",
        "The index under a sum is gone once the sum is; what is left is the entry that moves.",
        "the index is another",
    ),
    "sum-kept": Sentence(
        "The sum is still there. Of all the terms of {node}, how many depend on {var}?",
        "Write the first three terms out, and differentiate them by the second entry.",
        "the sum is kept",
    ),
    "sum-not-differentiated": Sentence(
        "You picked the one term of {node} that depends on {var}, and left it as it was.",
        "Now differentiate that term by {var}.",
        "the term is left as it was",
    ),
}
"""The words for every slip that a formula of numbers can have, by its id."""
