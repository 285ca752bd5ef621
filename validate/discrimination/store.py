"""Where figures are kept: those of every engine in figures.json, those of an unfinished run below runs/."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from collegium.engine.cache import engine_hash

from .values import Size, Value, Values, unpacked

HERE = Path(__file__).parent
KEPT = HERE / "figures.json"
RUNS = HERE.parents[1] / "runs" / "discrimination"


@cache
def instrument() -> str:
    """Hash of the instrument itself: after a change of it nothing of an unfinished run is used."""
    digest = blake2b(digest_size=4)
    for path in sorted([*HERE.glob("*.py"), *HERE.glob("*.csv")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def once(name: str, size: Size, case: str, make: Callable[[], Any], folder: Path | None = None) -> Any:
    """What ``make`` gives, as JSON; an interrupted or repeated run reads it again."""
    mark = blake2b(json.dumps([asdict(size), case, instrument()]).encode(), digest_size=6).hexdigest()
    path = (folder or RUNS) / engine_hash() / f"{name}-{mark}.json"
    if not path.exists():
        found = make()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".part").write_text(json.dumps(found), encoding="utf-8")
        path.with_suffix(".part").rename(path)
    return json.loads(path.read_text(encoding="utf-8"))


def part(section: str, name: str, size: Size, make: Callable[[], Values]) -> Values:
    """The figures of a part of a section, measured once."""
    mark = blake2b(name.encode(), digest_size=6).hexdigest()
    return opened(once(f"{section}-{mark}", size, name, lambda: packed(make())))


class Book:
    """figures.json: the figures of every engine that was measured, and which of them is *before*."""

    def __init__(self, path: Path = KEPT) -> None:
        self.path = path
        empty: dict[str, Any] = {"before": "", "engines": {}}
        self.kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else empty

    @property
    def before(self) -> str:
        """Hash of the engine whose figures are the column *before*: the first that was measured."""
        return str(self.kept["before"])

    @property
    def latest(self) -> str:
        """Hash of the engine that was measured last: the column *now*."""
        return list(self.kept["engines"])[-1] if self.kept["engines"] else ""

    def put(self, engine: str, section: str, values: Values, about: Mapping[str, Any]) -> None:
        """Keep the figures of a section. Only the engine of *before* and the present one stay in the file."""
        self.kept["before"] = self.kept["before"] or engine
        engines = {name: found for name, found in self.kept["engines"].items() if name in (self.before, engine)}
        mine = engines.setdefault(engine, {"sections": {}})
        mine["about"] = {**mine.get("about", {}), section: dict(about)}
        mine["sections"][section] = {key: value.packed() for key, value in values.items()}
        self.kept["engines"] = engines

    def write(self) -> None:
        lines = [f'{{"before": {json.dumps(self.before)}, "engines": {{']
        lines.append(",\n".join(f"{json.dumps(name)}: {written(found)}" for name, found in self.kept["engines"].items()))
        self.path.write_text("\n".join([*lines, "}}"]) + "\n", encoding="utf-8")

    def values(self, engine: str, section: str) -> Values:
        found = self.kept["engines"].get(engine, {"sections": {}})["sections"].get(section, {})
        return {key: unpacked(numbers) for key, numbers in found.items()}

    def about(self, engine: str, section: str) -> dict[str, Any]:
        return dict(self.kept["engines"].get(engine, {}).get("about", {}).get(section, {}))


def written(engine: Mapping[str, Any]) -> str:
    """The figures of an engine as JSON, one on a line, so that a difference can be read."""
    sections = []
    for name, figures in engine["sections"].items():
        lines = ",\n".join(f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(numbers)}" for key, numbers in figures.items())
        sections.append(f"{json.dumps(name)}: {{\n{lines}\n}}")
    return f'{{"about": {json.dumps(engine["about"])},\n"sections": {{\n' + ",\n".join(sections) + "\n}}"


def packed(values: Values) -> dict[str, list[float | None]]:
    return {key: value.packed() for key, value in values.items()}


def opened(numbers: Mapping[str, list[float | None]]) -> Values:
    return {key: unpacked(one) for key, one in numbers.items()}


__all__ = ["Book", "Value", "once", "opened", "packed"]
