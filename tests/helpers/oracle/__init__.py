"""The second implementation of the engine: plain Python, written from docs/odd.md alone."""
