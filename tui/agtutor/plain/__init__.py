"""The tutor line by line on standard input and output: for screen readers, braille lines and pipes."""
