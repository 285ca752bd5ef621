"""The engine's laws once more, compiled anew with a check of every index (slower: some minutes, most of them compiling).

In the ordinary engine an index beyond its array reads or overwrites a neighbour in silence. Here it ends the run. The code is
compiled into a folder that is thrown away, so the test of one version a kernel, which an engine read from its cache cannot
fail, is a real one here.

    python validate/boundscheck.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TESTS = (
    "tests/engine/test_engine_laws.py", "tests/engine/test_engine_limits.py", "tests/engine/test_engine_votes.py",
    "tests/engine/test_engine_structure.py", "tests/engine/test_engine_interventions.py",
)  # fmt: skip


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"NUMBA_BOUNDSCHECK": "1", "COLLEGIUM_CACHE": folder}
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *TESTS]
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
