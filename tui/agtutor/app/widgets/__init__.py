"""The parts of the screens: each shows one thing, and says by a message what the learner did with it."""
