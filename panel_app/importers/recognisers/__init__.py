"""What a paper is: one recogniser a kind, and `recognise`, which asks them all."""
