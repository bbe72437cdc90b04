"""Tools for those who write lessons: the proof of a lesson, verdicts as JSON Lines."""
