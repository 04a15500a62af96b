"""Lists of a large case: read in pieces, in several orders, and refreshed when rows move."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.journal.opening import open_writer
from db.journal.watch import CHAIN, CLAIMS, DENIALS, SOURCES, can_change_list, newest_entry_number
from db.maintenance.check import check
from db.model.enums import Status
from db.model.ids import CaseId, ClaimId
from db.queries.cases import is_small
from db.queries.chain import chain, filter_chain
from db.queries.claim_order import ClaimOrder, sort_claims
from db.queries.claims import claim_ids
from db.queries.denials import _ELSEWHERE, denial_ids, silent_sql
from db.queries.sources import source_ids
from db.store.id_list import Ids
from db.store.opening import open_reader
from db.store.progress import Progress, QueryStopped
from db.store.reader import Reader
from db.write.assessments import set_status
from tests.support.large_store import generate

CASE = CaseId(1)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.db"
    generate(path, 700, small_cases=3)
    return path


@pytest.fixture
def record(large: Path) -> Iterator[Reader]:
    with open_reader(large) as reader:
        assert not is_small(reader, CASE)
        yield reader


def test_made_store_is_sound(large: Path, record: Reader) -> None:
    with open_reader(large, rules=True) as checked:
        assert check(checked).findings == ()
    assert record.rows("PRAGMA foreign_key_check") == []
    assert record.column("PRAGMA integrity_check") == ["ok"]
    wrong = """SELECT count(*) FROM quotes q JOIN captures c ON c.id = q.capture
               WHERE q.exact <> substr(c.text, q.start + 1, q."end" - q.start)"""
    assert record.column(wrong) == [0]
    assert 4.5 <= record.column('SELECT count(*) FROM statements WHERE "case" = 1')[0] / 700 <= 5.5


def test_pieces_agree_with_view(record: Reader) -> None:
    assert denial_ids(record, CASE) == record.column('SELECT id FROM denial_statements WHERE "case" = 1 ORDER BY id')
    speaking = record.column(
        """SELECT id FROM sources so WHERE id IN (SELECT source FROM statements WHERE "case" = 1)
           OR id IN (SELECT outlet FROM reports WHERE "case" = 1) ORDER BY id"""
    )
    assert source_ids(record, CASE) == speaking
    assert len(claim_ids(record, CASE)) == 700


def test_first_of_list_is_first(record: Reader) -> None:
    for find in (source_ids, claim_ids, denial_ids, chain):
        assert find(record, CASE, most=9) == find(record, CASE)[:9], find


def test_text_found_in_list_order(record: Reader) -> None:
    every = claim_ids(record, CASE)
    holding = record.column("""SELECT id FROM claims WHERE "case" = 1 AND text LIKE '%00003%'""")
    assert claim_ids(record, CASE, "sector 00003") == [id for id in every if id in holding]
    progress = Progress()
    found = filter_chain(record, CASE, "00003", progress=progress)
    assert found == [id for id in chain(record, CASE) if id in found]
    assert len(found) > 20
    assert progress.of == 700
    assert 0 < progress.done < 700


def test_stopped_keeps_found(record: Reader) -> None:
    progress, found = Progress(stopped=True), Ids[ClaimId]()
    with pytest.raises(QueryStopped):
        sort_claims(record, claim_ids(record, CASE), ClaimOrder.ORIGINS, into=found, progress=progress)
    assert found == []


def test_claim_orders(record: Reader) -> None:
    every = claim_ids(record, CASE)
    status = dict(record.rows("SELECT id, status FROM claims"))
    said = dict(record.rows("SELECT claim, count(*) FROM stances GROUP BY claim"))
    origins = dict(record.rows("SELECT id, for_named + for_anonymous FROM claims_overview"))
    ranks = [list(Status).index(Status(status[id])) for id in sort_claims(record, every, ClaimOrder.STATUS)]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1
    assert sort_claims(record, every, ClaimOrder.NEWEST) == sorted(every, reverse=True)
    for order, weights in (
        (ClaimOrder.STATEMENTS, {id: -many for id, many in said.items()}),
        (ClaimOrder.ORIGINS, origins),
    ):
        assert sort_claims(record, every, order) == sorted(every, key=lambda id: weights.get(id, 0)), order
    assert sort_claims(record, every, ClaimOrder.KEY) == every


def test_status_keeps_rows(large: Path, record: Reader) -> None:
    since = newest_entry_number(record)
    with open_writer(large, "Ada") as writer:
        set_status(writer, [ClaimId(7), ClaimId(8)], Status.IN_PROGRESS)
    assert newest_entry_number(record) > since
    assert not any(can_change_list(record, since, lists) for lists in (SOURCES, CLAIMS, DENIALS, CHAIN))


def test_changes_move_rows(large: Path, record: Reader) -> None:
    since = newest_entry_number(record)
    with open_writer(large, "Ada") as writer, writer.action("join"):
        writer.update("claims", 20, joined_into=21)
    assert can_change_list(record, since, CLAIMS)
    assert not can_change_list(record, since, DENIALS)
    since = newest_entry_number(record)
    with open_writer(large, "Ada") as writer, writer.action("deny"):
        stance = writer.row("SELECT id, polarity FROM stances WHERE polarity = 1 LIMIT 1")
        assert stance is not None
        writer.update("stances", stance[0], polarity=-1)
    assert can_change_list(record, since, DENIALS)
    assert not can_change_list(record, since, CLAIMS)


def test_keys_read_from_index(record: Reader) -> None:
    for query in (
        'SELECT max(CAST(substr(key, 2) AS INTEGER)) FROM "claims" WHERE "case" = 1',
        'SELECT max(CAST(substr(key, 2) AS INTEGER)) FROM "statements" WHERE "case" = 1',
        'SELECT max(CAST(substr(key, 2) AS INTEGER)) FROM "reports" WHERE "case" = 1',
        'SELECT max(CAST(substr(key, 2) AS INTEGER)) FROM "sources"',
        """SELECT count(*) FROM journal j WHERE j."table" = 'claims' AND j.op = 'delete'""",
    ):
        plan = " ".join(row[3] for row in record.rows(f"EXPLAIN QUERY PLAN {query}"))
        assert "INDEX claims_" in plan or "_by_number" in plan or "journal_of_removed" in plan, plan


def test_near_claims_need_no_index_of_all_stances(record: Reader) -> None:
    for query in (silent_sql("c.key", ":statement", ":source"), _ELSEWHERE):
        plan = " ".join(row[3] for row in record.rows(f"EXPLAIN QUERY PLAN {query}", statement=1, source=1))
        assert "SEARCH also USING INDEX" in plan, plan
