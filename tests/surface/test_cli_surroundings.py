"""Commands on a bad day: streams that are closed, signals, no home, no compiler, little memory, an odd terminal."""

from __future__ import annotations

import json
import os
import pty
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from collegium.cli import streams
from collegium.cli.message import say
from collegium.cli.signals import Stopped, Stops
from collegium.results.folder import Folder

pytestmark = pytest.mark.slow  # nearly every test here starts processes of its own and waits for them

BARE = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}


def shell(line: str, **more: Any) -> tuple[int, str, str]:
    """Exit code, output and messages of a line for the shell, in which $C is the command; never a traceback."""
    more["env"] = os.environ | {"C": f"{sys.executable} -m collegium"} | more.pop("env", {})
    done = subprocess.run(["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, check=False, timeout=120, **more)
    assert "Traceback" not in done.stdout + done.stderr
    assert "Exception ignored" not in done.stderr
    return done.returncode, done.stdout, done.stderr


# standard streams


@pytest.mark.parametrize(
    ("line", "code", "printed", "told"),
    [
        ("$C list <&-", 0, "council", ""),
        ("$C list 2>&-", 0, "council", ""),
        ("$C show nowhere 2>&-", 2, "", ""),
        ("$C show nowhere 2>/dev/full", 2, "", ""),
        ("$C list >&-", 1, "", "standard output is closed"),
        ("$C list <&- >&- 2>&-", 1, "", ""),
        ("$C list >/dev/full", 1, "", "no space left on device"),
        ("$C --help >/dev/full", 1, "", "no space left on device"),
        ("$C show bolsheviks | head -1", 0, "The Bolshevik leadership", ""),
        ("$C show bolsheviks --json | true", 0, "", ""),
    ],
)
def test_streams(line: str, code: int, printed: str, told: str) -> None:
    ended, out, err = shell(line)
    assert ended == code
    assert printed in out if printed else out == ""
    assert told in err if told else err == ""


def test_no_file_takes_the_place_of_a_closed_stream(tmp_path: Path) -> None:
    """The next file that is opened gets the lowest free number, and then whatever is printed."""
    code = (
        "import os, sys; from collegium.cli.streams import mend; mend(); "
        f"f = open({str(tmp_path / 'table')!r}, 'w'); os.write(1, b'printed'); print('said', file=sys.stderr)"
    )
    assert shell(f'{sys.executable} -c "{code}" <&- >&- 2>&-')[0] == 0
    assert (tmp_path / "table").read_text() == ""


def test_a_message_that_nobody_can_read_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stderr", full)
        say("lost")
        streams.drop()


# signals


def stopped(script: str, number: int, ignored: bool = False) -> tuple[int, str]:
    """A command whose body is ``script``; after it has printed 'ready' it gets the signal twice. Exit code and messages."""
    code = f"""
import signal, sys, time
from collegium.cli import signals
signals.GRACE = 0.3
with signals.Stops() as stops:
    ready = lambda: print('ready', flush=True)
{script}
sys.exit(stops.code if stops.number else 0)
"""
    before = (lambda: signal.signal(number, signal.SIG_IGN)) if ignored else (lambda: signal.signal(number, signal.SIG_DFL))
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=lambda: before() and None
    ) as one:
        assert one.stdout is not None and one.stdout.readline() == "ready\n"
        for _ in range(2):
            one.send_signal(number)
        _, told = one.communicate(timeout=60)
    return one.returncode, told


WORK = "    ready(); time.sleep(30)"
CLEANING = "    try:\n        ready(); time.sleep(30)\n    finally:\n        time.sleep(0.2); print('cleaned', file=sys.stderr)"
SWALLOWING = "    try:\n        ready(); time.sleep(30)\n    except BaseException:\n        time.sleep(30)"
LOST = "    class Odd:\n        def __del__(self):\n            ready(); time.sleep(30)\n    Odd(); time.sleep(30)"


@pytest.mark.parametrize(
    ("script", "number", "code", "told"),
    [
        (WORK, signal.SIGINT, 130, "interrupted: nothing was written\n"),
        (WORK, signal.SIGTERM, 143, "interrupted: nothing was written\n"),
        (WORK, signal.SIGHUP, 129, "interrupted: nothing was written\n"),
        (CLEANING, signal.SIGINT, 130, "cleaned\ninterrupted: nothing was written\n"),
        (SWALLOWING, signal.SIGINT, 130, "interrupted: nothing was written\n"),
        (LOST, signal.SIGTERM, 143, "interrupted: nothing was written\n"),
    ],
)
def test_a_signal_stops_with_one_message(script: str, number: int, code: int, told: str) -> None:
    began = time.monotonic()
    assert stopped(script, number) == (code, told)
    assert time.monotonic() - began < 25


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    """As after ``nohup``, or in the background of a shell script."""
    assert stopped("    ready(); time.sleep(0.5)", signal.SIGHUP, ignored=True) == (0, "")


def test_a_second_signal_changes_nothing() -> None:
    stops = Stops()
    with pytest.raises(Stopped):
        stops._raise(signal.SIGTERM, None)
    stops._raise(signal.SIGINT, None)
    assert stops.code == 143


@pytest.mark.parametrize("delay", [0.3, 0.6])
def test_ctrl_c_while_modules_load(delay: float) -> None:
    """Python itself needs some time before it runs the first line of ours; a module that loads slowly shows what happens after it."""
    slow = "import sys, time; sys.argv = ['collegium', 'list']; import collegium.cli.signals; print('ready', flush=True)\n" \
           "class Slow:\n    def find_spec(self, *_):\n        time.sleep(0.01)\n" \
           "sys.meta_path.insert(0, Slow()); from collegium.cli import main; sys.exit(main())"  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-c", slow], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
    ) as one:  # fmt: skip
        assert one.stdout is not None and one.stdout.readline() == "ready\n"
        time.sleep(delay)
        one.send_signal(signal.SIGINT)
        one.send_signal(signal.SIGINT)
        _, told = one.communicate(timeout=60)
    assert (one.returncode, told) == (130, "interrupted: nothing was written\n")


def test_handlers_do_nothing_once_the_command_is_over() -> None:
    """Ctrl-C while Python closes down changes neither the exit code nor what is printed."""
    code = "import signal, sys\nfrom collegium.cli.signals import Stops\nwith Stops():\n    pass\n"
    code += "signal.raise_signal(signal.SIGINT)\nsys.exit(5)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (5, "")


# memory


def limited(megabytes: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))


def test_little_memory() -> None:
    code, out, err = shell("$C list", preexec_fn=limited(600))
    assert (code, out) == (1, "")
    assert err == "collegium: this command needs more memory than the limit of 600 MB (do: raise it with ulimit -v 1048576)\n"
    assert shell("$C list", preexec_fn=limited(1100))[0] == 0


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("can't start new thread"), ImportError("x.so: failed to map segment")])
def test_memory_that_is_short_later(error: Exception, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from collegium import cli

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("collegium.scenario.shipped", fail)
    assert cli.main(["list"]) == 1
    assert "not enough memory (do:" in capsys.readouterr().err


# environment


@pytest.mark.parametrize("setting", ["NUMBA_NUM_THREADS=0", "NUMBA_NUM_THREADS=many", "NUMBA_OPT=x"])
def test_a_setting_with_which_the_compiler_does_not_start(setting: str, tmp_path: Path) -> None:
    name, _, value = setting.partition("=")
    code, out, err = shell(f"$C run council --histories 1 --out {tmp_path}/a", env={name: value})
    assert (code, out) == (1, "")
    assert err.startswith("collegium: the compiler does not start with the environment variables ")
    assert setting in err
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("columns", ["0", "1", "-5", "abc", "99999999999999"])
def test_a_terminal_of_odd_width_shows_everything(columns: str) -> None:
    """A terminal, since only there the width counts."""
    mine, other = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "collegium", "list"], stdout=other, stderr=other, env=os.environ | {"COLUMNS": columns, "TERM": "dumb"}
    ) as one:
        os.close(other)
        printed = b""
        while True:
            try:
                piece = os.read(mine, 65536)
            except OSError:  # the other side is closed
                break
            if not piece:
                break
            printed += piece
    os.close(mine)
    assert one.returncode == 0
    assert b"council" in printed and b"2001-01-" in printed


@pytest.mark.parametrize("env", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}])
def test_a_terminal_without_letters(env: dict[str, str]) -> None:
    assert shell("$C show bolsheviks --people", env=env)[0] == 0


def test_nothing_depends_on_docstrings() -> None:
    """``python -OO`` takes them away, and every assert."""
    plain, bare = shell("$C show council --order"), shell("$C show council --order", env={"PYTHONOPTIMIZE": "2"})
    assert plain == bare
    assert "shares of power" in plain[1]


# no home, no compiler

BLOCKED = """
import json, sys
class Blocked:
    def find_spec(self, name, *_):
        if name.split('.')[0] in ('numba', 'llvmlite'):
            raise SystemExit('this command loads the compiler: ' + name)
sys.meta_path.insert(0, Blocked())
from collegium import cli
codes = {}
for words in json.loads(sys.argv[1]):
    code = cli.main(words)
    sys.stdout.flush()
    if code:
        sys.exit(f'{words}: exit code {code}')
"""


def test_what_simulates_nothing_needs_no_home_and_no_compiler(tmp_path: Path, results: Folder) -> None:
    for name, rows in {"votes": "member,votes\na,3\nb,4", "powers": "member,power\na,3\nb,4", "ties": "a,b,tie\na,b,1"}.items():
        (tmp_path / name).write_text(rows + "\n", encoding="utf-8")
    typed = [
        "--help", "run --help", "list", "new mine", "check mine", "check bolsheviks", "show council", "show council --people --ties",
        "show council --order", "power votes --quota 4", "power votes --quota 4 --save saved.csv", "coalition powers", "balance ties",
        "completion bash", f"compare {results.dir} {results.dir}", f"export {results.dir} --to csv --out tables",
    ]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, json.dumps([line.split() for line in typed])],
        capture_output=True, text=True, check=False, cwd=tmp_path, env=BARE | {"HOME": "/nonexistent"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "powers", "saved.csv", "tables", "ties", "votes"]
