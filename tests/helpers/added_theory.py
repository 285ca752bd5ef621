"""Run in a process of its own, on a copy of the package to which a theory was added: what the leaders of the council do by it, as JSON."""

from __future__ import annotations

import json

import collegium
from collegium.engine import theories
from collegium.ensemble.variants import VARIANTS

if __name__ == "__main__":
    name = list(VARIANTS)[-1]
    results = collegium.run("council", end="2002-01-01", histories=2, threads=1, variant=name)
    print(json.dumps({
        "package": collegium.__file__, "names": list(theories.NAMES), "variant": name,
        "theory": results.histories(["theta:theory"])["theta:theory"].to_pylist(),
        "moved": sum(row["kind"] == "policy" for row in results.events().to_pylist()),
    }))  # fmt: skip
