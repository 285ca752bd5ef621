"""Run by test_new_table.py on a copy of the package to which two tables and a section were added: prints what became of them."""

from __future__ import annotations

import json
import runpy
import sys
from datetime import date
from pathlib import Path
from typing import Any

import collegium
from collegium.errors import ScenarioError
from collegium.scenario import at, edit, from_files
from collegium.scenario.format import counts
from collegium.scenario.hash import scenario_hash
from collegium.scenario.text import HEAD
from collegium.scenario.write import to_files

FAVOURS = "a,b,size,from,to,source\nann,ben,0.2..0.4,1899,1900-06,book\nben,cid,,1900-08,,\ncid,ann,0.5,,1900-02,\n"
WEATHER = "constituency,sky,at\nguilds,grey,\nguilds,blue,1900-03\nguilds,red,1900-09\n"
COURTS = "courts:\n  high: {judges: 5}\n  low: {since: 1900-09}\n"
BAD = {
    "favours.csv": "a,b,size,from,to\nann,eve,0.2,,\nann,ben,2,,\nann,,0.2,,\nann,ben,0.2,1901,1900\n",
    "weather.csv": "constituency,sky,until\nguilds,grey,\n",
}


def mistakes(files: dict[str, str]) -> list[str]:
    try:
        from_files("base", files)
    except ScenarioError as error:
        return [str(mistake) for mistake in error.mistakes]
    return []


def told(base: dict[str, str], spec: Path) -> dict[str, Any]:
    files = base | {"favours.csv": FAVOURS, "weather.csv": WEATHER, HEAD: base[HEAD] + COURTS}
    scenario: Any = from_files("base", files)
    complete = to_files(scenario)
    again: Any = from_files("base", complete)
    changed: Any = edit(scenario, {"shock": "0", "court.high.judges": "7"})
    later = FAVOURS.replace("1900-06", "1900-07")
    days = {day: at(scenario, date.fromisoformat(day)) for day in ("1900-01-01", "1900-02-01", "1900-07-01", "1900-10-01")}
    schemas = runpy.run_path(str(spec / "generate.py"))["texts"]()
    return {
        "package": collegium.__file__,
        "counts": [counts(scenario)[name] for name in ("favours", "weather")],
        "mistakes": mistakes(base | BAD),
        "section": mistakes(base | {HEAD: base[HEAD] + "courts:\n  ann: {judges: many, judge: 2}\n"}),
        "keys": list(json.loads(schemas["scenario.schema.json"])["properties"]["courts"]["additionalProperties"]["properties"]),
        "set": [(court.id, court.judges) for court in changed.courts],
        "courts": {day: [(court.id, court.judges, court.since) for court in days[day].courts] for day in ("1900-01-01", "1900-10-01")},
        "written": complete["favours.csv"],
        "kept": [again.favours == scenario.favours == changed.favours, again.weather == scenario.weather == changed.weather],
        "changed": changed.files["favours.csv"] == complete["favours.csv"],
        "hashes": len({scenario_hash(from_files("base", text)) for text in (base, files, files | {"favours.csv": later})}),
        "columns": [field["name"] for field in json.loads(schemas["tables/favours.schema.json"])["fields"]],
        "favours": {day: [(row.a, row.b, repr(row.span)) for row in found.favours] for day, found in days.items()},
        "weather": {day: [(row.sky, row.at) for row in found.weather] for day, found in days.items()},
    }


if __name__ == "__main__":
    spec = Path(sys.argv[1])
    base = {file.name: file.read_text(encoding="utf-8") for file in (spec / "cases" / "base").iterdir()}
    print(json.dumps(told(base, spec)))
