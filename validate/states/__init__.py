"""The study behind docs/states.md: what the definition of rule says of made-up states of 1927, 1929 and 1937.

``study`` measures, ``page`` writes. The states are in tests/cases/states, their changes in variants.csv, the figures in figures.json.
"""
