"""How the dialects differ: in names, in expectations and in what they do.

words            observations and expectations in plain words
comparison       one question across subjects
names            the names of all dialects; `counterparts` says which serve the same purpose
behaviour_pages  the pages on how the dialects answer each question
name_pages       the pages on names
pages            all generated pages of the documentation
"""
