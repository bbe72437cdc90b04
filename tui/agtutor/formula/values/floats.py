"""Double precision behind the few names that an mpmath context answers to: fast, and light."""

from __future__ import annotations

import math
from types import SimpleNamespace

FLOATS = SimpleNamespace(
    mpf=float,
    pi=math.pi,
    e=math.e,
    mag=lambda x: math.frexp(x)[1],
    floor=math.floor,
    power=math.pow,
    ln=math.log,
    asin=math.asin,
    acos=math.acos,
    atan=math.atan,
    asinh=math.asinh,
    acosh=math.acosh,
    atanh=math.atanh,
    sin=math.sin,
    cos=math.cos,
    sinh=math.sinh,
    cosh=math.cosh,
    tanh=math.tanh,
    exp=math.exp,
    sqrt=math.sqrt,
    cbrt=math.cbrt,
    erf=math.erf,
)
"""What ``evaluate`` needs of a context, for floats."""
