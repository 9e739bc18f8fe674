"""What is computed from the values of a measure, and said of them: pure functions."""
