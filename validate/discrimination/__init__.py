"""The instrument behind docs/discrimination.md: does the input matter, and does the model find what is obvious?

One file a section. Each has ``TITLE``, ``measure`` (the figures of the present engine) and ``show`` (its part of the page). Figures
are kept by engine hash in figures.json, so that the page can show an engine beside an earlier one.
"""
