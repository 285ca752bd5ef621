"""Do two engines give the same histories? Then what one has measured holds for the other, and its pages may bear the other's hash.

    python validate/same_histories.py                   # note what the present engine gives
    python validate/same_histories.py --relabel OLD     # if it gives what OLD gave, put its hash in the place of OLD's everywhere

Forty histories of every shipped case are compared, outcomes and events, to the byte. A column of nothing but zeros counts as none, so
that an engine may count more than another. Notes are in validate/same_histories.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
from pathlib import Path

import numpy as np
import pyarrow as pa

import collegium
from collegium.engine.cache import engine_hash
from collegium.scenario import find, load, shipped

HERE = Path(__file__).resolve().parent
NOTES = HERE / "same_histories.json"
LOG = (HERE / "log.yaml", HERE.parent / "docs" / "validation" / "log.md")
"""The log of the model, which says what was measured with which engine at the time."""
HISTORIES = 40
DRAWN = "theta:"
"""What the columns of drawn parameters begin with: an engine may have more of them."""


def digest(name: str) -> str:
    """What the present engine gives for a case."""
    results = collegium.run(load(find(name)), histories=HISTORIES, seed=1, record=("series", "events"))
    found = hashlib.blake2b(digest_size=8)
    for table in (results.histories(), results.series("rule"), results.series("shares"), results.events()):
        for column in sorted(name for name in table.column_names if not name.startswith(DRAWN)):
            values = table[column]
            values = values.cast(pa.int32()) if pa.types.is_date32(values.type) else values  # days before the year 1 have no name in Python
            if not blank(values):
                found.update(column.encode() + repr(values.to_pylist()).encode())
    return found.hexdigest()


def blank(values: pa.ChunkedArray) -> bool:
    """Does a column hold nothing but zeros?"""
    counted = pa.types.is_floating(values.type) or pa.types.is_integer(values.type)
    return counted and not np.any(values.to_numpy())


def relabel(old: str, new: str) -> list[str]:
    """Put one hash in the place of another in every tracked file but these notes and the log. Returns the names of the files."""
    kept = {NOTES, *LOG}
    listed = subprocess.run(["git", "grep", "-l", old], cwd=HERE.parent, capture_output=True, text=True, check=False).stdout.split()
    files = [path for name in listed if (path := HERE.parent / name) not in kept]
    for path in files:
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8", newline="\n")
    return [path.name for path in files]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--relabel", metavar="OLD", help="the hash of the other engine")
    asked, new = parser.parse_args(), engine_hash()
    notes = json.loads(NOTES.read_text("utf-8")) if NOTES.is_file() else {}
    notes[new] = {name: digest(name) for name in shipped()}
    NOTES.write_text(json.dumps(notes, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"{new}: {len(notes[new])} cases, {HISTORIES} histories each")
    if asked.relabel:
        before = notes.get(asked.relabel, {})
        differ = [name for name in notes[new] if before.get(name) != notes[new][name]]
        if differ:
            raise SystemExit(f"{new} does not give what {asked.relabel} gave: {', '.join(differ)}")
        print("the same histories; changed: " + ", ".join(relabel(asked.relabel, new)))


if __name__ == "__main__":
    main()
