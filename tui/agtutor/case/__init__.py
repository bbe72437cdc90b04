"""What goes between the processes about one answer, as plain data: question, evidence, verdict."""
