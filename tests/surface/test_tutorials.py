"""The tutorials whose figures and messages are printed are followed to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.followed import alike, changed, follow


def test_the_tutorial_of_the_republic_is_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert follow("tutorial_republic.md", capsys) == {"console", "diff", "csv", "yaml", "python"}
    assert Path("runs/ostmere/report.html").stat().st_size > 100_000


def test_the_tutorial_of_the_sentence_is_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert follow("tutorial_sentence.md", capsys) == {"console", "diff", "csv", "yaml", "python"}
    assert all("Stalin" in Path(f"runs/{name}/report.html").read_text(encoding="utf-8") for name in ("posts", "claims"))


@pytest.mark.parametrize(
    ("shown", "told", "same"),
    [
        (["a", "..."], "a\nb\nc\n", True),
        (["...", "c"], "a\nb\nc\n", True),
        (["...", "d"], "a\nb\nc\n", False),
        (["a"], "a\nb\n", False),
        (["a", "b"], "a\n", False),
        (["a.csv:2: wrong"], "a.csv:3: wrong\n", False),
        (["Loss  9.4%  7.1% to 12.3%  1.3%  500  emergent"], "Loss  10.0% 7.9% to 13%  1.4%  500  emergent\n", True),
        (["Loss  9.4%  7.1% to 12.3%  1.3%  500  emergent"], "Loss  20.0% 17.9% to 23%  1.4%  500  emergent\n", False),
        (["Loss  9.4%  7.1% to 12.3%  1.3%  500  emergent"], "Gain  9.4%  7.1% to 12.3%  1.3%  500  emergent\n", False),
    ],
)
def test_what_is_shown_is_compared_with_what_is_told(shown: list[str], told: str, same: bool) -> None:
    assert alike(shown, told) is same


def test_a_difference_must_fit() -> None:
    assert changed("a\nb\nc\n", "-b\n+d\n+e\n") == "a\nd\ne\nc\n"
    assert changed("a\nb\nc\n", "-a\n-c\n+d\n+e\n") == "d\nb\ne\n"
    for difference in ("-x\n+y\n", "-a\n-c\n+d\n"):
        with pytest.raises(AssertionError):
            changed("a\nb\nc\n", difference)
