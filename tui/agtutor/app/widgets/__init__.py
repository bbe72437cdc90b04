"""The parts of the screens: each shows one thing, and says by messages what is done with it."""
