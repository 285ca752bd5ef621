"""What a run leaves behind: columnar tables, their meanings, and the folder that holds them (``docs/results.md``)."""

from collegium.deprecated import renamed_names
from collegium.results.folder import Folder
from collegium.results.history import History

__all__ = ["Folder", "History"]

__getattr__ = renamed_names(__name__, {"Results": "collegium.Results"})
