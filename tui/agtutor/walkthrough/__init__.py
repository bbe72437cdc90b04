"""A lesson in progress: what stands, what comes next. Headless; the one driver of every front."""

from agtutor.walkthrough.progress import Entry, Progress, Status
from agtutor.walkthrough.walk import Answered, Walkthrough

__all__ = ["Answered", "Entry", "Progress", "Status", "Walkthrough"]
