"""`schemesockets port` as a person meets it; `dialects.scheme.writing` writes the Python.

account       what is told of a port: forms by how they are written, calls of the dialect, reasons
port_page     the program beside its Python, as a page
notes         what changes in Python, how real systems differ, and what documents require, by name
side_by_side  a program under `run` beside its port, with the same input
"""
