"""Protection by votes, by the agenda, or none: counted by hand, however the rows are cut."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from collegium import analysis, figures
from helpers import synthetic

END = date(1927, 12, 1)
Row = tuple[int, str, str, float | None, float | None]


def source(rows: list[Row], limits: list[float], chunk: int = 65536) -> synthetic.Given:
    """The last grid with these rows; ``limits`` are the thresholds of histories 0, 1, ..."""
    history, mover, target, capable, by_votes = zip(*rows, strict=True)
    grid = pa.table({
        "history": pa.array(history, pa.int32()), "date": pa.array([END] * len(rows)), "mover": pa.array(mover).dictionary_encode(),
        "target": pa.array(target).dictionary_encode(), "chance": pa.array([0.0] * len(rows), pa.float32()),
        "capable": pa.array(capable, pa.float32()), "by_votes": pa.array(by_votes, pa.float32()),
    })  # fmt: skip
    drawn = pa.table({"history": list(range(len(limits))), "theta:vulnerable": limits, "theta:dominant": [0.5] * len(limits)})
    return synthetic.Given({"grid": grid, "histories": drawn}, chunk=chunk)


ROWS: list[Row] = [
    (0, "stalin", "lenin", 0.6, 0.6), (0, "stalin", "trotsky", 0.5, 0.9), (0, "lenin", "stalin", 0.04, 0.3),
    (0, "trotsky", "stalin", 0.0, 0.1),
    (0, "lenin", "trotsky", 0.7, 0.7), (0, "trotsky", "lenin", 0.1, 0.1), (0, "lenin", "tomsky", None, None),
    (1, "stalin", "lenin", 0.04, 0.04), (1, "lenin", "stalin", 0.04, 0.08),
]  # fmt: skip


@pytest.mark.parametrize("chunk", [1, 2, 4, 100])
def test_by_hand(chunk: int) -> None:
    """In history 0 .04 is borne, not .3: the agenda alone keeps Stalin. In history 1, where .1 is borne, votes do. Rows of earlier
    dates are passed over."""
    found = {one.person: one for one in analysis.protection(source(ROWS, [0.05, 0.1], chunk))}
    assert set(found) == {"stalin", "lenin", "trotsky"}
    stalin, lenin, trotsky = (found[name] for name in ("stalin", "lenin", "trotsky"))
    assert (stalin.n, lenin.n, trotsky.n) == (2, 2, 1)
    assert [stalin.kept[name].value for name in analysis.PROTECTIONS] == [0.5, 0.5, 0.0]
    assert [lenin.kept[name].value for name in analysis.PROTECTIONS] == [0.5, 0.0, 0.5]
    assert [trotsky.kept[name].value for name in analysis.PROTECTIONS] == [0.0, 0.0, 1.0]
    assert (stalin.able.value, lenin.able.value, trotsky.able.value) == (0.5, 0.0, 0.0)


def test_few_histories_are_not_drawn() -> None:
    chart = figures.protection(source(ROWS, [0.05, 0.1]))
    assert "Too few histories" in str(chart.to_dict(validate=False))
