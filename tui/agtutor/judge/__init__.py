"""Is the answer right, and if not, what went wrong: pure functions from evidence to verdict."""
