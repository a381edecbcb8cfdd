"""Scripts that nobody wrote: generated, asked of two subjects, compared, made small.

generation    scripts, drawn by the effects of phrases
model         what is known of a script's connection while it is drawn
joining       many scripts in one program
asking        the outcomes of scripts, from as few processes as possible
differences   how two outcomes differ, and of which kind that is
reasons       the reasons on file for kinds of difference
exploration   all of it together, within a time
saving        a difference as a question with expectations
"""
