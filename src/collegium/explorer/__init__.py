"""What an explorer of histories needs from the engine: histories and futures in memory, what a person could do, the rules that can be
set, and a seat to take."""

from collegium.explorer.choosing import Choice, Option, choices, options
from collegium.explorer.futures import Futures
from collegium.explorer.history import Told
from collegium.explorer.memory import Case
from collegium.explorer.play import Game
from collegium.explorer.question import Question
from collegium.explorer.rules import Alternative, Clause, allowed, changed, clauses

__all__ = [
    "Alternative", "Case", "Choice", "Clause", "Futures", "Game", "Option", "Question", "Told", "allowed", "changed", "choices", "clauses",
    "options",
]  # fmt: skip
