"""The kinds of attack that ``validate/attacks.py`` runs, one file a kind."""
