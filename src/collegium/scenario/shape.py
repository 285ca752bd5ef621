"""What a declaration is: a mapping of ``scenario.yaml``, a section of it by id, or a table, with the typed objects that are made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from collegium.scenario.columns import Choice, Column, Id, Number, Part, Ref, Schema
from collegium.scenario.fields import Fields
from collegium.scenario.findings import suggest
from collegium.scenario.kinds import Kind, Known
from collegium.scenario.model import Scenario, Span, When
from collegium.scenario.text import MOST_ROWS

HOLDS: dict[type, str] = {get_args(hint)[0]: name for name, hint in get_type_hints(Scenario).items() if get_origin(hint) is tuple}
"""Type of an object -> the field of :class:`Scenario` that holds such objects."""
Reach = Literal["as of the day", "ahead", "never"]
"""How rows reach the engine: those known on its first day, cut off there; as possibilities that lie ahead, whole; or not at all."""
Check = Callable[[Fields, Any, Known], None]
"""Notes what is wrong between the columns of a row that has been read into an object."""


class Time(NamedTuple):
    """What a field says of time: a :class:`Span`, a :class:`When` or a ``date``, and whether it may be None."""

    kind: type
    optional: bool


def times(one: type) -> dict[str, Time]:
    """The fields of an object that say something of time. Raises :class:`TypeError` for one that cannot be cut off at a day."""
    found = {}
    for name, hint in get_type_hints(one).items():
        kinds = {*(get_args(hint) or (hint,))} - {type(None)}
        if kinds & {Span, When, date}:
            if len(kinds) > 1:
                raise TypeError(f"{one.__name__}.{name} cannot be cut off at a day: let it be a Span, a When or a date")
            found[name] = Time(kinds.pop(), type(None) in get_args(hint))
    return found


class Shape:
    """What is made of one mapping or row, what it is for, and its parts by field of the object that is made."""

    def __init__(self, make: Callable[..., Any], about: str, /, *, check: Check | None = None, **parts: Part) -> None:
        self.make, self.about, self.check, self.parts = make, about, check, parts
        self.columns: dict[str, Column] = {}
        for field, part in parts.items():
            self.columns |= part.columns(field)

    @cached_property
    def known(self) -> tuple[str, ...]:
        return tuple(self.columns)

    @cached_property
    def needed(self) -> tuple[str, ...]:
        return tuple(name for name, column in self.columns.items() if column.needed)

    def read(self, row: Fields, known: Known, **given: Any) -> Any:
        """The object of a row or mapping whose names have been checked; what is wrong is noted, and defaults stand in for it."""
        for field, part in self.parts.items():
            given |= part.read(row, field, known)
        item = self.made(given)
        if self.check:
            self.check(row, item, known)
        return item

    def made(self, values: dict[str, Any]) -> Any:
        return self.make(**values)

    def write(self, item: Any) -> dict[str, Any]:
        """Values by name, from which :meth:`read` makes an equal object."""
        found: dict[str, Any] = {}
        for field, part in self.parts.items():
            found |= part.write(item, field)
        return found

    def check_keys(self, fields: Fields) -> bool:
        """Notes unknown and missing keys of a YAML mapping; whether nothing is missing."""
        for key in fields:
            if key not in self.columns:
                fields.wrong(key, f"there is no key '{key}' here", suggest(key, self.known))
        missing = [key for key in self.needed if key not in fields.values or fields.values[key].value == ""]
        for key in missing:
            fields.wrong(key, "this key must be given", f"add '{key}: ...'")
        return not missing

    def schema(self) -> Schema:
        """The JSON Schema of such a mapping."""
        keys = {name: column.described() for name, column in self.columns.items()}
        needed = {"required": list(self.needed)} if self.needed else {}
        return {"description": self.about, "type": "object", "properties": keys, "additionalProperties": False} | needed


class Many(Shape):
    """A shape of which a scenario holds many objects. Of several types an object has the first with all the fields that were read."""

    def __init__(self, make: type | tuple[type, ...], about: str, /, *, least: int, most: int, reach: Reach, **more: Any) -> None:
        self.types = make if isinstance(make, tuple) else (make,)
        self.least, self.most, self.reach = least, most, reach
        self.times = {one: times(one) for one in self.types}
        super().__init__(self.types[0], about, **more)
        for one in self.types:
            if not self.holder(one):
                raise TypeError(f"give Scenario a field of the type tuple[{one.__name__}, ...]")

    def holder(self, one: type) -> str:
        """The field of the scenario that holds objects of this type, '' if none does."""
        return HOLDS.get(one, "")

    def made(self, values: dict[str, Any]) -> Any:
        fits = [one for one in self.types if values.keys() <= one.__annotations__.keys()]
        return (fits or self.types)[0](**values)

    def items(self, scenario: Scenario) -> Iterator[Any]:
        """The objects that the scenario holds."""
        return chain.from_iterable(getattr(scenario, self.holder(one)) for one in self.types)

    def key(self, item: Any) -> tuple[str, ...]:
        """What an object is about: of two dated ones with the same key the later replaces the earlier."""
        about = ((field, part) for field, part in self.parts.items() if isinstance(part, Id | Ref | Choice))
        return tuple(str(value) for field, part in about for value in part.write(item, field).values())


class Section(Many):
    """A section of ``scenario.yaml``: mappings by id, ``most`` of them at most."""

    def __init__(self, kind: Kind, make: type, about: str, /, *, most: int, **more: Any) -> None:
        self.kind = kind
        super().__init__(make, about, least=0, most=most, reach="as of the day", **more)

    def read(self, row: Fields, known: Known, **given: Any) -> Any:
        return super().read(row, known, id=row.own_id(), **given)

    def write(self, item: Any) -> dict[str, Any]:
        """What is no field of its own comes last (the content hash depends on the order); no office or body is ``none``."""
        found = super().write(item)
        absent = {name: "none" for name, value in found.items() if value == "" and isinstance(self.columns[name], Ref)}
        return {name: (found | absent)[name] for name in sorted(found, key=lambda name: name not in self.parts)}

    def schema(self) -> Schema:
        return super().schema() | {"type": ["object", "null"]}


class Table(Many):
    """A CSV table. ``kind`` is what its ids define, or the name of a table to which no row refers; ``twin`` makes of a row's object a
    second one, or None."""

    def __init__(
        self,
        kind: Kind | str,
        make: type | tuple[type, ...],
        about: str,
        /,
        *,
        least: int = 0,
        most: int = MOST_ROWS,
        reach: Reach = "as of the day",
        twin: Callable[[Fields, Any], Any] | None = None,
        **more: Any,
    ) -> None:
        self.kind, self.twin = kind if isinstance(kind, Kind) else None, twin
        self.file = f"{kind.many if isinstance(kind, Kind) else kind}.csv"
        super().__init__(make, about, least=least, most=most, reach=reach, **more)

    def read_all(self, row: Fields, known: Known) -> list[Any]:
        """The objects of one row: one, or two if it has a twin."""
        item = self.read(row, known)
        twin = self.twin(row, item) if self.twin else None
        return [item] if twin is None else [item, twin]

    def fill(self, items: Iterable[Any]) -> dict[str, Any]:
        """The objects by the field that is to hold them, in an order of their own (ids first): the order of rows never matters."""
        found = sorted(items, key=repr)
        return {self.holder(one): tuple(item for item in found if isinstance(item, one)) for one in self.types}


class Lookup(Table):
    """A table of pairs that the scenario holds as a mapping, in the field that bears the table's name."""

    def holder(self, one: type) -> str:
        return self.file.removesuffix(".csv")

    def fill(self, items: Iterable[Any]) -> dict[str, Any]:
        return {self.holder(self.types[0]): dict(sorted(items))}

    def items(self, scenario: Scenario) -> Iterator[Any]:
        return (self.types[0](*pair) for pair in getattr(scenario, self.holder(self.types[0])).items())


# mappings as columns


class Inner(Column):
    """A mapping of known keys."""

    def __init__(self, shape: Shape, **options: Any) -> None:
        super().__init__(shape.about, **options)
        self.shape = shape

    def value(self, row: Fields, name: str, known: Known) -> Any:
        fields = row.inner(name)
        self.shape.check_keys(fields)
        return self.shape.read(fields, known)

    def schema(self) -> Schema:
        return self.shape.schema()


class Entries(Column):
    """The mappings of a section by id, in order of id; incomplete ones are left out."""

    def __init__(self, says: str, section: Section, **options: Any) -> None:
        super().__init__(says, **options)
        self.section = section

    def value(self, row: Fields, name: str, known: Known) -> Any:
        fields, most = row.inner(name), self.section.most
        if len(fields.values) > most:
            row.wrong(name, f"{len(fields.values)} {name}, where at most {most} are possible", "leave out what matters least")
            return ()
        for key in fields:
            fields.check_id(key, key)
        entries = (fields.inner(key) for key in sorted(fields))
        return tuple(self.section.read(entry, known) for entry in entries if self.section.check_keys(entry))

    def write(self, item: Any, field: str) -> dict[str, Any]:
        return {field: {entry.id: self.section.write(entry) for entry in getattr(item, field)}}

    def schema(self) -> Schema:
        return by_id(self.section.schema()) | {"maxProperties": self.section.most}


class Shares(Column):
    """Numbers from 0 to 1 by the id or word they are for."""

    number = Number("", 0, 0, 1)

    def __init__(self, says: str, kind: Kind, **options: Any) -> None:
        super().__init__(says, **options)
        self.kind = kind

    def given(self, row: Fields, name: str, known: Known) -> Fields:
        """The mapping under the name; notes keys that name nothing."""
        fields, ids = row.inner(name), self.kind.words or known[self.kind]
        for key in fields:
            if key not in ids:
                fields.wrong(key, f"there is no {self.kind.one} '{key}'", suggest(key, ids))
        return fields

    def value(self, row: Fields, name: str, known: Known) -> Any:
        fields = self.given(row, name, known)
        return {key: self.number.value(fields, key, known) for key in sorted(fields)}

    def schema(self) -> Schema:
        share = {word: value for word, value in self.number.described().items() if word != "default"}
        if not self.kind.words:
            return by_id(share)
        return {"type": "object", "properties": dict.fromkeys(self.kind.words, share), "additionalProperties": False}


def by_id(entry: Schema) -> Schema:
    return {"type": "object", "propertyNames": {"$ref": "#/$defs/id"}, "additionalProperties": entry}
