"""One module a rule; each says what it looks for, when it stays silent, and what it finds."""
