"""Standard bugs in place of a solution: whoever checks a step has to refuse what changes its answer."""
