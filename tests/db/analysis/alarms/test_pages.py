"""Alarms of a large case, page by page: the same as of the whole case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.analysis.alarms import AlarmKind, alarms
from db.analysis.alarms.lookup import alarm_by_key
from db.analysis.alarms.pages import AlarmPageLimits, alarm_pages
from db.analysis.gaps import gaps
from db.journal.opening import open_writer
from db.model.ids import CaseId
from db.store.opening import open_reader
from db.store.progress import Progress, QueryStopped
from db.store.reader import Reader
from db.write.alarm_dismissals import set_aside
from tests.support.large_store import generate

CASE = CaseId(1)

SMALL_PAGES = AlarmPageLimits(whole=10, ids=70, claims=20)
"""Take a case for a large one, and read it in small pages."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three hundred claims with 1,500 statements."""
    path = tmp_path_factory.mktemp("pages") / "pages.db"
    generate(path, 300, small_cases=2)
    return path


@pytest.fixture
def record(store: Path) -> Iterator[Reader]:
    with open_reader(store) as record:
        yield record


def test_pages_hold_every_alarm_once(record: Reader) -> None:
    found = list(alarm_pages(record, CASE, limits=SMALL_PAGES))
    assert len(found) > 2 * len(AlarmKind), "several pages of a kind"
    assert [alarm for page in found for alarm in page.alarms] == alarms(record, CASE)
    assert all(alarm.kind is page.kind for page in found for alarm in page.alarms)


def test_a_kind_stops_where_there_are_enough(record: Reader) -> None:
    found = list(alarm_pages(record, CASE, limits=SMALL_PAGES, kinds=[AlarmKind.DENIAL_SCOPE, AlarmKind.ECHO], most=5))
    assert [page.kind for page in found] == [AlarmKind.DENIAL_SCOPE, AlarmKind.ECHO], "one page of each is enough"
    assert all(5 <= len(page.alarms) < 70 for page in found)


def test_progress_grows_and_stops(record: Reader) -> None:
    progress = Progress()
    found = alarm_pages(record, CASE, limits=SMALL_PAGES, progress=progress)
    seen = [(next(found), progress.done / progress.of)[1] for _ in range(8)]
    assert seen == sorted(seen)
    assert seen[-1] < 1
    progress.stopped = True
    with pytest.raises(QueryStopped):
        list(found)


def test_dismissals_are_marked_on_pages(store: Path, record: Reader, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(store.read_bytes())
    one = next(page.alarms[0] for page in alarm_pages(record, CASE, limits=SMALL_PAGES) if page.alarms)
    with open_writer(copy, "Ada") as writer:
        set_aside(writer, alarm_by_key(writer, CASE, one.key.upper()), "known")
    with open_reader(copy) as changed:
        aside = [
            alarm for page in alarm_pages(changed, CASE, limits=SMALL_PAGES) for alarm in page.alarms if alarm.set_aside
        ]
    assert [alarm.key for alarm in aside] == [one.key]


def test_gaps_are_the_same_by_pages(record: Reader) -> None:
    by_pages = gaps(record, CASE, limits=SMALL_PAGES)
    assert by_pages == gaps(record, CASE)
    assert len(by_pages) > 20
