"""What a run leaves behind: columnar tables, their meanings, and the folder that holds them (``docs/results.md``)."""

from collegium.results.folder import Folder, History

__all__ = ["Folder", "History"]
