"""The state of a history in plain lists, read from the engine's records and compared with them.

Field names are those of the records; the agenda becomes a list of items. Rules live in the other ``oracle_*`` files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from types import SimpleNamespace
from typing import Any

from helpers.oracle import draws as d

NOBODY = -1
(POLICY, APPOINT, STRIP, REMOVE, EXPEL, SEND_AWAY, PACK, RESIGNATION, DISCLOSE, SUPPRESS, RECALL, INQUIRE, POSTPONE, ISOLATE,
 ADOPT, REPEAL, ELECT) = range(17)  # fmt: skip
SUBMITTED, HELD, CARRIED, DEFEATED, DONE, LAPSED = range(1, 7)
NO_SEAT, CANDIDATE, FULL = range(3)
OUTSIDE, INVITED, MEMBER, REFUSED = range(4)
REVERSE, RENEW, INSIST = range(1, 4)
ROTATION = -2
AT_LARGE, ARRESTED, EXILED = range(3)
SURVIVE, ADVANCE, SHAPE, PROTECT, RETALIATE, NOTHING = range(6)
YET, OPEN, WON, LOST, CLOSED = range(5)
FAMINE, WAR, REVOLT, TERROR = range(4)

_RUNG = {STRIP: 1, REMOVE: 3, EXPEL: 4, SEND_AWAY: 2}
_HURTS = (STRIP, REMOVE, EXPEL, SEND_AWAY, RESIGNATION, DISCLOSE, INQUIRE, ISOLATE)
_SENSE = dict.fromkeys(_HURTS, -1) | dict.fromkeys((APPOINT, SUPPRESS, RECALL, ELECT), 1)

OF_STATE = (
    "standing authority alive member incapable ill_since been_ill away isolated confined hidden charges position salience tie "
    "client harm hurt opposed lost aim aimed_at turned hurt_then sway hold reach seat bloc swing "
    "seat_weight office_weight cons_weight statute holder allegiance leaning mood policy "
    "next_meeting last_elected meets knows content written read_out locked precedent comradeship unity fell spoke threat output "
    "trend total power share followed event_week g_on g_target g_since g_member anchor sittings enlarged since retired "
    "top electorate exists created appoints agenda in_force population hardship fear risen skill front control"
).split()

FULL_MODEL, CLIENTELE, SPATIAL, OFFICE, COALITIONS, CONTESTED = range(6)
LOOKED_AT = {COALITIONS: ("part", "prospect"), CONTESTED: ("foremost",)}
"""Theory of what moves leaders -> the fields of the state that it works out in advance."""


@dataclass
class Item:
    """A motion in the queue, or one that is only weighed."""

    kind: int
    mover: int
    target: int
    body: int
    arg: int
    value: float = 0.0
    appeal: int = 0
    state: int = SUBMITTED
    week: int = 0
    decided: int = 0
    urgent: int = 0
    seen: int = 0
    key: int = 0
    ordered: int = 0
    refuser: int = NOBODY

    @property
    def rung(self) -> int:
        return _RUNG.get(self.kind, 0)

    @property
    def sense(self) -> int:
        return 1 if self.appeal == REVERSE and self.kind in _HURTS else _SENSE.get(self.kind, 0)


class World(SimpleNamespace):
    """``sc`` scenario, ``th`` parameters, the fields of the state, ``queue``, what is ``laid`` down.

    ``decisions``, ``options`` weighed, ``moves`` made and what is ``told`` beside motions grow as a history goes on; so do the count of
    rare turns that it has ``met`` and the ``toll`` of populations, in millions by cause.
    """

    def persons(self) -> range:
        return range(self.sc.n_people)

    def bodies(self) -> range:
        return range(self.sc.n_bodies)

    def offices(self) -> range:
        return range(self.sc.n_offices)

    def constituencies(self) -> range:
        return range(self.sc.n_cons)

    def issues(self) -> range:
        return range(self.sc.n_issues)

    def items(self) -> Iterator[Item]:
        return (item for item in self.queue if item is not None)

    def statutes(self) -> range:
        return range(self.sc.n_statutes)

    def theatres(self) -> range:
        return range(self.sc.n_theatres)

    def active(self, i: int) -> bool:
        able = i >= 0 and self.alive[i] and self.member[i] and self.incapable[i] <= self.week
        return bool(able and self.confined[i] == AT_LARGE)

    def in_reach(self, i: int) -> bool:
        return bool(max(self.incapable[i], self.isolated[i]) <= self.week and self.confined[i] == AT_LARGE)

    def person_key(self, i: int) -> int:
        return int(self.sc.person_key[i]) if i >= 0 else 0

    def uniform(self, purpose: int, a: int, b: int = 0, slot: int = 0) -> float:
        return d.uniform(self.luck, self.week, purpose, a, b, slot)

    def gumbel(self, purpose: int, a: int, b: int, slot: int) -> float:
        return d.gumbel(self.luck, self.week, purpose, a, b, slot)

    def subject_key(self, kind: int, arg: int) -> int:
        kinds = {POLICY: "issue", APPOINT: "office", STRIP: "office", RESIGNATION: "office", REMOVE: "body", PACK: "body", POSTPONE: "body",
                 ELECT: "body", DISCLOSE: "doc", SUPPRESS: "doc", ADOPT: "statute", REPEAL: "statute"}  # fmt: skip
        return int(getattr(self.sc, kinds[kind] + "_key")[arg]) if kind in kinds else 0

    def settles(self) -> bool:
        """Slow flows are settled in every fourth step."""
        return bool((self.week - self.sc.first + 1) % 4 == 0)

    def tell(self, kind: str, actor: int, target: int) -> None:
        self.told.append((self.week, kind, actor, target))

    def kept(self, half_life: float) -> float:
        return float(0.5 ** (1 / (half_life * self.sc.per_year)))


def _namespace(record: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: record[name].tolist() for name in names}


def read(sc: Any, th: Any, st: Any) -> World:
    """Plain lists of three records."""
    world = World(**_namespace(st, [name for name in st.dtype.names if not name.startswith("q_")]))
    world.sc = SimpleNamespace(**_namespace(sc, sc.dtype.names))
    world.th = SimpleNamespace(**_namespace(th, th.dtype.names))
    world.queue = [_item(st, q) for q in range(len(st["q_state"]))]
    world.laid, world.decisions, world.options, world.moves, world.told = [], [], [], [], []
    world.met, world.toll = Counter(), [0.0] * 4
    return world


def _item(st: Any, q: int) -> Item | None:
    if not st["q_state"][q]:
        return None
    item = Item(**{field.name: st["q_" + field.name][q].item() for field in fields(Item)})
    item.refuser = item.refuser if item.ordered else NOBODY  # the record does not clear it before
    return item


def differences(world: World, st: Any, names: Sequence[str] = OF_STATE, tolerance: float = 1e-9) -> list[str]:
    """Where the record does not hold what the world holds."""
    found = []
    for name in (*names, *LOOKED_AT.get(int(world.th.theory), ())):
        found += unlike(name, getattr(world, name), st[name].tolist(), tolerance)
    for o in world.offices():
        if world.holder[o] == NOBODY and world.created[o]:
            found += unlike(f"vacant[{o}]", world.vacant[o], int(st["vacant"][o]), tolerance)
        if world.retired[o] != NOBODY:
            found += unlike(f"retired_at[{o}]", world.retired_at[o], int(st["retired_at"][o]), tolerance)
    for s in world.statutes():
        if world.in_force[s]:
            places = slice(*world.sc.clause_first[s : s + 2])
            found += unlike(f"replaced by {s}", world.replaced[places], st["replaced"][places].tolist(), tolerance)
    for k in world.issues():
        if world.swing[k]:
            found += unlike(f"swung[{k}]", world.swung[k], int(st["swung"][k]), tolerance)
    for q, item in enumerate(world.queue):
        there = _item(st, q)
        if item is None or there is None:
            found += [] if item is there else [f"queue[{q}]: {item} against {there}"]
            continue
        for field in fields(Item):
            found += unlike(f"queue[{q}].{field.name}", getattr(item, field.name), getattr(there, field.name), tolerance)
    return found


def unlike(name: str, mine: Any, theirs: Any, tolerance: float = 1e-9) -> list[str]:
    """The name and both numbers where they differ."""
    if isinstance(mine, list):
        if mine == theirs:
            return []
        pairs = zip(mine, theirs, strict=True)
        return [line for n, (a, b) in enumerate(pairs) for line in unlike(f"{name}[{n}]", a, b, tolerance)]
    same = abs(mine - theirs) <= tolerance * max(1.0, abs(theirs))
    return [] if same else [f"{name}: oracle {mine}, engine {theirs}"]
