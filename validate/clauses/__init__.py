"""The study behind docs/clauses.md: the scenario ``council`` with one clause of its constitution changed at a time.

``study`` measures, ``page`` writes. The clauses are rows of clauses.csv. Figures are kept in figures.json.
"""
