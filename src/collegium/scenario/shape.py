"""What a declaration is: a mapping of ``scenario.yaml``, a section of it by id, or a table, and the objects that are made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any, Literal, get_args, get_origin, get_type_hints

from collegium.scenario.columns import Choice, Column, Number, Part, Ref, Schema
from collegium.scenario.fields import Fields
from collegium.scenario.ids import Kind, Known
from collegium.scenario.model import Scenario, Span, When
from collegium.scenario.text import MOST_ROWS

HOLDS: dict[type, str] = {get_args(hint)[0]: name for name, hint in get_type_hints(Scenario).items() if get_origin(hint) is tuple}
"""Type of an object -> the field of :class:`Scenario` that holds such objects."""
Twin = Callable[[Fields, Any], Any]
Reach = Literal["dated", "ahead", "never"]
"""How rows reach the engine: those known on its first day, cut off there; as possibilities that lie ahead, whole; or not at all."""


def times(one: type) -> dict[str, type]:
    """The fields of an object that say something of time: a span, or a date. Raises :class:`TypeError` for dates in a list or mapping."""
    found = {}
    for name, hint in get_type_hints(one).items():
        kinds = {*(get_args(hint) or (hint,))} - {type(None)}
        if kinds & {Span, When, date}:
            if len(kinds) > 1:
                raise TypeError(f"{one.__name__}.{name} cannot be cut off at a day: let it be a Span, a When or a date")
            found[name] = kinds.pop()
    return found


class Shape:
    """What one mapping or row holds: ``parts`` by field of the object that ``make`` makes of them. ``check`` notes what is wrong between
    the parts. Of several types to make, an object has the first with all the fields that were read."""

    def __init__(
        self,
        make: Callable[..., Any] | tuple[type, ...],
        about: str,
        /,
        *,
        check: Callable[[Fields, Any, Known], None] | None = None,
        **parts: Part,
    ) -> None:
        self.types: tuple[Any, ...] = make if isinstance(make, tuple) else (make,)
        self.about, self.check, self.parts = about, check, parts
        self.columns = {name: column for field, part in parts.items() for name, column in part.columns(field).items()}
        self.known = tuple(self.columns)
        self.needed = tuple(name for name, column in self.columns.items() if column.needed)

    def read(self, row: Fields, known: Known, **given: Any) -> Any:
        """The object of a row or mapping of known names. Notes what is wrong, and takes the default instead."""
        for field, part in self.parts.items():
            given |= part.read(row, field, known)
        first, *others = self.types
        item = next((one for one in others if given.keys() <= one.__annotations__.keys()), first)(**given)
        if self.check:
            self.check(row, item, known)
        return item

    def write(self, item: Any) -> dict[str, Any]:
        """Values by name, from which :meth:`read` makes an equal object."""
        return {name: value for field, part in self.parts.items() for name, value in part.write(item, field).items()}

    def check_keys(self, fields: Fields) -> bool:
        """Notes unknown and missing keys of a YAML mapping; whether nothing is missing."""
        fields.check_names(self.known, "key")
        missing = [key for key in self.needed if key not in fields.values or fields.values[key].value == ""]
        for key in missing:
            fields.wrong(key, "this key must be given", f"add '{key}: ...'")
        return not missing

    def schema(self) -> Schema:
        """The JSON Schema of such a mapping, without what it is for."""
        needed = {"required": list(self.needed)} if self.needed else {}
        return object_of({name: column.schema() for name, column in self.columns.items()}) | needed


class Many(Shape):
    """A shape of which a scenario holds ``least`` to ``most`` objects. A ``sparse`` table is written without what nobody has filled: the
    columns that are blank in every row, and without any row the whole file. There is no reason to type it without rows. A ``label``
    is for readers alone: it changes no result, and it is no part of the content hash."""

    def __init__(
        self, kind: Kind | str, make: Any, about: str, /, *, least: int = 0, most: int = MOST_ROWS, reach: Reach = "dated",
        sparse: bool = False, label: bool = False, **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(make, about, **more)
        self.kind = kind if isinstance(kind, Kind) else None
        self.name = kind.many if isinstance(kind, Kind) else kind
        self.least, self.most, self.reach, self.sparse, self.label = least, most, reach, sparse, label
        self.times = {one: times(one) for one in self.types}
        if lost := [one.__name__ for one in self.types if not self.holder(one)]:
            raise TypeError(f"give Scenario a field of the type tuple[{lost[0]}, ...]")

    def holder(self, one: type) -> str:
        """The field of the scenario that holds objects of this type, '' if none does."""
        return HOLDS.get(one, "")

    def items(self, scenario: Scenario) -> Iterator[Any]:
        """The objects that the scenario holds."""
        return chain.from_iterable(getattr(scenario, self.holder(one)) for one in self.types)

    def key(self, item: Any) -> tuple[str, ...]:
        """What an object is about: its id, or what it refers to. Of two dated ones about the same the later replaces the earlier."""
        if hasattr(item, "id"):
            return (item.id,)
        about = (part.write(item, field) for field, part in self.parts.items() if isinstance(part, Ref | Choice))
        return tuple(str(value) for found in about for value in found.values())


class Section(Many):
    """A section of ``scenario.yaml``: mappings by id of a kind."""

    kind: Kind

    def read(self, row: Fields, known: Known, **given: Any) -> Any:
        return super().read(row, known, id=row.own_id(), **given)

    def write(self, item: Any) -> dict[str, Any]:
        """What is no field of its own comes last (the content hash depends on the order); no office or body is ``none``."""
        found = super().write(item)
        absent = {name: "none" for name, value in found.items() if value == "" and isinstance(self.columns[name], Ref)}
        kept = [name for name in found if not (self.columns[name].rare and found[name] is None)]
        return {name: (found | absent)[name] for name in sorted(kept, key=lambda name: name not in self.parts)}


class Table(Many):
    """A CSV table, named after the kind of its ids, or by itself if no row refers to it. ``twin`` makes a second object of some rows."""

    def __init__(
        self, kind: Kind | str, make: Any, about: str, /, *, twin: Callable[[Fields, Any], Any] | None = None, **more: Any
    ) -> None:
        super().__init__(kind, make, about, **more)
        self.file, self.twin = f"{self.name}.csv", twin

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
        return self.name

    def fill(self, items: Iterable[Any]) -> dict[str, Any]:
        return {self.name: dict(sorted(items))}

    def items(self, scenario: Scenario) -> Iterator[Any]:
        return (self.types[0](*pair) for pair in getattr(scenario, self.name).items())


# shapes as parts of others


class Flat(Part):
    """An object with its columns beside those of the row. ``split`` takes it apart where its fields are not those of the shape."""

    def __init__(self, shape: Shape, split: Callable[[Any], Any] = lambda item: item) -> None:
        self.shape, self.split = shape, split

    def columns(self, field: str) -> dict[str, Column]:
        return self.shape.columns

    def read(self, row: Fields, field: str, known: Known) -> dict[str, Any]:
        return {field: self.shape.read(row, known)}

    def write(self, item: Any, field: str) -> dict[str, Any]:
        return self.shape.write(self.split(getattr(item, field)))


class Inner(Column):
    """A mapping of known keys."""

    types = ("object",)

    def __init__(self, shape: Shape, **options: Any) -> None:
        super().__init__(shape.about, **options)
        self.shape, self.more = shape, shape.schema()

    def value(self, row: Fields, name: str, known: Known) -> Any:
        fields = row.inner(name)
        if name in row.values and isinstance(row.values[name].value, dict):
            self.shape.check_keys(fields)
        return self.shape.read(fields, known)


class Entries(Column):
    """The mappings of a section by id, in order of id; incomplete ones are left out."""

    types = ("object",)

    def __init__(self, says: str, section: Section, **options: Any) -> None:
        super().__init__(says, **options)
        self.section, entry = section, {"description": section.about, "type": ["object", "null"]} | section.schema()
        self.more = by_id(entry) | {"maxProperties": section.most}

    def value(self, row: Fields, name: str, known: Known) -> Any:
        fields, most = row.inner(name), self.section.most
        if len(fields.values) > most:
            row.wrong(name, f"{len(fields.values)} {name}, but at most {most} are possible", "leave out what matters least")
            return ()
        for key in fields:
            fields.check_id(key, key)
        entries = (fields.inner(key) for key in sorted(fields))
        return tuple(self.section.read(entry, known) for entry in entries if self.section.check_keys(entry))

    def write(self, item: Any, field: str) -> dict[str, Any]:
        return {field: {entry.id: self.section.write(entry) for entry in getattr(item, field)}}


class Shares(Column):
    """Numbers from 0 to 1 by the id or word they are for; ``blank`` is what a blank means."""

    types = ("object",)

    def __init__(self, says: str, kind: Kind, blank: float | None = 0, **options: Any) -> None:
        super().__init__(says, **options)
        self.kind, self.number = kind, Number("", blank, 0, 1)
        share = Number("", None, 0, 1).schema()
        self.more = object_of(dict.fromkeys(kind.words, share)) if kind.words else by_id(share)

    def value(self, row: Fields, name: str, known: Known) -> Any:
        fields = row.inner(name)
        fields.check_names(known[self.kind], self.kind.one)
        return {key: self.number.value(fields, key, known) for key in sorted(fields)}


def object_of(keys: Schema) -> Schema:
    return {"properties": keys, "additionalProperties": False}


def by_id(entry: Schema) -> Schema:
    return {"propertyNames": {"$ref": "#/$defs/id"}, "additionalProperties": entry}
