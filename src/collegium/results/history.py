"""One history of some results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from collegium.analysis.columns import listed
from collegium.results import page
from collegium.results.recall import Recall
from collegium.results.sentences import Teller
from collegium.results.shards import rows
from collegium.scenario import calendar

if TYPE_CHECKING:
    from collegium.results.folder import Folder


@dataclass(frozen=True)
class History:
    """One history of some results.

    Parameters
    ----------
    results
        The results it belongs to.
    k
        Its number.
    """

    results: Folder
    k: int

    def __repr__(self) -> str:
        return f"{self.results!r}.history({self.k})"

    def _repr_html_(self) -> str:
        return page.history(self)

    def outcome(self) -> dict[str, Any]:
        """Its row of the table of histories: name of a column -> value."""
        return dict(self._rows("histories")[0])

    def events(self) -> list[dict[str, Any]]:
        """Its rows of the table of events, in order: name of a column -> value."""
        return self._rows("events")

    def timeline(self) -> list[dict[str, Any]]:
        """What happened, in order: ``date``, ``kind`` and a sentence (``text``) for each event.

        Raises
        ------
        DataError
            If the run has not recorded events.
        """
        scenario, noted = self.results.scenario, self.results.provenance
        teller, recall = Teller(scenario, noted.get("interventions", ())), Recall(scenario, calendar.from_iso(noted["from"]))
        return [{"date": row["date"], "kind": row["kind"], "text": teller.sentence(recall.told(row))} for row in self.events()]

    def _rows(self, table: str) -> list[dict[str, Any]]:
        own = range(self.k, self.k + 1)
        shard = next(shard for shard in self.results._shards(table) if shard.meets(own))
        found = rows(self.results._shard(shard), own)
        return [dict(zip(found.column_names, row, strict=True)) for row in zip(*map(listed, found.columns), strict=True)]
