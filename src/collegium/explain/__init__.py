"""One history, simulated again and explained: every move with the options weighed, every vote with its terms."""

from collegium.explain.replay import account
from collegium.explain.story import story, told
from collegium.explain.text import text

__all__ = ["account", "story", "text", "told"]
