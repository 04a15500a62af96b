"""STIX bundles, checked by the official validator."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from db.exchange.export import Export
from db.exchange.masking import make_mask
from db.exchange.selection import Scope
from db.model.enums import Likelihood, Verdict
from db.store.opening import open_reader
from db.store.reader import Reader
from db.write.assessments import assess
from tests.support.exports import export_bytes, export_json
from tests.support.factories import CaseFactory
from tests.support.hostile_store import poison


def objects(export: Export) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = export_json(export, "stix")["objects"]
    return found


def errors(bundle: bytes) -> list[str]:
    """What the validator finds. That ids are not random, and words not from its vocabularies, are warnings."""
    validator = pytest.importorskip("stix2validator", reason="stix2-validator is in the extra validators")
    result = validator.validate_string(bundle.decode(), validator.ValidationOptions(version="2.1"))
    return [] if result.is_valid else [str(each) for each in result.errors]


@pytest.mark.slow  # the first that reads the validator's schemas
def test_the_official_validator_says_valid(record: Reader) -> None:
    assert errors(export_bytes(Export(record, Scope()), "stix")) == []


def test_hostile_text_makes_a_valid_bundle(demo_store: Path) -> None:
    with open_reader(poison(demo_store)) as record:
        data = export_bytes(Export(record, Scope()), "stix")
        assert errors(data) == []
        assert b"\x1b" not in data


def test_the_validator_would_find_a_fault(record: Reader) -> None:
    bundle = export_json(Export(record, Scope()), "stix")
    del bundle["objects"][-1]["object_refs"]
    assert errors(json.dumps(bundle).encode())


def test_rows_become_the_objects_that_stand_for_them(record: Reader) -> None:
    found = objects(Export(record, Scope()))
    count = {table: record.column(f"SELECT count(*) FROM {table}")[0] for table in _TABLES}
    kinds = Counter(each["type"] for each in found)
    labels = Counter(label for each in found if each["type"] == "note" for label in each["labels"])
    assert kinds["grouping"] == count["cases"]
    assert kinds["identity"] == count["sources"] + 1
    assert kinds["opinion"] == count["stances"]
    assert (labels["claim"], labels["statement"]) == (count["claims"], count["statements"])
    relays = [each for each in found if each.get("relationship_type") == "derived-from"]
    assert len(relays) == count["relays"]
    assert not kinds.keys() & {"indicator", "sighting", "observed-data", "threat-actor", "report"}
    assert labels["verdict"] == 0
    ids = [each["id"] for each in found]
    assert len(ids) == len(set(ids))
    refs = {ref for each in found for ref in [*each.get("object_refs", []), each.get("source_ref", ids[0])]}
    assert refs <= set(ids)


_TABLES = ("cases", "sources", "stances", "claims", "statements", "relays")


def test_polarity_is_kept_and_passing_on_is_neutral(record: Reader) -> None:
    found = [each for each in objects(Export(record, Scope())) if each["type"] == "opinion"]
    kept = sorted(tuple(_values(each)[name] for name in ("polarity", "certainty")) for each in found)
    assert kept == sorted(record.rows("SELECT polarity, certainty FROM stances"))
    for each in found:
        values = _values(each)
        if values["certainty"] == "uncommitted" or values["polarity"] == 0:
            assert each["opinion"] == "neutral"
        else:
            assert each["opinion"].endswith("disagree") == (values["polarity"] == -1)
            assert each["opinion"] != "neutral"


def _values(item: dict[str, Any]) -> dict[str, Any]:
    [values] = item["extensions"].values()
    return dict(values)


def test_three_numbers_stand_on_a_claim(record: Reader) -> None:
    [claim] = [each for each in objects(Export(record, Scope())) if each.get("abstract", "").startswith("Claim C1,")]
    values = _values(claim)
    assert [values[f"for_{name}"] for name in ("named", "anonymous", "not_recorded", "withdrawn")] == [2, 0, 2, 0]
    assert values["independence"] == "not established"
    assert claim["content"].endswith("Independence not established.")


def test_a_verdict_is_a_note_by_who_gave_it() -> None:
    with CaseFactory.in_memory() as made:
        claim, other = made.claim(), made.claim("something else")
        assess(made.writer, [claim], Verdict.DISPUTED, likelihood=Likelihood.UNLIKELY, rationale="Two accounts.")
        found = objects(Export(made.writer, Scope()))
        [verdict] = [each for each in found if "verdict" in each.get("labels", [])]
        [(who, at)] = made.writer.rows("SELECT who, at FROM assessments")
        assert (verdict["authors"], verdict["created"]) == ([who], f"{at[:-1]}.000Z")
        assert "disputed" in verdict["content"]
        assert "unlikely" in verdict["content"]
        assert other
        assert errors(export_bytes(Export(made.writer, Scope()), "stix")) == []


def test_an_empty_case_is_a_valid_bundle() -> None:
    with CaseFactory.in_memory() as made:
        assert errors(export_bytes(Export(made.writer, Scope()), "stix")) == []


def test_bundles_are_the_same_twice_and_masked(record: Reader) -> None:
    export = Export(record, Scope(), mask=make_mask(record, private=True))
    data = export_bytes(export, "stix")
    assert data == export_bytes(Export(record, Scope(), mask=export.mask), "stix")
    assert b"khalaf" not in data.lower()
    assert errors(data) == []
