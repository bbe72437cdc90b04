"""The wrong derivatives that a formula invites: made from the formula itself, told apart, and named."""
