"""A score that is kept: what is in its folder, what a kill costs, what is refused."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import collegium
from collegium.cli import main
from collegium.errors import DataError, SettingError
from collegium.scoring import Score, forecasts, read, score

SMALL = {"histories": 10, "months": 24}
WORDS = ["--histories", "10", "--months", "24"]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small score. Read it, do not change it."""
    out = tmp_path_factory.mktemp("scores") / "directory"
    score("directory", out=out, **SMALL)  # type: ignore[arg-type]
    return out


@pytest.fixture
def copied(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "copied"))


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def alike(one: Score, other: Score) -> bool:
    same = all(np.array_equal(p, other.chances[name], equal_nan=True) for name, p in one.chances.items())
    return same and repr(replace(one, chances={})) == repr(replace(other, chances={})) and one.statements == other.statements


def test_what_is_kept_is_what_was_found(kept: Path) -> None:
    assert alike(read(kept), score("directory", **SMALL))  # type: ignore[arg-type]


def test_scores_can_be_computed_from_the_table_alone(kept: Path) -> None:
    """Log loss of the seats, by hand."""
    head, *rows = (line.split(",") for line in (kept / "statements.csv").read_text(encoding="utf-8").replace('"', "").splitlines())
    seats = [row for row in rows if row[0].startswith(("lost_top", "lost_committee"))]
    p, y = (
        np.array([value(row) for row in seats])
        for value in (lambda row: float(row[head.index("full") - len(head)]), lambda row: "yes" in row)
    )
    found = next(
        row for row in json.loads((kept / "scores.json").read_text())["scores"] if (row["forecast"], row["block"]) == ("full", "seats")
    )
    assert found["n"] == len(seats)
    assert found["log"] == pytest.approx(-np.log(np.where(y, p, 1 - p)).mean())


def test_only_what_is_missing_is_simulated_again(kept: Path, copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is gone or damaged: the folder ends in the same bytes, and nothing else was simulated."""
    lost = ["forecasts/full/00001.csv", "forecasts/blank/00000.csv"]
    (copied / lost[0]).unlink()
    (copied / lost[1]).write_text("id,chance\n")
    (copied / "scores.json").unlink()
    with pytest.raises(DataError, match="only part of a score: score again with the same arguments and resume=True"):
        read(copied)
    made, answer = [], forecasts.answer
    monkeypatch.setattr(forecasts, "answer", lambda *words: made.append(words) or answer(*words))
    score("directory", out=copied, resume=True, threads=1, **SMALL)  # type: ignore[arg-type]
    assert len(made) == len(lost)
    assert files(copied) == files(kept)


def test_a_kill_loses_one_run_at_most(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls, answer = 0, forecasts.answer

    def killed(*words: object) -> list[int]:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise KeyboardInterrupt
        return answer(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(forecasts, "answer", killed)
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        score("directory", out=out, **SMALL)  # type: ignore[arg-type]
    assert len([name for name in files(out) if name.startswith("forecasts/")]) == 3
    score("directory", out=out, resume=True, **SMALL)  # type: ignore[arg-type]
    assert files(out) == files(kept)


def test_a_further_variant_is_added_to_a_score(kept: Path, copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, answer = [], forecasts.answer
    monkeypatch.setattr(forecasts, "answer", lambda *words: made.append(words[1]) or answer(*words))
    score("directory", out=copied, resume=True, variants=["office"], **SMALL)  # type: ignore[arg-type]
    assert set(made) == {"office"}
    assert "office" in read(copied).chances and "office" not in read(kept).chances


def test_files_of_others_stay(copied: Path) -> None:
    (copied / "notes.txt").write_text("mine")
    score("directory", out=copied, overwrite=True, **SMALL)  # type: ignore[arg-type]
    assert (copied / "notes.txt").read_text() == "mine"


def test_what_is_in_the_way_is_refused_before_anything_is_simulated(tmp_path: Path, copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forecasts, "answer", lambda *_: pytest.fail("simulated"))
    with pytest.raises(SettingError, match="holds results and is left alone"):
        score("directory", out=copied, **SMALL)  # type: ignore[arg-type]
    with pytest.raises(SettingError, match=r"holds another score \(it differs in histories\): name another folder with out="):
        score("directory", out=copied, resume=True, histories=11, months=24)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "statements.csv").write_text("mine")
    with pytest.raises(SettingError, match="holds no results and is left alone"):
        score("directory", out=tmp_path / "mine", overwrite=True, **SMALL)  # type: ignore[arg-type]
    (copied / "about.json").write_text("{}")
    with pytest.raises(DataError, match=r"about\.json is not what the score wrote"):
        score("directory", out=copied, resume=True, **SMALL)  # type: ignore[arg-type]


def test_a_folder_of_something_else_is_no_score(tmp_path: Path) -> None:
    collegium.run("council", histories=2, end="2001-06-30", out=tmp_path / "run")
    for folder in (tmp_path / "run", tmp_path / "nowhere"):
        with pytest.raises(SettingError, match="holds no score: name a folder"):
            read(folder)
    with pytest.raises(SettingError, match="holds a run"):
        score("directory", out=tmp_path / "run", overwrite=True, **SMALL)  # type: ignore[arg-type]


def test_the_command_shows_a_kept_score_without_simulating(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(forecasts, "answer", lambda *_: pytest.fail("simulated"))
    assert main(["score", str(kept), "--page", str(tmp_path / "score.html")]) == 0
    assert "24 months ahead, the model predicts" in capsys.readouterr().out
    assert "The verdict" in (tmp_path / "score.html").read_text(encoding="utf-8")
    assert main(["score", str(kept), "--histories", "20"]) == 2
    assert "--histories: this score is made already" in capsys.readouterr().err
    assert main(["score", "directory", "--resume"]) == 2
    assert "--out: no folder is named" in capsys.readouterr().err


def test_a_report_begins_with_the_score_that_is_named(kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "run"
    collegium.run("directory", end="1796-03-31", histories=5, out=out)
    assert main(["report", str(out)]) == 0
    assert "A quarter ahead, the model predicts" in (out / "report.html").read_text(encoding="utf-8")
    assert main(["report", str(out), "--score", str(kept)]) == 0
    text = (out / "report.html").read_text(encoding="utf-8")
    assert text.index("24 months ahead, the model predicts") < text.index('<section id="rule">')
    capsys.readouterr()
    other = tmp_path / "council"
    collegium.run("council", end="2001-06-30", histories=5, out=other)
    assert main(["report", str(other), "--score", str(kept)]) == 2
    assert "--score: this is a score of directory, and the run is of council" in capsys.readouterr().err
    assert main(["report", str(other), "--score", str(tmp_path / "nowhere")]) == 2
