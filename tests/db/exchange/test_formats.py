"""What holds for every format: the same record gives the same bytes, and a stopped export leaves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.exchange.export import Export, export_to_file
from db.exchange.formats import FORMATS, Format
from db.exchange.selection import Scope
from db.journal.opening import open_writer
from db.model.enums import Verdict
from db.model.ids import CaseId, ClaimId
from db.store.opening import open_reader
from db.store.progress import Progress, QueryStopped
from db.store.reader import Reader
from db.write.assessments import assess


@pytest.fixture
def judged(demo_store: Path) -> Iterator[Reader]:
    """The shipped case with a verdict, without which there is no review."""
    with open_writer(demo_store, who="Rana") as writer:
        assess(writer, [ClaimId(1)], Verdict.DISPUTED)
    with open_reader(demo_store) as reader:
        yield reader


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_the_same_record_gives_the_same_bytes(judged: Reader, tmp_path: Path, format: Format) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert export_to_file(Export(judged, Scope(CaseId(1))), format, one) > 0
    export_to_file(Export(judged, Scope(CaseId(1))), format, other)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_a_stopped_export_leaves_nothing(judged: Reader, tmp_path: Path, format: Format) -> None:
    before = {each.name for each in tmp_path.iterdir()}
    with pytest.raises(QueryStopped):
        export_to_file(Export(judged, Scope(CaseId(1)), progress=Progress(stopped=True)), format, tmp_path / "new")
    assert {each.name for each in tmp_path.iterdir()} - {"demo.db-wal", "demo.db-shm"} <= before
