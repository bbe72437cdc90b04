"""What happens inside a lab child: one run of the learner's code, and the evidence of it.

Everything here runs in a process that can be killed, with torch loaded. ``execute.execute`` runs an
answer once and returns plain data; ``facts.describe`` and ``gradient.measure`` look at what stands.
"""
