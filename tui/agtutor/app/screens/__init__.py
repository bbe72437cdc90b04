"""The screens: the course, a lesson, its history, the help, and what asks once."""
