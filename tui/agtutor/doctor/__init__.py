"""What this machine is like for the tutor: looked at, put into words, with what to do about it.

Each file here has the raw facts of one area, as they are on this machine (``here``), and what follows
from them (``findings``), so that machines that nobody has at hand can be judged too.
"""
