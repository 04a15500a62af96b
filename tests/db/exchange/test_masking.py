"""Masks of names, and what is selected for an export."""

from __future__ import annotations

import pytest

from db.errors import NotFound
from db.exchange.export import Export
from db.exchange.masking import NO_MASK, Mask, make_mask
from db.exchange.selection import Scope, ScopeKind
from db.store.reader import Reader

TAHSIN = Mask({"Tahsin al-Khafaji": "[person 1]", "Khafaji": "[person 1]", "Tahsin": "[person 1]"})


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("said Tahsin al-Khafaji.", "said [person 1]."),
        ("TAHSIN Khafaji said", "[person 1] said"),
        ("example.org/2020/tahsin-khafaji_speaks", "example.org/2020/[person 1]_speaks"),
        ("Khafajis", "Khafajis"),
        ("nobody", "nobody"),
    ],
)
def test_names_are_masked_in_texts(text: str, masked: str) -> None:
    assert TAHSIN.text(text) == masked


def test_no_mask_leaves_records_as_they_are(record: Reader) -> None:
    names = record.column("SELECT name FROM sources ORDER BY id")
    assert [each.name for each in Export(record, Scope()).sources()] == names
    assert not NO_MASK


def test_a_mask_of_an_unknown_source_is_refused(record: Reader) -> None:
    with pytest.raises(NotFound, match="W999"):
        make_mask(record, ["W999"])


def test_chosen_claims_bring_what_bears_on_them(record: Reader) -> None:
    [claim] = record.column("SELECT id FROM claims WHERE key = 'C1'")
    found = Export(record, Scope(rows=[claim])).selection
    bearing = record.column("SELECT statement FROM stances WHERE claim = ?", claim)
    assert set(bearing) <= set(found.statements)
    parents = record.column(
        "SELECT parent FROM relays WHERE child IN (SELECT statement FROM stances WHERE claim = ?)", claim
    )
    assert set(parents) <= set(found.statements)
    assert list(found.claims) == [claim]


def test_a_chosen_source_brings_its_claims(record: Reader) -> None:
    source = record.column(
        "SELECT source FROM statements WHERE id IN (SELECT statement FROM stances WHERE polarity = -1)"
    )[0]
    found = Export(record, Scope(kind=ScopeKind.SOURCES, rows=[source])).selection
    assert source in found.sources
    assert found.claims


def test_the_whole_store_is_selected(record: Reader) -> None:
    found = Export(record, Scope()).selection
    for table in ("statements", "reports", "sources"):
        assert list(getattr(found, table)) == record.column(f"SELECT id FROM {table} ORDER BY id")
