"""Words of torch that a learner may have meant, as far as lessons need them."""

from __future__ import annotations

_ATTRIBUTES = """
abs backward clone cos cpu cumsum data detach dim dot double dtype exp flip float grad grad_fn int
is_leaf item log long matmul max mean min ndim neg numel numpy pow prod relu requires_grad
requires_grad_ reshape retain_grad retains_grad shape sigmoid sin size sqrt square squeeze std sum t
tan tanh to tolist transpose type unsqueeze var view zero_
"""

_FUNCTIONS = """
abs allclose arange autograd cat cos detach double empty equal exp float float32 float64 from_numpy
full func int isclose linspace log matmul max mean min no_grad ones ones_like pow prod rand randn
relu sigmoid sin sqrt square stack sum tanh tensor zeros zeros_like
"""

ATTRIBUTES = tuple(_ATTRIBUTES.split())
"""What a tensor has."""

FUNCTIONS = tuple(_FUNCTIONS.split())
"""What torch has."""

DRAWING = ("plot", "scatter", "title", "xlabel", "ylabel", "legend", "figure", "subplots", "show")
"""What a ``plt`` has."""

KEYWORDS = (
    "requires_grad",
    "dtype",
    "steps",
    "device",
    "start",
    "end",
    "step",
    "out",
    "dim",
    "keepdim",
)
"""What torch's functions call their arguments."""

MODULES = ("torch", "numpy", "math", "matplotlib", "plotext", "random", "time")
"""What can be imported."""

SHORT_NAMES = {"np": "numpy", "plt": "matplotlib.pyplot", "torch": "torch", "math": "math"}
"""The names that these modules go by."""
