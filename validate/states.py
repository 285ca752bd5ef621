"""What would the Stalin of 1927, 1929 and 1937 be by the definition of rule? Writes docs/states.md. Half an hour on two cores.

    python validate/states.py               # everything
    python validate/states.py --draws 50    # faster, with wider intervals
    python validate/states.py --page        # the page again, from the figures that are kept

What is measured stays below runs/discrimination until the engine or a state changes, so an interrupted run goes on where it was.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from collegium.engine.cache import engine_hash
from discrimination.store import Book
from discrimination.values import Size
from states.page import SECTION, page
from states.study import KEPT, measure

PAGE = Path(__file__).parent.parent / "docs" / "states.md"
DRAWS = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--draws", type=int, default=DRAWS, metavar="N", help="of the parameters, for each row (default: %(default)s)")
    parser.add_argument("--page", action="store_true", help="measure nothing: write the page again from the figures that are kept")
    given = parser.parse_args()
    book = Book(KEPT)
    if not given.page:
        size = Size(limits=given.draws)
        book.put(engine_hash(), SECTION, measure(size), {"limits": size.limits})
        book.write()
    PAGE.write_text(page(book, book.latest), encoding="utf-8")


if __name__ == "__main__":
    main()
