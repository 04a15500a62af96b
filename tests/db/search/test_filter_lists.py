"""Filters on sources, reports and denials."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.journal.opening import open_writer
from db.journal.writer import Writer
from db.maintenance.demo import open_or_create_demo
from db.model.enums import Reliability
from db.model.ids import CaseId, SourceId
from db.model.things import RowKind, Target
from db.search.filter_claims import WrongFilter
from db.search.filter_lists import FilterableList, filter_list
from db.search.query import parse_query
from db.write.annotations import add_note, add_tag, add_task
from db.write.assessments import rate_sources


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writer]:
    with open_writer(open_or_create_demo(tmp_path_factory.mktemp("others") / "desk.db"), "Rana") as writer:
        add_tag(
            writer,
            [Target(RowKind.SOURCE, 2), Target(RowKind.REPORT, 3), Target(RowKind.STATEMENT, 5)],
            "ring",
        )
        add_note(writer, Target(RowKind.SOURCE, 3), "ask")
        add_task(writer, Target(RowKind.REPORT, 4), "get the original")
        rate_sources(writer, [SourceId(2)], Reliability.B)
        yield writer


@pytest.mark.parametrize(
    ("listing", "typed", "table", "keys"),
    [
        (FilterableList.SOURCES, "agency -anadolu", "sources", "W2 W4"),
        (FilterableList.SOURCES, "tag:ring", "sources", "W2"),
        (FilterableList.SOURCES, "has:note,tag", "sources", "W2 W3"),
        (FilterableList.SOURCES, "rating:B", "sources", "W2"),
        (FilterableList.SOURCES, "source:bas", "sources", "W2"),
        (FilterableList.REPORTS, "tag:ring", "reports", "R3"),
        (FilterableList.REPORTS, "has:task", "reports", "R4"),
        (FilterableList.REPORTS, 'outlet:"Bas News"', "reports", "R2"),
        (FilterableList.REPORTS, "after:2020-12-16 before:2020-12-17", "reports", "R2 R3 R4"),
        (FilterableList.REPORTS, "before:2020-12-16", "reports", ""),
        (FilterableList.DENIALS, "source:command", "statements", "S5"),
        (FilterableList.DENIALS, "-source:command", "statements", ""),
        (FilterableList.DENIALS, "tag:ring drone", "statements", "S5"),
        (FilterableList.DENIALS, "rating:none", "statements", "S5"),
        (FilterableList.DENIALS, "outlet:bas", "statements", ""),
    ],
)
def test_each_filter_word(writer: Writer, listing: FilterableList, typed: str, table: str, keys: str) -> None:
    left = filter_list(writer, listing, parse_query(typed, finished=True), CaseId(1))
    found = dict(writer.rows(f'SELECT id, key FROM "{table}"'))
    assert [found[id] for id in left.ids] == keys.split()


@pytest.mark.parametrize("typed", ["status:new", "has:verdict", "alarm:echo", "rating:C3"])
def test_claim_words_are_told(writer: Writer, typed: str) -> None:
    with pytest.raises(WrongFilter, match="works for claims"):
        filter_list(writer, FilterableList.SOURCES, parse_query(typed), CaseId(1))


def test_unknown_name_is_told(writer: Writer) -> None:
    assert filter_list(writer, FilterableList.REPORTS, parse_query("outlet:nobody"), CaseId(1)).problems
