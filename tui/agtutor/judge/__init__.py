"""Is the answer right, and if not, what went wrong? Plain data in, a verdict out; never torch."""

from agtutor.judge.court import Case, judge

__all__ = ["Case", "judge"]
