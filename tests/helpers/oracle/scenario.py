"""The small world of the oracles: six people, three constituencies, three bodies.

In the bare one no office keeps an agenda or chairs, nobody hears appeals, there are no documents, nothing is appointed by motion or by
right, nobody tenders his resignation and no body is packed. The ``furnished`` one has all of this, rotation and term limits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from collegium.engine.compile import Intervention, Model, compile_scenario
from collegium.ensemble.player import model_of
from collegium.interventions import plan
from collegium.scenario import at, load
from collegium.scenario.model import Scenario

_YAML = """
title: A council and its warden
span: {{from: 1900-01-01, to: 1904-12-31}}
top_body: council
step: {days}
issues:
  taxes: {{status_quo: 0.1, agency: treasurer}}
  roads: {{status_quo: -0.2}}
bodies:
  council:
    {{seats: 4, weight: 0.15, cadence: 1, quorum: 0.5, absentee: true, capacity: 3, elected_by: assembly, term: 9,
     decides: [policy, strip, expel, inquire, isolate, send_away]}}
  assembly:
    {{seats: 11, weight: 0.05, cadence: 3, delay: 0..2, quorum: 0.4, deadline: 2, elected_by: congress, term: 15,
     decides: [remove, policy, recall, postpone], thresholds: {{remove: 0.6667}}}}
  congress: {{seats: 45, weight: 0, cadence: 13, decides: [remove]}}
offices:
  secretary: {{filled_by: assembly, weight: 0.08, appoints: {{clerks: 0.6, guilds: 0.3}}, press: 0.4}}
  treasurer: {{filled_by: council, weight: 0.05, appoints: {{guilds: 0.2}}}}
  marshal: {{filled_by: assembly, weight: 0.1, force: 0.8, security: 0.6, appoints: {{army: 0.7}}}}
  governor: {{filled_by: council, region: guilds}}
  warden: {{filled_by: council, weight: 0.05, security: 1}}
parameters: {parameters}
"""

PARAMETERS = {
    "activity": 0.7, "reach": 0.5, "status_quo": 0.3, "turnover": 0.6, "consideration": 3.2,
    "sanction_cost": -1, "precision": 3,
    "norm_ratchet": 0.3, "policy": 1.6, "tie": 1.2, "stake": 1.1, "balancing": 1.4, "whip": 0.9, "deference": 1.1, "conformity": 0.8,
    "comradeship": 0.4, "discipline": 0.8, "shock": 0.6, "headcount_error": 0.5, "protection": 0.4, "delegation": 0.7, "tie_jump": 0.3,
    "standing_win": 0.15, "document": 0.7, "susceptibility": 0.05, "infighting_cost": 0.015, "norm_half_life": 0.6, "tie_half_life": 2,
    "harm_half_life": 1.5, "dependence": 1.3, "slate": 0.4, "side_memory": 0.4, "grudge": 2, "review": 3,
}  # fmt: skip

FURNITURE = (
    "set body.council.agenda = rotation",
    "set body.assembly.agenda = secretary",
    "set body.congress.agenda = rotation",
    "set body.council.chair = treasurer",
    "set body.council.tie = chair",
    "set body.council.appeal_to = assembly",
    "set body.assembly.appeal_to = congress",
    "set body.council.decides = policy;strip;expel;inquire;isolate;send_away;appoint;disclose;suppress;resignation;recall",
    "set body.assembly.decides = remove;policy;recall;postpone;strip;appoint;resignation;suppress",
    "set body.congress.decides = remove;pack",
    "set office.secretary.term = 17",
    "set office.treasurer.term = 5",
    "set office.warden.term = 9",
    "set office.secretary.fills = treasurer;governor",
    "set office.warden.fills = marshal",
)
"""What the bare world lacks."""

LAWLESS = {"precision": 0.5, "effort": 0, "review": 50, "caucus_cost": 0, "comradeship": 0, "sanction_cost": -2, "arrest_threshold": 0.05}

FILES = {
    "people.csv": """id,standing,ambition,caution,apparatus,public,health,authority
ann,0.7,3.5,1,2,3,0.02,0.6
ben,0.5,2..4,0.5,3,2,0.1,0
cid,0.4,3,1,1,1..3,0.02,0
dan,0.3,1,3,2,0.5,0.3,0.2
eve,0.2,2.5,2,3,3,0.01,0
fay,0.2,3,1,3,1,0.02,0
""",
    "seats.csv": """body,person,rank
council,ann,full
council,ben,full
council,cid,full
council,dan,full
council,eve,candidate
assembly,ann,full
assembly,ben,full
assembly,cid,full
assembly,dan,full
assembly,eve,full
""",
    "blocs.csv": "body,constituency,seats\nassembly,clerks,2\nassembly,guilds,2\nassembly,army,2\n"
    "congress,clerks,10\ncongress,guilds,33\ncongress,army,2\n",
    "constituencies.csv": "id,weight,boss_office\nclerks,0.6,\nguilds,0.4,governor\narmy,0.5,\n",
    "allegiances.csv": """constituency,person,share
clerks,ann,0.3
clerks,ben,0.2
guilds,cid,0.3..0.5
guilds,dan,0.1
army,cid,0.1
army,eve,0.25
army,ann,0.2
""",
    "offices.csv": "office,person\nsecretary,ben\nmarshal,cid\ngovernor,dan\ntreasurer,ann\nwarden,fay\n",
    "positions.csv": """person,issue,value,salience
ann,taxes,-0.7,0.9
ben,taxes,0.8,0.7
cid,taxes,0.2,0.5
dan,taxes,-0.1,0.6
eve,taxes,0.6,0.8
fay,taxes,0.4,0.4
ann,roads,0.5,0.8
ben,roads,-0.6,0.5
cid,roads,0.9,0.9
dan,roads,0.1,0.4
eve,roads,-0.8,0.7
fay,roads,-0.3,0.5
clerks,taxes,0.3,0.6
guilds,taxes,-0.5,0.7
army,taxes,0.1,0.3
clerks,roads,-0.4,0.5
guilds,roads,0.2,0.3
army,roads,0.6,0.6
""",
    "ties.csv": """a,b,kind,strength
ann,ben,friend,0.3
ben,ann,friend,0.2
ann,cid,rival,-0.4
cid,ann,enemy,-0.7
ben,cid,ally,0.5
cid,ben,comrade,0.1
dan,ben,friend,0.4
eve,cid,friend,0.6
cid,eve,friend,0.3
dan,ann,rival,-0.3
eve,ben,patron,0.6
dan,cid,patron,0.3
fay,ben,patron,0.7
ann,fay,rival,-0.4
""",
    "events.csv": """id,kind,on,when,effect
fever,illness,ann,1900-02..1900-05,weeks:6..12
relapse,illness,ann,after:fever:10..20,weeks:4
drought,harvest,,rate:1.5,output:-0.3
unrest,crisis,,after:drought:2..6,threat:0.5;taxes:0.3
duel,death,cid,1901-02..1901-04,
""",
}


PAPERS = {"documents.csv": "id,author,to,about,condition\nletter,ann,ben,,ill\nnote,eve,,cid,\nmemo,cid,ann,,\n"}


REALM = {
    "constituencies.csv": "id,weight,boss_office,population,arms,core\n"
    "clerks,0.6,,,,\nguilds,0.4,governor,3..5,0.6,0.3\narmy,0.5,,0.2,0.8,1\n",
    "theatres.csv": "id,from,to,enemy,regular,control,exposes\n"
    "coast,,,0.7,0.9,0..0.4,guilds\nhills,1900-02..1900-06,1900-08..1900-12,0.3..0.6,0.1,,army\nisles,1900-09,,0.1,0.5,0.8,\n",
    "statutes.csv": "id,from,adopted,clauses\n"
    "audit,,,found auditor; give right over clerks to auditor 0.3; take right over clerks from secretary\n"
    "small,1900-02-01,,found cabinet; let cabinet lead; let auditor keep the agenda of cabinet\n"
    "turns,,,let rotation keep the agenda of assembly; let nobody keep the agenda of congress\n"
    "older,,1898-05-01,found tribunal; give right over army to warden 0.2; let tribunal lead\n"
    "old,,1899-01-01,let council lead; take right over army from warden; let warden keep the agenda of council; "
    "let warden keep the agenda of tribunal\n"
    "purge,1900-03-01,,abolish warden; abolish tribunal\n"
    "merge,,,abolish governor; give right over guilds to treasurer 0.7\n",
}
"""Populations, war and statutes in the furnished world: two of these were adopted before the start."""
_REALM = (
    ("agency: treasurer}}", "agency: treasurer, takes: guilds}}"),
    ("roads: {{status_quo: -0.2}}", "roads: {{status_quo: -0.2, army: true}}\n  guard: {{status_quo: 0.3, terror: true}}"),
    ("bodies:\n", """bodies:
  cabinet: {{seats: 3, weight: 0.2, elected_by: council, term: 9, decides: [policy, strip, adopt, repeal]}}
  tribunal: {{seats: 3, weight: 0.1, cadence: 2, elected_by: assembly, decides: [expel, repeal]}}
"""),
    ("offices:\n", "offices:\n  auditor: {{filled_by: council, weight: 0.06, security: 0.3}}\n"),
)  # fmt: skip
"""What these need beside the bare world."""
LEGISLATORS = (
    "set body.council.decides = policy;strip;expel;inquire;isolate;send_away;appoint;disclose;suppress;resignation;recall;adopt;repeal",
    "set body.assembly.decides = remove;policy;recall;postpone;strip;appoint;resignation;suppress;adopt;repeal",
)


def typed(folder: Path, days: int = 7, files: Mapping[str, str] = FILES, **parameters: Any) -> Scenario:
    """The small world as it is typed; parameters are overridden by name."""
    chosen = PARAMETERS | parameters
    written = "{" + ", ".join(f"{name}: {value}" for name, value in chosen.items()) + "}"
    text = _YAML
    for old, new in _REALM if "statutes.csv" in files else ():
        text = text.replace(old, new, 1)
    (folder / "scenario.yaml").write_text(text.format(days=days, parameters=written), "utf-8")
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return load(folder)


def tiny(folder: Path, days: int = 7, **parameters: Any) -> Model:
    """The bare world, ready to run."""
    whole = typed(folder, days, **parameters)
    return compile_scenario(at(whole, whole.start))


def furnished(whole: Scenario, sentences: Sequence[str], end: date) -> tuple[Model, tuple[Intervention, ...]]:
    """The furnished world up to a day, and what the sentences lay down in it."""
    furniture = (*FURNITURE, *(LEGISLATORS if whole.statutes else ()))
    made = plan(whole, [*furniture, *sentences], whole.start, end)
    return model_of(made.scenario, whole.start, end, made.during), made.during
