"""Whether two formulas agree on a domain, and where they don't."""
