"""The mistakes that learners make in tensor code, as data: how each is told, and what is said to it."""
