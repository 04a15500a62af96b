"""One encoder for every record that ``--json`` prints."""

from __future__ import annotations

from dataclasses import dataclass, is_dataclass
from importlib import import_module
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from db.model.times import When
from db.queries.reports import reports
from db.serialize.encoder import PUBLISHED, encode, encode_fields
from db.store.reader import Reader


def field_types(record: type) -> dict[str, Any]:
    """The types of a record's fields and properties."""
    properties = {name: each.fget for name, each in vars(record).items() if isinstance(each, property)}
    types = {name: get_type_hints(getter).get("return") for name, getter in properties.items()}
    return {**get_type_hints(record), **types}


def parts(kind: Any) -> list[Any]:
    """The types that a field can hold: the type of an optional one, and of the items of a tuple."""
    if get_origin(kind) is None:
        return [kind]
    return [part for each in get_args(kind) if each not in (NoneType, Ellipsis) for part in parts(each)]


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_published_field_is_a_field_of_its_record(name: str) -> None:
    module, _, record = name.rpartition(".")
    for published in PUBLISHED[name].split():
        kinds = [getattr(import_module(module), record)]
        assert is_dataclass(kinds[0])
        assert kinds[0].__module__ == module, "a record is looked up by the module that defines it"
        for step in published.rpartition("=")[2].split("."):
            kinds = [part for kind in kinds if is_dataclass(kind) for part in parts(field_types(kind)[step])]
            assert kinds, f"{published} of {name}"


def test_fields_are_renamed_and_ids_left_out(record: Reader) -> None:
    (id,) = record.column("SELECT id FROM reports WHERE key = ?", "R2")
    (report,) = reports(record, [id])
    shape = encode(report)
    assert list(shape)[:3] == ["report", "outlet", "known_via"]
    assert (shape["report"], shape["outlet"], shape["known_via"]) == ("R2", "Bas News Agency", "R1")
    assert "id" not in shape


def test_a_way_through_none_is_null_and_through_a_tuple_a_list() -> None:
    @dataclass(frozen=True)
    class Way:
        one: When | None
        many: tuple[When, ...]

    way = Way(None, (When(raw="Wednesday"), When(edtf="2020")))
    assert encode_fields(way, "said=one.raw raw=many.raw") == {"said": None, "raw": ["Wednesday", None]}


def test_a_record_of_which_nothing_is_published_is_refused() -> None:
    @dataclass(frozen=True)
    class Secret:
        id: int

    with pytest.raises(KeyError):
        encode([Secret(1)])
