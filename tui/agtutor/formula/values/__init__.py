"""What a formula is worth at a point, and trees built while working that out."""
