"""Whether the fields of records hold values of the types they declare: a damaged row may hold a number for a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from db.dataclass import field_annotations, is_dataclass

_PLAIN: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "bool": (int,),
    "float": (int, float),
    "None": (type(None),),
}
"""The types of values by their names in annotations; SQLite gives a flag as a number."""

_MOST = 2_000
"""Items of one list that are looked at: a page has fewer, and what is longer is a list of ids."""


def has_declared_types(value: object) -> bool:
    """Whether records, and those inside them, hold values of the plain types that their fields declare.

    :param value: a record, a value, or a sequence or a mapping of such.
    """
    if is_dataclass(value) and not isinstance(value, type):
        for name, plain in _fields(type(value)):
            held = getattr(value, name)
            if not (isinstance(held, plain) if plain else has_declared_types(held)):
                return False
    elif isinstance(value, tuple):
        return all(map(has_declared_types, value[:_MOST]))
    elif isinstance(value, list):
        return all(map(has_declared_types, _records_of(value)))
    elif isinstance(value, dict):
        return has_declared_types(list(_values_of(value)))
    return True


def _records_of(items: Sequence[object]) -> Sequence[object]:
    """The first items, where they can hold records."""
    return () if items and isinstance(items[0], int | str) else items[:_MOST]


def _values_of(items: Mapping[object, object]) -> Sequence[object]:
    return list(items.values()) if len(items) <= _MOST else ()


@cache
def _fields(record: type) -> tuple[tuple[str, tuple[type, ...]], ...]:
    """The fields of a record, with the types of those that hold a plain value; empty for others."""
    found = []
    for name, annotation in field_annotations(record).items():
        names = annotation.split(" | ")
        plain = tuple(type for name in names for type in _PLAIN[name]) if set(names) <= _PLAIN.keys() else ()
        found.append((name, plain))
    return tuple(found)
