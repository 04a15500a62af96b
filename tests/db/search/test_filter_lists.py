"""Which sources, reports and denials a filter leaves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.journal.opening import open_writer
from db.journal.writer import Writer
from db.maintenance.demo import keep_demo
from db.model.enums import Reliability
from db.model.ids import CaseId, SourceId
from db.model.targets import On, OnKind
from db.search.filter_claims import WrongFilter
from db.search.filter_lists import Listing, others_left
from db.search.query import parse
from db.write.annotations import add_note, add_tag, add_task
from db.write.assessments import rate_sources


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writer]:
    with open_writer(keep_demo(tmp_path_factory.mktemp("others") / "desk.db"), "Rana") as writer:
        add_tag(writer, [On(OnKind.SOURCE, 2), On(OnKind.REPORT, 3), On(OnKind.STATEMENT, 5)], "ring")
        add_note(writer, On(OnKind.SOURCE, 3), "ask")
        add_task(writer, On(OnKind.REPORT, 4), "get the original")
        rate_sources(writer, [SourceId(2)], Reliability.B)
        yield writer


@pytest.mark.parametrize(
    ("listing", "typed", "table", "keys"),
    [
        (Listing.SOURCES, "agency -anadolu", "sources", "W2 W4"),
        (Listing.SOURCES, "tag:ring", "sources", "W2"),
        (Listing.SOURCES, "has:note,tag", "sources", "W2 W3"),
        (Listing.SOURCES, "rating:B", "sources", "W2"),
        (Listing.SOURCES, "source:bas", "sources", "W2"),
        (Listing.REPORTS, "tag:ring", "reports", "R3"),
        (Listing.REPORTS, "has:task", "reports", "R4"),
        (Listing.REPORTS, 'outlet:"Bas News"', "reports", "R2"),
        (Listing.REPORTS, "after:2020-12-16 before:2020-12-17", "reports", "R2 R3 R4"),
        (Listing.REPORTS, "before:2020-12-16", "reports", ""),
        (Listing.DENIALS, "source:command", "statements", "S5"),
        (Listing.DENIALS, "-source:command", "statements", ""),
        (Listing.DENIALS, "tag:ring drone", "statements", "S5"),
        (Listing.DENIALS, "rating:none", "statements", "S5"),
        (Listing.DENIALS, "outlet:bas", "statements", ""),
    ],
)
def test_a_filter_leaves_what_it_asks_for(writer: Writer, listing: Listing, typed: str, table: str, keys: str) -> None:
    left = others_left(writer, listing, parse(typed, finished=True), CaseId(1))
    found = dict(writer.rows(f'SELECT id, key FROM "{table}"'))
    assert [found[id] for id in left.ids] == keys.split()


@pytest.mark.parametrize("typed", ["status:new", "has:verdict", "alarm:echo", "rating:C3"])
def test_words_that_ask_of_claims_say_so(writer: Writer, typed: str) -> None:
    with pytest.raises(WrongFilter, match="asks of claims"):
        others_left(writer, Listing.SOURCES, parse(typed), CaseId(1))


def test_a_name_that_is_not_there_is_told(writer: Writer) -> None:
    assert others_left(writer, Listing.REPORTS, parse("outlet:nobody"), CaseId(1)).problems
