"""The content of a scenario as one number, by which results know what they came from."""

from __future__ import annotations

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
    digest = blake2b(digest_size=8)
    for name, text in sorted(to_files(scenario).items()):
        digest.update(name.encode() + b"\0" + text.encode() + b"\0")
    return digest.hexdigest()
