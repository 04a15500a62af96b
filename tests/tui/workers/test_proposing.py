"""Proposals are found aside: reading and writing go on meanwhile."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from db.attribution.proposal import Proposal
from db.errors import Refused
from db.markup.proposal_rows import stored_proposals
from db.model.ids import CaptureId, CaseId
from db.queries.claims import claims
from db.write.claims import add_claim
from tests.support.patience import HANG
from tests.support.reader_pilot import create_article_store, ferry_proposals
from tui.workers.past import NoWriting
from tui.workers.proposing import NotStored, propose_for
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker

CASE, CAPTURE = CaseId(1), CaptureId(1)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return create_article_store(tmp_path / "ferry.db")


async def test_long_text_holds_nothing_up(store: Path) -> None:
    begun, may_end = Event(), Event()

    def slow(text: str) -> list[Proposal]:
        begun.set()
        assert may_end.wait(HANG)
        return ferry_proposals(text)

    writing = WriteWorker(store)
    with closing(ReadWorker(store)) as reading, closing(writing):
        finding = asyncio.ensure_future(propose_for(reading, writing, CAPTURE, slow))
        assert await asyncio.to_thread(begun.wait, HANG)
        added = await asyncio.wait_for(writing.do(add_claim, CASE, "the ferry was late"), HANG)
        assert [each.id for each in await asyncio.wait_for(reading.ask("claim", claims, [added]), HANG)] == [added]
        assert not finding.done()
        may_end.set()
        await finding
        assert len(await reading.ask("proposals", stored_proposals, CAPTURE)) == 5


async def test_text_is_read_once(store: Path) -> None:
    texts: list[str] = []

    def counted(text: str) -> list[Proposal]:
        texts.append(text)
        return ferry_proposals(text)

    with closing(ReadWorker(store)) as reading, closing(WriteWorker(store)) as writing:
        await propose_for(reading, writing, CAPTURE, counted)
        await propose_for(reading, writing, CAPTURE, counted)
    assert len(texts) == 1


async def test_what_cannot_be_stored_is_given(store: Path) -> None:
    with closing(ReadWorker(store)) as reading, pytest.raises(NotStored) as raised:
        await propose_for(reading, NoWriting(store, "yesterday"), CAPTURE, ferry_proposals)
    assert isinstance(raised.value.refusal, Refused)
    assert len(raised.value.proposals) == 5
