"""The content of a scenario as one number, by which results know what they came from."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from collegium.scenario.model import Scenario
from collegium.scenario.write import to_files


def scenario_hash(scenario: Scenario) -> str:
    """The hash of the complete form of a scenario.

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
        digest.update(name.encode() + b"\0" + text.encode() + b"\0")
    return digest.hexdigest()
