"""Slips of calculus in the chain of the first lesson: formula, variable, wrong answer, slip."""

from __future__ import annotations

FORMULAS = [
    ("returns-summand", "sum_i z_i", "z_i", "z_i", "sum-not-differentiated"),
    ("zero-for-sum", "sum_i z_i", "z_i", "0", "diff-twice"),
    ("zero-derivative-of-y", "y_i + 5", "y_i", "0", "diff-twice"),
    ("one-plus-five", "y_i + 5", "y_i", "6", "const-not-zero"),
    ("forgot-two", "x_i^2", "x_i", "x_i", "power-no-coeff"),
    ("forgot-x", "x_i^2", "x_i", "2", "diff-twice"),
    ("integrated", "x_i^2", "x_i", "x_i^3/3", "integrated"),
    ("not-differentiated", "x_i^2", "x_i", "x_i^2", "unchanged"),
    ("power-not-lowered", "x_i^2", "x_i", "2x_i^2", "power-no-decrement"),
    ("constant-survives", "sum_i (x_i^2 + 5)", "x_i", "2x_i + 5", "const-not-zero"),
    ("adds-links", "sum_i (x_i^2 + 5)", "x_i", "2 + 2x_i", "extra-const"),
    ("mean-factor", "sum_i (x_i^2 + 5)", "x_i", "2x_i/21", "const-factor"),
    ("sums-over-i", "sum_i (x_i^2 + 5)", "x_i", "42x_i", "const-factor"),
    ("sign", "sum_i (x_i^2 + 5)", "x_i", "-2x_i", "sign"),
]
