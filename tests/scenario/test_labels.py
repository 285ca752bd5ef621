"""Labels of events and papers: readers see them, results do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from collegium.scenario import find, load, shipped
from collegium.scenario.hash import files_hash, scenario_hash
from collegium.scenario.model import Scenario
from collegium.scenario.write import to_files


def labelled(case: Scenario, what: str) -> Scenario:
    """The case with this label on everything that may have one."""
    events = tuple(replace(event, what=what) for event in case.events)
    return replace(case, events=events, documents=tuple(replace(document, what=what) for document in case.documents))


@pytest.mark.parametrize("what", ["", "Rain spoils the hay", 'It is "war", says Paris', "id,what"])
def test_a_label_is_no_part_of_the_content_hash(what: str) -> None:
    case = load(find("council"))
    assert scenario_hash(labelled(case, what)) == scenario_hash(case)
    fever, *others = case.events
    assert scenario_hash(replace(case, events=(replace(fever, on="boris"), *others))) != scenario_hash(case)


def test_a_column_of_labels_is_written_only_where_there_are_any() -> None:
    case = load(find("council"))
    bare, full = to_files(labelled(case, "")), to_files(labelled(case, "Rain, and hail"))
    for file in ("events.csv", "documents.csv"):
        assert "what" not in bare[file].splitlines()[0].split(",")
        assert ",what," in full[file].splitlines()[0] and ',"Rain, and hail",' in full[file].splitlines()[1]
    assert files_hash(bare) == files_hash(full)


def test_every_event_of_a_shipped_case_says_what_happens() -> None:
    """An illness, a death and a harvest of a year have sentences of their own."""
    for name in shipped():
        for event in load(find(name)).events:
            assert event.what or event.kind in ("illness", "death") or event.id.startswith("harvest_"), f"{name}: {event.id}"
            assert event.what == event.what.strip().removesuffix(".") and event.what[:1] == event.what[:1].upper()
