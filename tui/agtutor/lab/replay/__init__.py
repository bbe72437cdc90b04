"""Back end 2, for where fork isn't safe: one worker, a hot spare, and seeded replay.

A holder is a history: the codes that lead to it. To run on it, a worker is brought to that history, by
running what is missing; then the run goes ahead in the worker itself. If it is kept, the worker stands
there; if not, the worker is of no more use, and the spare takes over.
"""
