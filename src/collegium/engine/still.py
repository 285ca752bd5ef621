"""Times in which nothing changes: while somebody compares moves, and while it is read who rules.

Then ``wk`` keeps what a body thinks of the heirs (power.py) and its roll (vote.py) from one motion to the next.
"""

from __future__ import annotations

from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY


@kernel
def stand_still(wk):
    """From here on nothing changes. Nothing is kept yet."""
    wk.still, wk.liked, wk.called = 1, NOBODY, NOBODY


@kernel
def move_on(wk):
    """Something may change again."""
    wk.still = 0
