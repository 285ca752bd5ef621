"""Every command that writes, with what lies there before it, and what holds after it was cut short."""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attack_kinds.stage import MEMORY, SHELF, Ended, Problem, command, contents, differing, fork, give, wrong

if TYPE_CHECKING:
    from collegium.ensemble.progress import Progress

SHORT = ("--to", "2001-01-31", "--threads", "1")
RUN = ("run", "council", "--histories", "1100", *SHORT, "--no-report", "--out", "out")
"""Three shards."""
FEW = ("run", "council", "--histories", "20", *SHORT)
WHATIF = ("whatif", "council", "--do", "take right over everything from secretary", "--pairs", "20", *SHORT, "--out", "out")
CLAIM = ("claims", "mine", "--only", "right", "--pairs", "4", "--per-draw", "2", "--no-rivals", "--threads", "1", "--out", "out")
ABLATE = ("ablate", "mine", "--pairs", "20", *SHORT, "--out", "out")
SYSTEMS = "id,off,measure\nright,take right over everything from secretary,no loss\nletter,drop letter,\n"
ASKED = """\
experiments:
  right: {do: take right over everything from secretary, measure: [no loss], to: 2001-01-31}
  fever: {do: drop fever, measure: [no loss], to: 2001-01-31}
"""
ASK = ("whatif", "council", "--experiments", "asked.yaml", "--pairs", "20", "--threads", "1", "--out", "out")
VOTES = "member,votes\nA,3\nB,2\nC,2\n"
TABLES = {"votes.csv": VOTES, "powers.csv": "member,power\nA,3\nB,2\nC,2\n", "ties.csv": "a,b,tie\nA,B,+\nB,C,-\nC,A,-\n"}
SCORE = ("score", "egypt", "--to", "1952-11-15", "--histories", "10", "--threads", "1")
FIT = ("fit", "directory", "--until", "1798-06-30", "--histories", "400", "--threads", "1")
DRAWS = ("sensitivity", "council", "--histories", "1100", *SHORT)
POWER = ("power", "votes.csv", "--quota", "4")
OTHER = ("--seed", "2")
OLDER = "something older\n"
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
        Its words. It writes to ``out``, to ``made``, to files named ``saved``, or to ``cache``.
    before
        Makes what lies there before.
    """

    name: str
    argv: tuple[str, ...]
    before: Callable[[Path], None] = lambda _: None

    def act(self, *argv: str) -> Callable[[], int]:
        """The command, or other words of it, as something to do in a child."""
        words = argv or self.argv
        return anew(words) if self.argv[0] == "warmup" else command(*words)

    @property
    def memory(self) -> int:
        """Address space of the child: the drawing library reserves more of it than there is memory."""
        return resource.RLIM_INFINITY if "--picture" in self.argv else MEMORY

    def play(self, folder: Path, act: Callable[[], int] | None = None, **more: float) -> Ended:
        """Give the command in ``folder``, or do ``act``, which gives it in a way of its own."""
        return fork(act or self.act(), folder, memory=self.memory, **more)


def anew(argv: tuple[str, ...]) -> Callable[[], int]:
    """The command in a process that has no compiled code in memory, with its cache beside it."""

    def act() -> int:
        os.environ["COLLEGIUM_CACHE"] = os.path.abspath("cache")
        for name in [name for name in sys.modules if name.split(".")[0] == "collegium"]:
            del sys.modules[name]
        from collegium.ensemble import warmup

        warmup.CLASSES = warmup.CLASSES[:1]  # one class of sizes: each of the others would take minutes to compile
        return command(*argv)()

    return act


def put(name: str) -> Callable[[Path], None]:
    """Puts a copy of something ready into the folder as ``out``."""
    return lambda folder: shutil.copytree(ready(name), folder / "out", symlinks=True) and None


def with_claims(folder: Path) -> None:
    shutil.copytree(ready("mine"), folder / "mine")


def with_judged(folder: Path) -> None:
    with_claims(folder)
    shutil.copytree(ready("judged"), folder / "out")


def with_systems(folder: Path) -> None:
    """A case with two mechanisms."""
    shutil.copytree(ready("mine"), folder / "mine")
    (folder / "mine" / "systems.csv").write_text(SYSTEMS, encoding="utf-8")


def with_ablation(name: str) -> Callable[[Path], None]:
    """The same case, with an ablation of it, whole or half."""

    def before(folder: Path) -> None:
        with_systems(folder)
        shutil.copytree(ready(name), folder / "out")

    return before


def with_experiments(folder: Path) -> None:
    (folder / "asked.yaml").write_text(ASKED, encoding="utf-8")


def with_cache(folder: Path) -> None:
    """A cache that holds the large function, and lacks the small one."""
    shutil.copytree(ready("cache"), folder / "cache")


def over(*names: str, results: str = "") -> Callable[[Path], None]:
    """Lays out the tables that commands read, results to export, and older files where new ones are to be written."""

    def before(folder: Path) -> None:
        if results:
            put(results)(folder)
        else:
            for name, text in TABLES.items():
                (folder / name).write_text(text, encoding="utf-8")
        for name in names:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(OLDER, encoding="utf-8")

    return before


def export(to: str, place: str, *more: str) -> tuple[str, ...]:
    return ("export", "out", "--to", to, "--out", place, *more)


WRITERS = (
    Writer("run --overwrite", (*RUN, "--overwrite"), put("other")),
    Writer("export xlsx --overwrite", export("xlsx", "made", "--overwrite"), over("made/histories.xlsx", results="few")),
    Writer("warmup", ("warmup",), with_cache),
    Writer("run with report --overwrite", (*FEW, "--out", "out", "--overwrite"), put("reported")),
    Writer("run", RUN),
    Writer("run --resume", (*RUN, "--resume"), put("half")),
    Writer("run with report", (*FEW, "--out", "out")),
    Writer("report", ("report", "out"), put("few")),
    Writer("whatif --out", WHATIF),
    Writer("whatif --out --overwrite", (*WHATIF, "--overwrite"), put("whatif")),
    Writer("whatif --out --resume", (*WHATIF, "--resume"), put("half_whatif")),
    Writer("whatif --experiments --out", ASK, with_experiments),
    Writer("ablate --out", ABLATE, with_systems),
    Writer("ablate --out --overwrite", (*ABLATE, "--overwrite"), with_ablation("ablation")),
    Writer("ablate --out --resume", (*ABLATE, "--resume"), with_ablation("half_ablation")),
    Writer("claims --out", CLAIM, with_claims),
    Writer("claims --out over others", CLAIM, with_judged),
    Writer("score --out", (*SCORE, "--out", "out")),
    Writer("score --out --overwrite", (*SCORE, "--out", "out", "--overwrite"), put("score")),
    Writer("score --out --resume", (*SCORE, "--out", "out", "--resume"), put("half_score")),
    Writer("score --page", (*SCORE, "--page", "saved.html"), over("saved.html")),
    Writer("sensitivity --save --picture svg", (*DRAWS, "--save", "saved.csv", "--picture", "saved.svg"), over("saved.csv")),
    Writer("sensitivity --picture png", (*DRAWS, "--picture", "saved.png"), over()),
    Writer("sensitivity --out", (*DRAWS, "--out", "out")),
    Writer("sensitivity --out --overwrite", (*DRAWS, "--out", "out", "--overwrite"), put("other")),
    Writer("sensitivity --out --resume", (*DRAWS, "--out", "out", "--resume"), put("half_draws")),
    Writer("fit --out", (*FIT, "--out", "out")),
    Writer("fit --out --overwrite", (*FIT, "--out", "out", "--overwrite"), put("fit")),
    Writer("fit --out --resume", (*FIT, "--out", "out", "--resume"), put("half_fit")),
    Writer("fit --netcdf --save --picture svg", (*FIT, "--netcdf", "saved.nc", "--save", "saved.csv", "--picture", "saved.svg"), over()),
    Writer("fit --picture png", (*FIT, "--picture", "saved.png"), over()),
    Writer("share --out", ("share", "out", "--out", "saved.html"), put("few")),
    Writer("new", ("new", "made")),
    Writer("export csv", export("csv", "made"), put("few")),
    Writer("export csv --overwrite", export("csv", "made", "--overwrite"), over("made/histories.csv", results="few")),
    Writer("export csv --table", export("csv", "saved.csv", "--table", "shares"), put("few")),
    Writer("export xlsx", export("xlsx", "saved.xlsx"), put("few")),
    Writer("export netcdf", export("netcdf", "saved.nc"), put("few")),
    Writer("export netcdf --overwrite", export("netcdf", "made", "--overwrite"), over("made/histories.nc", results="few")),
    Writer("power --save", (*POWER, "--save", "saved.csv"), over("saved.csv")),
    Writer("power --picture svg", (*POWER, "--picture", "saved.svg"), over("saved.svg")),
    Writer("power --picture png", (*POWER, "--picture", "saved.png"), over()),
    Writer("coalition --save --picture svg", ("coalition", "powers.csv", "--save", "saved.csv", "--picture", "saved.svg"), over()),
    Writer("coalition --picture png", ("coalition", "powers.csv", "--picture", "saved.png"), over("saved.png")),
    Writer("balance --save --picture svg", ("balance", "ties.csv", "--save", "saved.csv", "--picture", "saved.svg"), over("saved.svg")),
    Writer("balance --picture png", ("balance", "ties.csv", "--picture", "saved.png"), over("saved.png")),
)
"""The small form in the tests plays the first four."""
READERS = ("list", "check", "show", "systems", "compare", "explain", "completion")
"""Commands that write nothing but, if they simulate, compiled code, as ``warmup`` does."""
PLACES = {
    "cli/fitting.py": "fit --netcdf --save --picture svg",
    "cli/output.py": "power --save",
    "engine/cache.py": "warmup",
    "experiments/ablation.py": "ablate --out",
    "experiments/claims.py": "claims --out",
    "experiments/permutation.py": "run with report",
    "experiments/whatif.py": "whatif --out",
    "figures/style.py": "power --picture svg",
    "fitting/study.py": "fit --out",
    "fitting/tree.py": "fit --netcdf --save --picture svg",
    "report/fill.py": "report",
    "results/export.py": "export xlsx",
    "results/store.py": "run",
    "scenario/library.py": "new",
    "scenario/text.py": "new",
    "scoring/store.py": "score --out",
    "web/share.py": "share --out",
}
"""Every module that writes what stays, and a row above that goes through it."""
NO_COMMAND = ("explorer/play.py", "web/seating.py")
"""Modules that write games, for Python or while ``serve`` runs, as ``power --save`` writes a file: whole or not at all."""
SERVING = ("serve",)
"""Commands that end when their user ends them. Their tests are those of the room ``web``."""


@cache
def ready(name: str) -> Path:
    """Something to start from, made once."""
    folder = SHELF.root / "ready" / name
    if folder.exists():
        return folder / "out" if (folder / "out").exists() else folder / "mine"
    folder.mkdir(parents=True)
    makers = {
        "other": (*RUN, *OTHER), "whole": RUN, "few": (*FEW, "--no-report", "--out", "out"), "reported": (*FEW, *OTHER, "--out", "out"),
        "whatif": (*WHATIF, *OTHER), "fit": (*FIT, *OTHER, "--out", "out"), "score": (*SCORE, *OTHER, "--out", "out"),
        "mine": ("new", "mine"), "judged": (*CLAIM, *OTHER), "ablation": (*ABLATE, *OTHER),
        "series": (*FEW, "--no-report", "--record", "series", "--out", "out"),
    }  # fmt: skip
    by_hand = {
        "half": partial(halved, half_a_run, 600),  # its second shard had begun
        "half_whatif": partial(halved, half_a_whatif, 20),  # its second arm
        "half_ablation": half_an_ablation,
        "half_fit": partial(halved, half_a_fit, 420),  # the histories of the posterior
        "half_score": partial(halved, half_a_score, 2),  # its second forecast
        "half_draws": partial(halved, partial(half_a_run, record=("outcomes",)), 600),
        "permuted": permuted,
        "cache": lacking,
    }
    if name == "judged":
        with_claims(folder)
    if name in ("ablation", "half_ablation"):
        with_systems(folder)
    if name in by_hand:
        by_hand[name](folder)
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


def halved(work: Callable[[Progress], object], after: int, folder: Path) -> None:
    """What was killed, by its progress, when it had done more than ``after`` parts."""

    def run() -> int:
        def progress(done: int, _: int) -> None:
            if done > after:
                os._exit(9)

        work(progress)
        return 0

    assert fork(run, folder).code == 9


def half_a_run(progress: Progress, **settings: Any) -> None:
    import collegium

    collegium.run("council", end="2001-01-31", histories=1100, threads=1, out="out", progress=progress, **settings)


def half_a_whatif(progress: Progress) -> None:
    import collegium

    do = WHATIF[WHATIF.index("--do") + 1]
    collegium.whatif("council", do, end="2001-01-31", pairs=20, threads=1, out="out", progress=progress)


def half_an_ablation(folder: Path) -> None:
    """An ablation whose third arm had begun."""

    def work(progress: Progress) -> None:
        import collegium

        collegium.ablate("mine", end="2001-01-31", pairs=20, threads=1, out="out", progress=progress)

    halved(work, 50, folder)


def half_a_score(progress: Progress) -> None:
    import collegium

    collegium.score("egypt", end="1952-11-15", histories=10, threads=1, out="out", progress=progress)


def half_a_fit(progress: Progress) -> None:
    import collegium

    until, histories = (FIT[FIT.index(option) + 1] for option in ("--until", "--histories"))
    collegium.fit("directory", until=until, histories=int(histories), threads=1, out="out", progress=progress)


def lacking(folder: Path) -> None:
    """The user's cache of compiled code, where the small function is missing."""
    from collegium.engine import cache as compiled

    place = compiled.folder()
    assert place is not None
    shutil.copytree(place, folder / "out" / place.name)
    for path in (folder / "out" / place.name).glob("*"):
        if not path.name.startswith("histories-") or path.suffix != ".code":
            path.unlink()


@cache
def undisturbed(writer: Writer) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What lies in the folder before the command, and after it when nothing disturbs it."""
    folder = SHELF.root / "undisturbed" / writer.name.replace(" ", "_")
    folder.mkdir(parents=True)
    begin(writer, folder)
    before = seen(folder)
    ended = writer.play(folder)
    assert ended.code == 0, (writer, ended.text)
    return before, seen(folder)


def seen(folder: Path) -> dict[str, bytes]:
    """What a folder holds; of compiled code, which no two compilations write alike, whether it is whole."""
    return {key: b"whole" if key.endswith(".code") and whole_code(key, data) else data for key, data in contents(folder).items()}


def whole_code(key: str, data: bytes) -> bool:
    from collegium.engine.cache import CHECKSUM, summed

    return data[:CHECKSUM] == summed(Path(key), data[CHECKSUM:])


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
    return (Path(key).name in PAGES and "/scenario/" not in key) or key.startswith(("made/", "saved."))


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
    now, problems = seen(folder), []
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
    for left in folder.glob("cache/*/*.code.*"):
        os.utime(left, (0, 0))  # what a killed process has left of compiled code is swept when nobody can be writing it any more
    ended = writer.play(folder)
    problems = wrong(ended, name="repeated")
    for flag in ("--resume", "--overwrite"):
        if ended.code in (1, 2) and flag in ended.text and flag not in writer.argv:
            bare = [word for word in writer.argv if word not in ("--resume", "--overwrite")]
            ended = writer.play(folder, writer.act(*bare, flag))
            problems += wrong(ended, name=f"with {flag}")
    apart = [key for key in differing(seen(folder), after) if not any(map(PASSING.fullmatch, Path(key).parts))]
    if ended.code and not problems and not (writer.name == "new" and not apart):
        return [Problem("dead end", f"repeated: {last(ended)}")]
    if apart and not problems:
        left = all(key not in after for key in apart)
        problems.append(Problem("leftover" if left else "lie", f"repeated, it ends with other files: {', '.join(apart[:3])}"))
    return problems


def last(ended: Ended) -> str:
    return ended.text.strip().splitlines()[-1][:300] if ended.text.strip() else ""
