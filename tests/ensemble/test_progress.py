"""How far a run is: told once where nobody looks at a terminal, drawn where somebody does."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest

import collegium
from collegium.ensemble import progress
from collegium.ensemble.progress import WAITING, Bar, pace, shown

QUICK = {"histories": 4, "end": "2001-02-01", "record": ()}


def test_a_run_shows_its_progress_if_asked(capsys: pytest.CaptureFixture[str]) -> None:
    collegium.run("council", **QUICK)  # type: ignore[arg-type]
    assert capsys.readouterr().err == ""
    collegium.run("council", progress=True, **QUICK)  # type: ignore[arg-type]
    told = capsys.readouterr()
    assert told.err.startswith("histories: 4 of 4")
    assert told.out == ""
    collegium.run("council", progress=False, **QUICK)  # type: ignore[arg-type]
    assert capsys.readouterr().err == ""


def test_a_what_if_shows_all_its_arms_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    collegium.whatif("council", "drop fever", "losses", pairs=4, per_draw=2, end="2001-02-01", progress=True)
    assert "histories: 12 of 12" in capsys.readouterr().err


def test_a_function_of_the_caller_is_called() -> None:
    told: list[tuple[int, int]] = []
    collegium.run("council", progress=lambda done, total: told.append((done, total)), **QUICK)  # type: ignore[arg-type]
    assert told[-1] == (4, 4)


def test_a_terminal_shows_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    screen.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stderr", screen)
    with shown(True) as tell:
        assert tell is not None
        for done in range(1, 4):
            tell(done, 3)
    assert progress.WAITING in screen.getvalue()
    assert "3 of 3" in screen.getvalue()
    assert screen.getvalue().count("\n") == 1, "the line is written anew, and ended once"


def test_a_notebook_shows_one_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[str] = []
    handle = SimpleNamespace(update=pages.append)
    display = SimpleNamespace(HTML=str, display=lambda page, display_id: pages.append(page) or handle)
    shell = type("ZMQInteractiveShell", (), {})()
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell, display=display))
    bar = Bar("histories", WAITING)
    bar(5, 10)
    bar(10, 10)
    bar.close()
    assert pages[0].startswith("<progress ></progress> histories: preparing")
    assert pages[-1].startswith('<progress value="10" max="10"></progress> histories: 10 of 10')


def test_the_pace_is_that_since_the_first_block() -> None:
    assert pace(20, 100, 5.0, 5.0, 20) == ""
    assert pace(60, 100, 7.0, 5.0, 20) == ", 20 a second, 2 s left"
    assert pace(100, 100, 9.0, 5.0, 20) == ", 20 a second"


def test_a_bar_is_closed_when_a_run_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []
    monkeypatch.setattr(Bar, "close", lambda self: closed.append(True))
    with pytest.raises(KeyError), shown(True):
        raise KeyError
    assert closed == [True]
