"""Votes of real committees that nobody of this project coded: the court, the central bank, and the leaderships of many countries."""
