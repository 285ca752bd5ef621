"""Files: written whole or not at all, read without hanging, and the folders whose manifest says what the program may replace.

Whatever writes goes through this room, so that the rule of ``docs/results.md`` holds in one place.
"""
