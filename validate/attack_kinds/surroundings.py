"""Surroundings: a real process under an odd environment, with closed streams, little of everything, signals, and paths too long."""

from __future__ import annotations

import os
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

import collegium
from attack_kinds.caches import COMPILES, reference, sound
from attack_kinds.stage import SHELF, Ended, Kind, Problem, contents, differing, wrong
from attack_kinds.writers import FEW, VOTES, part

SOURCES = Path(collegium.__file__).resolve().parents[1]
STARTED = "tmp/started"
START = "import sys\nfrom collegium.cli import main\nopen({started!r}, 'w').close()\nsys.exit(main())"
"""The program as it starts; it says when the interpreter is done and its first line is reached."""
NO_COMPILING = f"""\
import importlib.util, os, sys
class Watch:
    def find_spec(self, name, path, target=None):
        if name != "numba.core.compiler":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module
        def loaded(module):
            load(module)
            def stop(*a, **k):
                os.write(1, b"it begins to compile\\n")
                os._exit({COMPILES})
            module.compile_extra = stop
        spec.loader.exec_module = loaded
        return spec
sys.meta_path.insert(0, Watch())
"""
"""Compiling, which takes minutes, ends the process."""
PLAY = (*FEW, "--no-report", "--out", "out")
WORDS: dict[str, tuple[str, ...]] = {
    "list": ("list",), "check": ("check", "council"), "show": ("show", "council"), "--version": ("--version",), "--help": ("--help",),
    "power": ("power", "votes.csv", "--quota", "4", "--save", "t.csv"), "run": PLAY,
    "explain": ("explain", "sound", "--brief", "--history", "3"),
    "new": ("new", "made"), "report": ("report", "sound"), "run with a temporary folder": ("claims", "mine", "--only", "x"),
}  # fmt: skip


@dataclass
class Place:
    """What a process finds around it."""

    env: dict[str, str | None] = field(default_factory=dict)
    before: Callable[[], None] | None = None
    flags: tuple[str, ...] = ()
    argv: tuple[str, ...] | None = None
    shell: str = ""
    allowed: tuple[int, ...] = (0, 1, 2)
    wreck: Callable[[Path], None] | None = None


def limit(what: int, value: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(what, (value, value))


def closed(*streams: int) -> Callable[[], None]:
    return lambda: [os.close(stream) for stream in streams] and None


def full(stream: int) -> Callable[[], None]:
    return lambda: os.dup2(os.open("/dev/full", os.O_WRONLY), stream) and None


PLACES: dict[str, Place] = {
    "no HOME": Place({"HOME": None, "COLLEGIUM_CACHE": None}, allowed=(0, 1, 2, COMPILES)),
    "a HOME that is not there": Place({"HOME": "/nonexistent", "COLLEGIUM_CACHE": None}, allowed=(0, 1, 2, COMPILES)),
    "a HOME that is a file": Place({"HOME": "/dev/null", "COLLEGIUM_CACHE": None}, allowed=(0, 1, 2, COMPILES)),
    "an empty XDG_CACHE_HOME": Place({"XDG_CACHE_HOME": "", "COLLEGIUM_CACHE": None}, allowed=(0, 1, 2, COMPILES)),
    "a HOME where nothing can be made": Place({"HOME": "/proc/self", "COLLEGIUM_CACHE": None}, allowed=(0, 1, 2, COMPILES)),
    "no temporary folder": Place({"TMPDIR": "/nonexistent", "COLLEGIUM_CACHE": "/dev/null"}, allowed=(0, 1, 2, COMPILES)),
    "no stdout": Place(before=closed(1)), "no stderr": Place(before=closed(2)), "no stdin": Place(before=closed(0)),
    "no streams": Place(before=closed(0, 1, 2)), "neither stdout nor stderr": Place(before=closed(1, 2)),
    "a full stdout": Place(before=full(1)), "a full stderr": Place(before=full(2)),
    **{f"NUMBA_NUM_THREADS={value}": Place({"NUMBA_NUM_THREADS": value}) for value in ("0", "-1", "x", "99999", "")},
    **{f"{name}={value}": Place({name: value}) for name, value in (
        ("NUMBA_CACHE_DIR", "/dev/null"), ("NUMBA_DISABLE_JIT", "x"), ("NUMBA_OPT", "x"), ("NUMBA_DEBUG_CACHE", "x"),
        ("NUMBA_CPU_NAME", "nonsense"), ("COLUMNS", "0"), ("COLUMNS", "x"), ("COLUMNS", "-5"), ("COLUMNS", "1"), ("LINES", "0"),
        ("TERM", "nonsense"), ("TERM", "dumb"), ("FORCE_COLOR", "1"), ("LC_ALL", "C"), ("LC_ALL", "xx_YY.nothing"), ("LANG", "zh_TW.Big5"),
        ("PYTHONIOENCODING", "ascii"), ("PYTHONIOENCODING", "utf-16"), ("PYTHONUTF8", "0"), ("PYTHONWARNINGS", "error"), ("TZ", "nonsense"),
        ("OMP_NUM_THREADS", "x"), ("OPENBLAS_NUM_THREADS", "0"), ("PYTHONOPTIMIZE", "2"), ("PYTHONDONTWRITEBYTECODE", "1"),
        ("PYTHONDEVMODE", "1"), ("ARROW_DEFAULT_MEMORY_POOL", "nonsense"), ("OMP_NUM_THREADS", "0"), ("PYTHONUNBUFFERED", "1"),
    )},
    "-O": Place(flags=("-O",)), "-OO": Place(flags=("-OO",)), "-W error": Place(flags=("-W", "error")), "-B": Place(flags=("-B",)),
    "-X dev": Place(flags=("-X", "dev")), "-s -P": Place(flags=("-s",)),
    **{f"{size} MB of memory": Place(before=limit(resource.RLIMIT_AS, size << 20)) for size in (64, 200, 400, 700, 1000, 1500)},
    **{f"{n} open files": Place(before=limit(resource.RLIMIT_NOFILE, n)) for n in (8, 16, 32)},
    "files of 100 bytes": Place(before=limit(resource.RLIMIT_FSIZE, 100)),
    "files of 0 bytes": Place(before=limit(resource.RLIMIT_FSIZE, 0)),
    "a stack of 256 KB": Place(before=limit(resource.RLIMIT_STACK, 256 << 10)),
    "| head -1": Place(shell="{} | head -1", allowed=(0, 141, -signal.SIGPIPE)),
    "| true": Place(shell="{} | true", allowed=(0, 141, -signal.SIGPIPE)),
    "2>&1 | head -c 1": Place(shell="{} 2>&1 | head -c 1", allowed=(0, 141, -signal.SIGPIPE)),
    "a working folder that is gone": Place(wreck=lambda folder: shutil.rmtree(folder)),
    "a path of 300 letters": Place(argv=(*PLAY[:-1], "x" * 300)),
    "a path of 5000 letters": Place(argv=(*PLAY[:-1], "/".join(["d" * 200] * 25))),
    "a table with a long name": Place(argv=("power", "votes.csv", "--quota", "4", "--save", "x" * 251 + ".csv")),
    "a table named .csv": Place(argv=("power", "votes.csv", "--quota", "4", "--save", ".csv")),
    "a long scenario": Place(argv=("check", "y" * 5000)), "a new long scenario": Place(argv=("new", "z" * 254)),
}  # fmt: skip
SIGNALS = {
    "SIGINT": (signal.SIGINT,),
    "SIGINT twice": (signal.SIGINT, signal.SIGINT),
    "SIGTERM": (signal.SIGTERM,),
    "SIGHUP": (signal.SIGHUP,),
}
LONG = ("run", "council", "--histories", "4000", "--to", "2001-03-31", "--no-report", "--threads", "1", "--out", "out")
ASIDE = ("whatif", "council", "--do", "drop fever", "--pairs", "2000", "--to", "2001-03-31", "--threads", "1")
"""A command that keeps its histories in temporary folders."""


def process(place: Place, words: tuple[str, ...], folder: Path) -> subprocess.Popen[bytes]:
    (folder / "tmp").mkdir(exist_ok=True)
    env = os.environ | {"PYTHONPATH": str(SOURCES), "COLLEGIUM_CACHE": str(sound()), "TMPDIR": str(folder / "tmp")}
    env = {name: value for name, value in (env | place.env).items() if value is not None}
    argv = [sys.executable, *place.flags, "-c", NO_COMPILING + START.format(started=str(folder / STARTED)), *words]
    more = {"cwd": folder, "env": env, "stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    if place.shell:
        return subprocess.Popen(
            ["bash", "-c", place.shell.format(shlex.join(argv)) + "; exit ${PIPESTATUS[0]}"], start_new_session=True, **more
        )
    if place.wreck is not None:
        wreck = place.wreck
        inner = place.before

        def before() -> None:
            wreck(folder)
            if inner:
                inner()

        return subprocess.Popen(argv, preexec_fn=before, start_new_session=True, **more)
    return subprocess.Popen(argv, preexec_fn=place.before, start_new_session=True, **more)


def ended(started: subprocess.Popen[bytes], seconds: float = 60) -> Ended:
    try:
        out, err = started.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        out, err = started.communicate()
        return Ended(-signal.SIGKILL, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"), hung=True)
    return Ended(started.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))


def lay(folder: Path) -> None:
    (folder / "votes.csv").write_text(VOTES, encoding="utf-8")
    sound()
    shutil.copytree(SHELF.root / "sound", folder / "sound")


def around(number: int, dice: Random, folder: Path) -> tuple[str, list[Problem]]:
    """A command in one of the places."""
    name = list(PLACES)[number % len(PLACES)]
    place = PLACES[name]
    what = list(WORDS)[(number // len(PLACES) * 3 + dice.randrange(3)) % len(WORDS)] if place.argv is None else ""
    if what == "run with a temporary folder":
        what = "run"
    words = place.argv or WORDS[what]
    lay(folder)
    done = ended(process(place, words, folder))
    silent = "no st" in name or "neither" in name or "full" in name
    problems = [one for one in wrong(done, place.allowed) if not (silent and one.what == "wrong exit code" and done.code in (1, 2))]
    if what == "run" and done.code == 0 and folder.is_dir() and not place.shell:
        apart = differing(part(contents(folder), "out"), reference())
        problems += [Problem("lie", f"other results: {', '.join(apart[:3])}")] if apart and "PYTHON" not in name else []
    return f"{what or words[0]} with {name}", [*problems, *left(folder)]


def left(folder: Path) -> list[Problem]:
    found = [path.name for path in (folder / "tmp").glob("*") if path.name != Path(STARTED).name] if (folder / "tmp").is_dir() else []
    return [Problem("leftover", f"in the temporary folder: {', '.join(found[:3])}")] if found else []


@cache
def long_seconds(words: tuple[str, ...]) -> float:
    folder = SHELF.root / f"long-{words[0]}"
    folder.mkdir()
    begun = time.monotonic()
    assert ended(process(Place(), words, folder)).code == 0
    return time.monotonic() - begun


def signalled(number: int, dice: Random, folder: Path) -> tuple[str, list[Problem]]:
    """A signal at a random instant, from the start of the interpreter on."""
    name, words = list(SIGNALS)[number % len(SIGNALS)], (LONG, ASIDE)[number // len(SIGNALS) % 2]
    lay(folder)
    wait = dice.uniform(0, long_seconds(words))
    started = process(Place(), words, folder)
    time.sleep(wait)
    for n, one in enumerate(SIGNALS[name]):
        time.sleep(dice.choice((0.0, 0.001, 0.05, 0.3)) if n else 0)
        started.send_signal(one)
    done = ended(started)
    label = f"{words[0]}, {name} after {wait:.2f} s"
    early = not (folder / STARTED).exists()  # before the program's first line the interpreter itself answers
    if early or (done.code == 0 and wait > 0.7 * long_seconds(words)):
        return label, left(folder) if not early else []
    right = (130, -signal.SIGINT) if "SIGINT" in name else (-SIGNALS[name][0], 128 + SIGNALS[name][0], 130)
    problems = [Problem("traceback", done.err.strip().splitlines()[-1][:200])] if "Traceback" in done.err else []
    if done.hung:
        problems.append(Problem("hang", label))
    elif done.code not in (*right, 0) and not problems:
        problems.append(Problem("wrong exit code", f"exit code {done.code}"))
    return label, problems + left(folder)


def attack(number: int, dice: Random, folder: Path) -> tuple[str, list[Problem]]:
    return (signalled if number % 4 == 3 else around)(number // 4 if number % 4 == 3 else number - number // 4, dice, folder)


def prepare() -> None:
    reference()
    for words in (LONG, ASIDE):
        long_seconds(words)


KIND = Kind("surroundings: environment, streams, limits, signals, paths", 480, attack, prepare, warm=False)
