"""Formulas of vectors and matrices: shapes, values, gradients, slips."""
