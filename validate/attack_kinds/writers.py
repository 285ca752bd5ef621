"""Every command that writes, with what lies there before it, and what holds after it was cut short."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from attack_kinds.stage import SHELF, Ended, Problem, contents, differing, fork, give, wrong

SHORT = ("--to", "2001-01-31", "--threads", "1")
RUN = ("run", "council", "--histories", "1100", *SHORT, "--no-report", "--out", "out")
"""Three shards."""
FEW = ("run", "council", "--histories", "20", *SHORT)
WHATIF = ("whatif", "council", "--do", "take right over everything from secretary", "--pairs", "20", *SHORT, "--out", "out")
CLAIM = ("claims", "mine", "--only", "right", "--pairs", "4", "--per-draw", "2", "--no-rivals", "--threads", "1", "--out", "out")
VOTES = "member,votes\nA,3\nB,2\nC,2\n"
OTHER = ("--seed", "2")
PAGES = ("report.html", "effects.csv", "claims.csv")
"""What is written beside the tables of a run, each whole or not at all."""
PASSING = re.compile(r"\.[0-9a-f]{8}\.part.*|manifest\.lock")
"""What a kill may leave, as the page says: a part beside a file that is the user's to name; in a folder of results an empty lock."""
MINE = {"letter.txt": b"a letter\n", "table.csv": b"a,b\n1,2\n"}
"""Files of the user's that lie about in every folder where commands are given."""


@dataclass(frozen=True)
class Writer:
    """A command that writes.

    Parameters
    ----------
    name
        What the tables call it.
    argv
        Its words. It writes to ``out``, ``made`` or ``saved.csv``.
    before
        Makes what lies there before.
    drawn
        Does a kill of it cost seconds rather than tenths?
    """

    name: str
    argv: tuple[str, ...]
    before: Callable[[Path], None] = lambda _: None


def put(name: str) -> Callable[[Path], None]:
    """Puts a copy of something ready into the folder as ``out``."""
    return lambda folder: shutil.copytree(ready(name), folder / "out", symlinks=True) and None


def with_claims(folder: Path) -> None:
    shutil.copytree(ready("mine"), folder / "mine")


def with_table(folder: Path) -> None:
    (folder / "votes.csv").write_text(VOTES, encoding="utf-8")


def with_saved(folder: Path) -> None:
    with_table(folder)
    (folder / "saved.csv").write_text("an older table\n", encoding="utf-8")


def exported(folder: Path) -> None:
    put("few")(folder)
    (folder / "made").mkdir()
    (folder / "made" / "histories.csv").write_text("an older table\n", encoding="utf-8")


WRITERS = (
    Writer("run", RUN),
    Writer("run --overwrite", (*RUN, "--overwrite"), put("other")),
    Writer("run --resume", (*RUN, "--resume"), put("half")),
    Writer("run with report", (*FEW, "--out", "out")),
    Writer("run with report --overwrite", (*FEW, "--out", "out", "--overwrite"), put("reported")),
    Writer("report", ("report", "out"), put("few")),
    Writer("whatif --out", WHATIF),
    Writer("whatif --out --overwrite", (*WHATIF, "--overwrite"), put("whatif")),
    Writer("claims --out", CLAIM, with_claims),
    Writer("new", ("new", "made")),
    Writer("export csv", ("export", "out", "--to", "csv", "--out", "made"), put("few")),
    Writer("export xlsx --overwrite", ("export", "out", "--to", "csv", "--out", "made", "--overwrite"), exported),
    Writer("power --save", ("power", "votes.csv", "--quota", "4", "--save", "saved.csv"), with_saved),
)


@cache
def ready(name: str) -> Path:
    """Something to start from, made once."""
    folder = SHELF.root / "ready" / name
    if folder.exists():
        return folder / "out" if (folder / "out").exists() else folder / "mine"
    folder.mkdir(parents=True)
    makers = {
        "other": (*RUN, *OTHER), "whole": RUN, "few": (*FEW, "--no-report", "--out", "out"), "reported": (*FEW, *OTHER, "--out", "out"),
        "whatif": (*WHATIF, *OTHER), "mine": ("new", "mine"), "series": (*FEW, "--no-report", "--record", "series", "--out", "out"),
    }  # fmt: skip
    if name == "half":
        halved(folder)
    elif name == "permuted":
        permuted(folder)
    else:
        ended = give(makers[name], folder)
        assert ended.code == 0, ended.text
    if name == "mine":
        from commands import CLAIMS  # which loads the engine

        (folder / "mine" / "claims.csv").write_text(CLAIMS, encoding="utf-8")
        return folder / "mine"
    return folder / "out"


def permuted(folder: Path) -> None:
    """A run with both arms of the permutation test, and without a report."""
    shutil.copytree(ready("few"), folder / "out")

    def act() -> int:
        import collegium

        collegium.permutation(collegium.Results("out"), threads=1)
        return 0

    assert fork(act, folder).code == 0


def halved(folder: Path) -> None:
    """A run that was killed when its second shard had begun, by its progress."""

    def run() -> int:
        import os

        import collegium

        def progress(done: int, _: int) -> None:
            if done > 600:
                os._exit(9)

        collegium.run("council", end="2001-01-31", histories=1100, threads=1, out="out", progress=progress)
        return 0

    assert fork(run, folder).code == 9


@cache
def undisturbed(writer: Writer) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What lies in the folder before the command, and after it when nothing disturbs it."""
    folder = SHELF.root / "undisturbed" / writer.name.replace(" ", "_")
    folder.mkdir(parents=True)
    begin(writer, folder)
    before = contents(folder)
    ended = give(writer.argv, folder)
    assert ended.code == 0, (writer, ended.text)
    return before, contents(folder)


def begin(writer: Writer, folder: Path) -> None:
    """Lay the folder out as it is before the command, with files of the user's among it."""
    writer.before(folder)
    for name, data in MINE.items():
        (folder / name).write_bytes(data)


def read_all(place: str) -> Callable[[], int]:
    """Reads everything that a folder of results holds, by the public calls; prints a digest of it."""

    def read() -> int:
        import collegium
        from collegium.errors import CollegiumError

        try:
            results = collegium.Results(place)
            tables = [results.histories()]
            kept = results.provenance["settings"]["record"]
            if "series" in kept:
                tables += [results.series(name) for name in ("shares", "rule", "grid", "ties", "allegiances")]
            if "events" in kept:
                tables.append(results.events())
            digest = hashlib.sha256(json.dumps([table.to_pydict() for table in tables], default=str).encode()).hexdigest()
            print(digest, len(results), results.scenario.title, *(round(row.estimate, 9) for row in results.outcomes()))
        except CollegiumError as error:
            print(error)
            return 1
        return 0

    return read


def on_the_way(key: str) -> bool:
    """Is this a file that was being written?"""
    return ".part" in Path(key).name or key.endswith(".tmp")


def is_page(key: str) -> bool:
    """Is this a file that counts by itself: a page or a saved table?"""
    return (Path(key).name in PAGES and "/scenario/" not in key) or key.startswith("made/") or key == "saved.csv"


def part(whole: dict[str, bytes], place: str) -> dict[str, bytes]:
    """The files of one run among others: without its arms, its pages and what is on the way."""
    inner = {key.removeprefix(f"{place}/"): data for key, data in whole.items() if key.startswith(f"{place}/")}
    tables = ("series/", "events/", "histories/", "scenario/", "provenance.json")
    return {key: data for key, data in inner.items() if key.startswith(tables) and not on_the_way(key)}


def cut_short(writer: Writer, folder: Path) -> list[Problem]:
    """What is wrong in a folder where the command was cut short, before and after it is repeated as advised."""
    before, after = undisturbed(writer)
    return [*claims_too_much(writer, folder, before, after), *repeated(writer, folder, before, after)]


def claims_too_much(writer: Writer, folder: Path, before: dict[str, bytes], after: dict[str, bytes]) -> list[Problem]:
    """Whatever says that it is whole must be the old or the new, whole."""
    now, problems = contents(folder), []
    for key in sorted(now):
        if key.endswith("/provenance.json"):
            place = key.removesuffix("/provenance.json")
            if part(now, place) in (part(before, place), part(after, place)):
                continue
            read = fork(read_all(place), folder)
            problems += wrong(read, (0, 1), f"reading {place}")
            if read.code == 0:
                lacking = differing(part(now, place), part(after, place))
                problems.append(Problem("lie", f"{place} is taken for complete and differs in {', '.join(lacking[:3])}"))
        if is_page(key) and not on_the_way(key) and now[key] not in (before.get(key), after.get(key)):
            problems.append(Problem("silent loss" if key in before else "lie", f"{key} is neither the old nor the new file"))
    if writer.name == "new" and "made/scenario.yaml" in now and (lacking := differing(now, after)):
        problems.append(Problem("lie", f"a scenario that lacks {', '.join(lacking[:3])}"))
    problems += [Problem("silent loss", key) for key, data in MINE.items() if now.get(key) != data]
    return problems


def repeated(writer: Writer, folder: Path, before: dict[str, bytes], after: dict[str, bytes]) -> list[Problem]:
    """The command repeated, with what the program advises if it refuses, must end as if nothing had happened."""
    ended = give(writer.argv, folder)
    problems = wrong(ended, name="repeated")
    for flag in ("--resume", "--overwrite"):
        if ended.code in (1, 2) and flag in ended.text and flag not in writer.argv:
            bare = [word for word in writer.argv if word not in ("--resume", "--overwrite")]
            ended = give([*bare, flag], folder)
            problems += wrong(ended, name=f"with {flag}")
    apart = [key for key in differing(contents(folder), after) if not any(map(PASSING.fullmatch, Path(key).parts))]
    if ended.code and not problems and not (writer.name == "new" and not apart):
        return [Problem("dead end", f"repeated: {last(ended)}")]
    if apart and not problems:
        left = all(key not in after for key in apart)
        problems.append(Problem("leftover" if left else "lie", f"repeated, it ends with other files: {', '.join(apart[:3])}"))
    return problems


def last(ended: Ended) -> str:
    return ended.text.strip().splitlines()[-1][:300] if ended.text.strip() else ""
