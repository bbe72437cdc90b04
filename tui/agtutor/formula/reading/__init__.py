"""The steps from text to tree: clean characters, tokens, operands; the parser puts them in order."""
