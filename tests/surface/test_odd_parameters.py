"""The description of the model lists every parameter with its default."""

from pathlib import Path

from collegium.scenario.parameters import DEFAULTS

PAGE = Path(__file__).parents[2] / "docs" / "odd.md"


def test_every_parameter_is_listed_with_its_default() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = {name: asked.prior.replace("half_normal", "HN").replace("lognormal", "LN") for name, asked in DEFAULTS.items()}
    assert [f"| {name} | {prior} |" for name, prior in rows.items() if f"| {name} | {prior} |" not in page] == []
