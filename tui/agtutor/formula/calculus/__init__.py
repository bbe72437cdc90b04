"""Derivatives: by our own rules, step by step, and by sympy."""
