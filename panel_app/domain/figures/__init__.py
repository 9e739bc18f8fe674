"""Do the figures of a paper agree with each other?"""
