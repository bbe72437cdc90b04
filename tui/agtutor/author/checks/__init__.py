"""How each kind of claim is tried; every check yields trials, and a fault where one doesn't hold."""
