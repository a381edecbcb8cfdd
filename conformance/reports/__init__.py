"""Reports: what was asked of whom, and what came of it.

report      the report as data, described by `schema.json`
merging     several reports made into one
terminal    the summary that a terminal shows
formats/    HTML, Markdown, JUnit and JSON
badge       an image with a subject's share of requirements met
markup      the templates in `templates/`, those of `catalogue` too, filled safely
"""
