"""A lesson in progress: what stands, what comes next. Headless; the one driver of every front."""
