"""Which clause prevents one-man rule? Measures what docs/clauses.md shows, and writes the page. Half an hour on two cores.

    python validate/clauses.py                               # everything
    python validate/clauses.py --pairs 300 --histories 1000  # faster, with wider intervals
    python validate/clauses.py --page                        # the page again, from the figures that are kept

What is measured stays below runs/discrimination until the engine changes, so an interrupted run goes on where it was.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from clauses.page import page
from clauses.study import KEPT, council, measure_clauses, measure_founder
from collegium.engine.cache import engine_hash
from collegium.scenario.hash import scenario_hash
from discrimination.store import Book
from discrimination.values import Size

PAGE = Path(__file__).parent.parent / "docs" / "clauses.md"
HISTORIES, PAIRS = 2000, 600


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--histories", type=int, default=HISTORIES, metavar="N", help="for how often it happens (default: %(default)s)")
    parser.add_argument("--pairs", type=int, default=PAIRS, metavar="N", help="for each clause (default: %(default)s)")
    parser.add_argument("--page", action="store_true", help="measure nothing: write the page again from the figures that are kept")
    given = parser.parse_args()
    book = Book(KEPT)
    if not given.page:
        size = Size(histories=given.histories, pairs=given.pairs)
        about = {"scenario": scenario_hash(council()), "histories": size.histories, "pairs": size.pairs}
        for name, measure in (("founder", measure_founder), ("clauses", measure_clauses)):
            book.put(engine_hash(), name, measure(size), about)
        book.write()
    PAGE.write_text(page(book, book.latest), encoding="utf-8")


if __name__ == "__main__":
    main()
