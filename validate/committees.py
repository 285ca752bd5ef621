"""Does the rule of the vote predict committees that nobody here coded? Writes docs/validation/committees.md. Ten minutes on two cores.

    python validate/committees.py --data FOLDER         # everything; or set COLLEGIUM_SHARED
    python validate/committees.py --data FOLDER court   # some sections; the others stay as they were measured
    python validate/committees.py --page                # the page again, from the figures that are kept

The data are public but not part of the project. What is measured stays below runs/committees until the engine, the data or this study
changes, so an interrupted run goes on where it was.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from collegium.figures import save
from committees import data, study
from committees.page import SECTIONS, page
from committees.picture import picture

DOCS = Path(__file__).parent.parent / "docs" / "validation"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"of {', '.join(SECTIONS)}; default: all")
    parser.add_argument("--data", metavar="FOLDER", help=f"the folder of the public data; default: data in {data.VARIABLE}")
    parser.add_argument("--histories", type=int, default=study.HISTORIES, metavar="N", help="of each council (default: %(default)s)")
    parser.add_argument("--page", action="store_true", help="measure nothing: write the page again from the figures that are kept")
    given = parser.parse_args()
    if unknown := [name for name in given.sections if name not in SECTIONS]:
        parser.error(f"there is no section {', '.join(unknown)}: choose from {', '.join(SECTIONS)}")
    try:
        where = Path() if given.page else data.folder(given.data)
        for name in [] if given.page else given.sections or SECTIONS:
            begun = time.monotonic()
            study.write(study.measured(where, [name], given.histories))
            print(f"{name}: {(time.monotonic() - begun) / 60:.1f} minutes", flush=True)
    except data.DataError as error:
        parser.error(str(error))
    kept = study.load()
    DOCS.mkdir(parents=True, exist_ok=True)
    (DOCS / "committees.md").write_text(page(kept), encoding="utf-8")
    save(picture(kept["court"][1]), DOCS / "committees.svg")


if __name__ == "__main__":
    main()
