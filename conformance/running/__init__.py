"""Running the questions' programs and judging what comes back.

processes   the processes of running programs; `host` forks those in Python
runtime     what a Python program needs to take part in a run
systems     the tables of the real Schemes
peer        the other end of a script
run         one run: a program in step with its peer
results     what was observed beside what is expected
subjects    who is asked: dialects, real Schemes, recordings
recordings  what real Schemes were seen to do, as data
suite       all questions to all subjects
"""
