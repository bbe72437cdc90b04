"""The words for the slips of vectors and matrices; see ``slips.sentences``."""

from __future__ import annotations

from agtutor.formula.slips.sentences import SENTENCES, Sentence

OWN: dict[str, Sentence] = {
    "transposed": Sentence(
        "The entries are right, and they lie the other way round. "
        "Which shape does the gradient by {var} have?",
        "A gradient has the shape of {var}, so that one can be added to the other.",
        "the whole is transposed",
    ),
    "transpose-missing": Sentence(
        "Look at {term} in your formula. Which way round does it stand on the way back through {node}?",
        "What multiplies from the left on the way there multiplies transposed on the way back.",
        "{term} isn't transposed",
    ),
    "order-swapped": Sentence(
        "The factors are right, and two of them stand in the other order. "
        "Follow one entry of {node}: what meets what?",
        "Products of matrices don't commute: what stood on the left of the variable stays on the left.",
        "the factors that come from {node} are swapped",
    ),
    "symmetry-assumed": Sentence(
        "That would be right if {term} were symmetric. What if it isn't?",
        "Both sides of {term} depend on {var}: one brings {term}, and the other brings it transposed.",
        "{term} is taken for symmetric",
    ),
    "quadratic-no-two": Sentence(
        "A factor is missing, and the rest is right. How often does {var} stand in {node}?",
        "A square brings a factor of two, with vectors as with numbers.",
        "the two of the square is left out",
    ),
    "half-lost": Sentence(
        "A factor too much is there, and the rest is right. What does the half in {node} do?",
        "The half stands in front of all, and meets the two of the square.",
        "the half is left out",
    ),
    "term-turned": Sentence(
        "A sign in your formula is turned, in what comes from {node}. Which one?",
        "It is that of {term}.",
        "the sign of {term} is turned",
    ),
    "term-lost": Sentence(
        "Something is missing in your formula where {node} comes in. What is it?",
        "It is {term}.",
        "{term} is left out",
    ),
    "link-missing": Sentence(
        "That is the gradient by {node}, and {node} depends on {var} in its turn. "
        "How does what arrives there go on to {var}?",
        "On the way back, each product passes on what arrives times its other factor, transposed.",
        "the way from {node} to {var} is left out",
    ),
    "one-side-only": Sentence(
        "The variable {var} stands in {node} more than once, and each of them moves. "
        "Which of them did you follow?",
        "Hold one of them still and differentiate by the other; then swap, and add the two.",
        "only one {var} in {node} moves",
    ),
    "denominator-still": Sentence(
        "The numerator of {node} is followed rightly. Does what is under the bar stand still?",
        "Read it as a product with one over the denominator; both factors move.",
        "the denominator of {node} stands still",
    ),
    "norm-no-length": Sentence(
        "That belongs to the squared norm. {node} has a root in it: what does the root bring?",
        "The gradient of a length is a vector of length one.",
        "{node} is taken for its square",
    ),
    "mean-no-count": Sentence(
        "A sum has this gradient, and {node} is a mean. What is the difference?",
        "A mean is the sum divided by how many entries there are.",
        "{node} is taken for a sum",
    ),
    "sum-kept": Sentence(
        "The sum is still there: your formula is one number. "
        "Which shape does the gradient by {var} have?",
        "Of the sum, only the term with that entry of {var} moves, and so the sum is gone.",
        "the sum is kept",
    ),
    "trace-kept": Sentence(
        "The trace is still there: your formula is one number. "
        "Which shape does the gradient by {var} have?",
        "Each entry of {var} has a derivative of its own, and the gradient is the table of them.",
        "the trace is kept",
    ),
    "sum-dropped": Sentence(
        "Your formula still has the index {other}, and the gradient by {var} speaks of no such entry. "
        "What happens to all the terms with another {other}?",
        "Each of them depends on {var}, so the sum over {other} stays.",
        "the sum over {other} is left out",
    ),
    "shape": Sentence(
        "Your formula is {shape}, and the gradient by {var} has the shape of {var}: {wanted}.",
        "Write the shape of each factor below it: neighbours have to agree, and the outer two remain.",
        "the shape is another",
    ),
}
"""The slips that only vectors and matrices have, and those that read otherwise there."""

WORDS = {**SENTENCES, **OWN}
"""The words for every slip of a formula of vectors, by its id."""
