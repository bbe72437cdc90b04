"""What lies behind a difference: causes that the code shows, where the outcome shows an effect."""
