"""The timeline of a large case, page by page."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.analysis.timeline import EventKind, timeline
from db.analysis.timeline_pages import place_before, time_span, timeline_page, timeline_pages
from db.model.ids import CaseId, ReportId
from db.store.opening import open_reader
from tests.support.large_store import generate

CASE = CaseId(1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three hundred reports with 1,500 statements."""
    path = tmp_path_factory.mktemp("timeline") / "timeline.db"
    generate(path, 300, small_cases=0)
    return path


def test_pages_hold_every_event_once(store: Path) -> None:
    with open_reader(store) as record:
        found = list(timeline_pages(record, CASE, size=40))
        whole = timeline(record, CASE).events
    assert len(found) >= 300 / 40
    keys = [event.key for page in found for event in page.events]
    assert sorted(keys) == sorted(event.key for event in whole)
    times = [event.lo for page in found for event in page.events if event.kind is EventKind.REPORT]
    assert times == sorted(times, key=str), "reports follow each other in time across pages"


def test_small_case_is_as_a_whole(demo_store: Path) -> None:
    with open_reader(demo_store) as record:
        by_key = {event.key: event for page in timeline_pages(record, CASE) for event in page.events}
        assert by_key == {event.key: event for event in timeline(record, CASE).events}


def test_page_begins_at_a_report(store: Path) -> None:
    with open_reader(store) as record:
        reports = [event.id for event in timeline(record, CASE).events if event.kind is EventKind.REPORT]
        page, after = timeline_page(record, CASE, place_before(record, ReportId(reports[150])))
        begun = [event.id for event in page.events if event.kind is EventKind.REPORT]
        assert begun == reports[150:]
        assert after is not None
        assert time_span(record, CASE)[0] <= min(event.lo for event in page.events if event.lo)  # type: ignore[operator]
        assert timeline_page(record, CASE, after) == (type(page)([]), None)
