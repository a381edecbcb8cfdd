"""The documents' requirements, the expectations of each dialect, and known differences.

notation      the neutral notation of observations and expectations
errnos        names for errnos
requirements  what the documents state
expectations  the result that a dialect must give to each behaviour, with its basis
divergences   the known differences of real systems, with reasons
"""
