"""Reports: the results of asking subjects about behaviours, as data and in other formats.

report      the report as data, described by `schema.json`
reading     a report read back, also one of an earlier version
merging     several reports made into one
terminal    the summary that a terminal shows
formats/    HTML, Markdown, JUnit and JSON
badge       an image with a subject's share of expectations met
markup      filling the templates in `templates/`, with text from outside escaped
"""
