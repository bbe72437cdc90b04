"""Speed, measured against a floor or a peer in the same run: ``make bench``.

A bench shows its goals and never asserts them: whether a figure is good enough is for people to say.
"""
