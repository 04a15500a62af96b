"""Masks of names, and what is selected for an export."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import NotFound
from db.exchange.export import Export
from db.exchange.masking import NO_MASK, Mask, make_mask
from db.exchange.selection import Scope, ScopeKind
from db.journal.opening import open_writer
from db.model.enums import Naming, SourceKind
from db.model.ids import CaseId
from db.store.opening import open_reader
from db.store.reader import Reader
from db.write.sources import add_source

TAHSIN = Mask(
    {
        "Tahsin al-Khafaji": "[person 1]",
        "Khafaji": "[person 1]",
        "Tahsin": "[person 1]",
        "الخفاجي": "[person 2]",
        "Wu": "[person 3]",
    }
)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("said Tahsin al-Khafaji.", "said [person 1]."),
        ("TAHSIN Khafaji said", "[person 1] said"),
        ("example.org/2020/tahsin-khafaji_speaks", "example.org/2020/[person 1]_speaks"),
        ("Khafajis", "[person 1]"),
        ("Khafajistan", "Khafajistan"),
        ("@tahsinal-khafaji and #TahsinAl-Khafaji2020", "@[person 1] and #[person 1]"),
        ("?q=Tahsin%20Khafaji", "?q=[person 1]%20[person 1]"),
        ("قال والخفاجي للخفاجي", "قال [person 2]"),
        ("/wiki/%D8%A7%D9%84%D8%AE%D9%81%D8%A7%D8%AC%D9%8A", "/wiki/[person 2]"),
        ("Wu wuthers, wu", "[person 3] wuthers, wu"),
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


def test_private_persons_without_a_name_are_masked_whole(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        case = CaseId(writer.column("SELECT id FROM cases")[0])
        add_source(writer, "ليلى", kind=SourceKind.PERSON, naming=Naming.ANONYMOUS, case=case)
        add_source(writer, "a fire officer", kind=SourceKind.PERSON, naming=Naming.ANONYMOUS, case=case)
    with open_reader(demo_store) as record:
        mask = make_mask(record, private=True)
        assert "ليلى" not in mask.text("قالت ليلى")
        assert mask.text("the officer saw a fire") == "the officer saw a fire"
        assert "officer" not in mask.text("A fire officer said so")
