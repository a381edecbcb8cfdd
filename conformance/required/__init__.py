"""What must come back, and who says so.

notation      the neutral notation of observations and expectations
errnos        names for errnos
requirements  what the documents state
expectations  the result that a dialect must give to each behaviour, with its basis
divergences   why real systems differ
"""
