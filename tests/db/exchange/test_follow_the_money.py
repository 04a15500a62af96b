"""FollowTheMoney entities, checked by the library's model as ``ftm validate`` does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from db.exchange.export import Export
from db.exchange.masking import make_mask
from db.exchange.selection import Scope
from db.store.opening import open_reader
from db.store.reader import Reader
from tests.support.exports import export_bytes
from tests.support.hostile_store import poison


def entities(export: Export) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export_bytes(export, "ftm").splitlines()]


def faults(found: list[dict[str, Any]]) -> list[str]:
    """What the model finds wrong: schemas, names and values of properties, references to nothing."""
    model = pytest.importorskip("followthemoney", reason="followthemoney is in the extra validators").model
    schemas = {each["id"]: model.get(each["schema"]) for each in found}
    wrong = []
    for each in found:
        schema = schemas[each["id"]]
        if schema is None:
            wrong.append(f"{each['schema']}: no such schema")
            continue
        for name, values in each["properties"].items():
            prop = schema.get(name)
            if prop is None or prop.stub:
                wrong.append(f"{each['schema']}.{name}: no such property")
                continue
            for value in values:
                if not prop.type.validate(value) or (prop.type.name in _EXACT and prop.type.clean(value) != value):
                    wrong.append(f"{each['schema']}.{name}: {value!r}")
                if prop.range and (value not in schemas or not schemas[value].is_a(prop.range)):
                    wrong.append(f"{each['schema']}.{name}: {value} is no {prop.range.name}")
    return wrong


_EXACT = ("date", "url", "entity", "language")
"""Types whose values have one form; of texts the model only takes out blanks."""


def test_the_library_finds_no_fault(record: Reader) -> None:
    found = entities(Export(record, Scope()))
    assert faults(found) == []
    assert len({each["id"] for each in found}) == len(found)


def test_ftm_validate_passes_every_entity_on(record: Reader, tmp_path: Path) -> None:
    cli = pytest.importorskip("followthemoney.cli.cli", reason="followthemoney is in the extra validators")
    data = tmp_path / "case.ftm.json"
    data.write_bytes(export_bytes(Export(record, Scope()), "ftm"))
    result = CliRunner().invoke(cli.cli, ["validate", "-i", str(data), "-o", str(tmp_path / "valid.json")])
    assert (result.exit_code, result.output) == (0, "")
    assert len((tmp_path / "valid.json").read_bytes().splitlines()) == len(data.read_bytes().splitlines())


def test_the_library_would_find_a_fault(record: Reader) -> None:
    found = entities(Export(record, Scope()))
    article = next(each for each in found if each["schema"] == "Article")
    article["properties"] |= {"publishedAt": ["earlier"], "said": ["x"]}
    assert len(faults(found)) == 2


def test_hostile_text_makes_no_faulty_entity(demo_store: Path) -> None:
    with open_reader(poison(demo_store)) as record:
        assert faults(entities(Export(record, Scope()))) == []


def test_each_row_is_one_entity(record: Reader) -> None:
    found = entities(Export(record, Scope()))
    schemas = [each["schema"] for each in found]
    count = {
        table: record.column(f"SELECT count(*) FROM {table}")[0]
        for table in ("sources", "reports", "statements", "claims", "stances", "relays")
    }
    assert schemas.count("Note") == count["statements"] + count["claims"]
    assert schemas.count("Article") == count["reports"]
    assert sum(map(schemas.count, ("Person", "Organization", "LegalEntity"))) == count["sources"]
    roles = [each["properties"]["role"][0] for each in found if each["schema"] == "UnknownLink"]
    for word, polarity in ("for", 1), ("against", -1), ("neither", 0):
        [number] = record.column("SELECT count(*) FROM stances WHERE polarity = ?", polarity)
        assert roles.count(f"stance; {word}") == number
    assert roles.count("relay") == count["relays"]


def test_a_source_without_a_name_is_nobody_in_particular(record: Reader) -> None:
    names = record.column("SELECT name FROM sources WHERE naming NOT IN ('named', 'role')")
    found = [each for each in entities(Export(record, Scope())) if each["properties"].get("name", [""])[0] in names]
    assert len(found) == len(names) > 0
    assert {each["schema"] for each in found} == {"LegalEntity"}


def test_entities_are_the_same_twice_and_masked(record: Reader) -> None:
    export = Export(record, Scope(), mask=make_mask(record, private=True))
    data = export_bytes(export, "ftm")
    assert data == export_bytes(Export(record, Scope(), mask=export.mask), "ftm")
    assert b"khalaf" not in data.lower()
    assert faults(entities(export)) == []
