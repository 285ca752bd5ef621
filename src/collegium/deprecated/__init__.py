"""Old names of modules and arguments: they work for one version, with a warning that says the new name (``docs/versioning.md``)."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, ParamSpec, TypeVar

RENAMED = {
    "theory": "models",
    "player": "ensemble.player",
    "rivals": "ensemble.variants",
    "tables": "results.columns",
    "store": "results.store",
    "meanings": "results.meanings",
    "telling": "results.sentences",
    "study": "experiments",
    "narrate": "explain.text",
    "measures": "committee.summaries",
    "sheets": "committee.tables",
    "show": "cli.output",
}
"""Old name -> new name of a module or package, below ``collegium``. They go with version 0.3."""

P = ParamSpec("P")
T = TypeVar("T")


class _Finder:
    """Finds a module under its old name, and loads it. (The abstract classes for it load much of the standard library.)"""

    def create_module(self, spec: ModuleSpec) -> None:
        """Let the import system make an empty one."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        root, _, rest = name.partition(".")
        known = root == __package__.partition(".")[0] and rest.partition(".")[0] in RENAMED
        return ModuleSpec(name, self) if known else None  # type: ignore[arg-type]

    def exec_module(self, module: ModuleType) -> None:
        """Put the module of the new name in the place of the empty one that the import system has made."""
        root, old, *rest = module.__name__.split(".")
        new = ".".join([root, RENAMED[old], *rest])
        warnings.warn(f"{module.__name__} is now {new}; the old name goes with version 0.3", DeprecationWarning, stacklevel=2)
        sys.modules[module.__name__] = import_module(new)


def install() -> None:
    """Let the old names be imported."""
    sys.meta_path.insert(0, _Finder())


def renamed_names(module: str, names: Mapping[str, str]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a module in which functions and classes have other names than before.

    ``names`` maps an old name to the new one, with its module where that is another.
    """

    def look_up(name: str) -> Any:
        if name not in names:
            raise AttributeError(f"module '{module}' has no attribute '{name}'")
        warnings.warn(f"{module}.{name} is now {names[name]}; the old name goes with version 0.3", DeprecationWarning, stacklevel=2)
        home, _, new = names[name].rpartition(".")
        return getattr(import_module(home or module), new)

    return look_up


def renamed_argument(old: str, new: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let a function take a keyword by its old name too."""

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            if old in kwargs:
                warnings.warn(f"{old}= is now {new}=; the old name goes with version 0.3", DeprecationWarning, stacklevel=2)
                kwargs.setdefault(new, kwargs.pop(old))
            return function(*args, **kwargs)

        return call

    return decorate
