"""Lessons on the screen that leave no trace: a preview for authors, a play for demonstrations."""
