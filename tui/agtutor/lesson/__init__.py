"""What a lesson is: the model, the reader with a place for every error, and where lessons are found."""
