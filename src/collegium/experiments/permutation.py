"""The permutation test of traits: run the same histories with traits that no longer tell people apart.

If the same person still leads, the result rests on standing, posts and following. If not, it rests on our coding of characters.
"""

from __future__ import annotations

from collegium.analysis import Arm
from collegium.analysis import permutation as compare
from collegium.analysis.columns import source
from collegium.arguments import COUNT, THREADS, optional, takes
from collegium.arguments import progress as progress_of
from collegium.ensemble.progress import Progress, shown
from collegium.ensemble.runner import TRAIT_ARMS, run
from collegium.files.outputs import opened
from collegium.results.catalogue import ARMS
from collegium.results.folder import Folder

HISTORIES = 2000
"""Histories in an arm, if the run has as many."""


@takes(results=source, histories=optional(COUNT), threads=THREADS, progress=progress_of)
def permutation(
    results: Folder, *, histories: int | None = None, threads: int | None = None, progress: Progress | bool | None = None
) -> list[Arm]:
    """Add the arms ``equal`` and ``shuffled`` to a folder of results, each of ``histories`` histories (default: as many as the run
    has, at most 2000) under the run's own seed, and compare. Arms that exist already are run again.

    Raises :class:`SettingError` if the folder must not be written.
    """
    noted = results.provenance
    count = min(len(results.numbers), HISTORIES) if histories is None else histories
    arms = TRAIT_ARMS[1:]
    with shown(progress, "permutation test") as tell, opened(results.dir, "run", again=True) as outputs:
        outputs.expect([f"{ARMS}/{traits}/" for traits in arms])
        for place, traits in enumerate(arms):

            def report(done: int, total: int, place: int = place) -> None:
                if tell:
                    tell(place * total + done, len(arms) * total)

            run(
                results.scenario, start=noted["from"], end=noted["to"], histories=count, first=results.numbers[0], seed=noted["seed"],
                threads=threads, record=("outcomes",), traits=traits, progress=report, overwrite=True,
                out=outputs.add_folder(f"{ARMS}/{traits}"),
            )  # fmt: skip
    return compare(Folder(results.dir))
