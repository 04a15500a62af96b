"""Completions while a filter is typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.model.things import RowKind, Target
from db.search.completion import complete_filter
from db.write.annotations import add_tag
from tests.support.factories import CaseFactory


@pytest.fixture(scope="module")
def desk() -> Iterator[CaseFactory]:
    with CaseFactory.in_memory() as desk:
        desk.writer.who = "Rana"
        desk.source("Bas News Agency", kind="outlet", short="Bas News")
        desk.source("Anadolu", kind="outlet")
        add_tag(desk.writer, [Target(RowKind.CLAIM, desk.claim())], "to call")
        yield desk


@pytest.mark.parametrize(
    ("typed", "offered", "start"),
    [
        ("st", ["status:"], 0),
        ("drone -so", ["source:"], 7),
        ("", [], 0),
        ("status:", ["new", "triaged", "in-progress", "second-look", "done"], 7),
        ("status:new,tri", ["triaged"], 11),
        ("verdict:unver", ["unverified", "unverifiable"], 8),
        ("has:no", ["note"], 4),
        ("source:ba", ['"Bas News"'], 7),
        ('source:"bas n', ['"Bas News"'], 7),
        ("outlet:ana", ["Anadolu"], 7),
        ("tag:", ['"to call"'], 4),
        ("case:", ['"A case"'], 5),
        ("rating:n", ["none"], 7),
        ("nothing:x", [], 9),
        ("status:new", [], 7),
        ("verdict:Refuted", [], 8),
        ("outlet:anadolu", [], 7),
    ],
)
def test_offers_what_fits(desk: CaseFactory, typed: str, offered: list[str], start: int) -> None:
    found = complete_filter(desk.writer, typed)
    assert [candidate.words for candidate in found.candidates] == offered
    assert (found.start, found.end) == (start, len(typed))


def test_says_what_belongs_there(desk: CaseFactory) -> None:
    assert "2020-12-16" in complete_filter(desk.writer, "before:20").hint
    assert "<2" in complete_filter(desk.writer, "origins:").hint


def test_completes_at_cursor(desk: CaseFactory) -> None:
    found = complete_filter(desk.writer, "sta drone", 3)
    assert (found.start, found.end) == (0, 3)
    assert [candidate.words for candidate in found.candidates] == ["status:"]
