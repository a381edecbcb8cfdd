"""Running the behaviours' programs and comparing the observations with the expectations.

processes   the processes of running programs; `host` forks those in Python
runtime     runtime support of the Python programs
systems     the tables of the real Schemes
peer        the harness's end of the connections in a script
run         one run: a program in step with its peer
results     observations compared with expectations
subjects    the dialects and real Schemes that can be asked
recordings  the observations of real Schemes, as data
suite       asking many subjects about many behaviours
"""
