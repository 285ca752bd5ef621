"""Does the input matter? Measures what docs/discrimination.md shows, and writes the page. Half an hour on two cores.

    python validate/discrimination.py                             # everything, with 2,000 histories
    python validate/discrimination.py --histories 500 --pairs 60  # faster, with wider intervals
    python validate/discrimination.py --page                      # the page again, from the figures that are kept
    python validate/discrimination.py votes limits                # some sections; the others stay as they were measured

What is measured stays below runs/discrimination until the engine or the instrument changes, so an interrupted run goes on where it was.
The figures of each engine are in validate/discrimination/figures.json. The first engine ever measured is the column *before*.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import asdict, fields
from pathlib import Path

from collegium.engine.cache import engine_hash
from collegium.scenario.hash import scenario_hash
from discrimination import store
from discrimination.case import flagship
from discrimination.page import SECTIONS, page
from discrimination.values import Size

PAGE = Path(__file__).parent.parent / "docs" / "discrimination.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"of {', '.join(SECTIONS)}; default: all")
    for one in fields(Size)[:5]:
        parser.add_argument(f"--{one.name}", type=int, default=one.default, metavar="N")
    parser.add_argument("--page", action="store_true", help="measure nothing: write the page again from the figures that are kept")
    given = parser.parse_args()
    if unknown := [name for name in given.sections if name not in SECTIONS]:
        parser.error(f"there is no section {', '.join(unknown)}: choose from {', '.join(SECTIONS)}")
    size = Size(**{one.name: getattr(given, one.name) for one in fields(Size)[:5]})
    measured([] if given.page else given.sections or list(SECTIONS), size)


def measured(sections: list[str], size: Size) -> None:
    """Measure these sections and write the page after each."""
    case, book = scenario_hash(flagship()), store.Book()
    for name in sections:
        begun = time.monotonic()
        kept = store.once(name, size, case, lambda name=name: store.packed(SECTIONS[name].measure(size)))
        book.put(engine_hash(), name, store.opened(kept), {"scenario": case} | asdict(size))
        book.write()
        PAGE.write_text(page(book, book.latest), encoding="utf-8")
        print(f"{name}: {len(kept)} figures, {(time.monotonic() - begun) / 60:.1f} minutes", flush=True)
    PAGE.write_text(page(book, book.latest), encoding="utf-8")


if __name__ == "__main__":
    main()
