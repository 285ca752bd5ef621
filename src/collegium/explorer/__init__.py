"""What an explorer of histories needs from the engine: histories and futures in memory, what a person could do, the rules that can be
set, and a seat to take."""

from collegium.explorer.futures import Futures
from collegium.explorer.memory import Case, Told

__all__ = ["Case", "Futures", "Told"]
