"""Temporary folders, which go with the object that they belong to."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import weakref
from pathlib import Path


class Temporary:
    """A new temporary folder. Only the process that made it removes it: a forked child inherits the object and not the folder."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="collegium-"))
        self._process = os.getpid()
        atexit.register(self.remove)  # a command that a signal ends runs this, and may not come to what else would remove the folder

    def remove(self) -> None:
        """Remove the folder now."""
        if os.getpid() == self._process:
            shutil.rmtree(self.folder, ignore_errors=True)
            atexit.unregister(self.remove)

    def goes_with(self, owner: object) -> None:
        """Remove the folder when nobody holds ``owner`` any more, at the latest when the process ends."""
        weakref.finalize(owner, self.remove)
