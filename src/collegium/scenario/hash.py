"""The content of a scenario as one number, by which results know what they came from."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from hashlib import blake2b

from collegium.scenario.format import TABLES
from collegium.scenario.model import Scenario
from collegium.scenario.write import to_files


def scenario_hash(scenario: Scenario) -> str:
    """The hash of the complete form of a scenario, without the labels that only readers see.

    Returns
    -------
    str
        16 hexadecimal digits; the same for any two folders that mean the same.
    """
    return files_hash(to_files(scenario))


def files_hash(files: Mapping[str, str]) -> str:
    """The same of the complete form itself, as file name -> text."""
    digest = blake2b(digest_size=8)
    for name, text in sorted(files.items()):
        if name in TABLES and TABLES[name].label:
            continue
        digest.update(name.encode() + b"\0" + unlabelled(name, text).encode() + b"\0")
    return digest.hexdigest()


def unlabelled(name: str, text: str) -> str:
    """The text of a file without its columns of labels."""
    labels = {column for column, kind in TABLES[name].columns.items() if kind.label} if name in TABLES else set()
    if labels.isdisjoint(text.partition("\n")[0].split(",")):
        return text
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    out = io.StringIO(newline="")
    kept = [n for n, column in enumerate(head) if column not in labels]
    csv.writer(out, lineterminator="\n").writerows([row[n] for n in kept] for row in (head, *rows))
    return out.getvalue()
