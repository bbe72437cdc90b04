"""A tutor for automatic differentiation, in the terminal, on live PyTorch tensors."""

__version__ = "0.1.0"
