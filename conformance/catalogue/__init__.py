"""Comparison of the dialects: their names, expectations and results.

words            observations and expectations in English
comparison       one behaviour across subjects
names            the names of all dialects
counterparts     the names that serve the same purpose in different dialects
behaviour_pages  the generated pages about behaviours
name_pages       the generated pages about names
pages            all generated pages of the documentation
"""
