"""Full-text search: results, ranking, and highlighted words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.maintenance.demo import open_or_create_demo
from db.model.ids import CaseId
from db.model.things import RowKind, Target
from db.search.candidates import SearchLimits
from db.search.highlight import excerpt, highlight_terms
from db.search.query import parse_query
from db.search.search import SearchResults, search_record
from db.store.fts import IndexedKind
from db.store.opening import open_reader
from db.store.reader import Reader
from db.write.annotations import add_note, add_task
from db.write.claim_joins import join_claims
from db.write.claims import add_claim
from db.write.excerpts import add_excerpt_capture
from tests.support.factories import CaseFactory


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with open_reader(open_or_create_demo(tmp_path_factory.mktemp("finding") / "desk.db")) as record:
        yield record


def found(record: Reader, typed: str, case: CaseId | None = None, **limits: int) -> SearchResults:
    return search_record(record, parse_query(typed), case, limits=SearchLimits(**limits))


def places(found: SearchResults) -> list[tuple[str, str]]:
    return [(hit.place.name.lower(), hit.key) for hit in found.hits]


def test_hit_leads_to_words(record: Reader) -> None:
    for typed in ("drone", "apolog", "khal", '"laser-guided system"', "dishonorable"):
        hits = found(record, typed).hits
        assert hits
        for hit in hits:
            assert hit.excerpt.spans, (typed, hit)
            if hit.capture is None:
                continue
            (text,) = record.column("SELECT text FROM captures WHERE id = ?", hit.capture)
            assert hit.at is not None
            shown = hit.excerpt.text[slice(*hit.excerpt.spans[0])]
            assert text[slice(*hit.at)] == shown
            if hit.place is IndexedKind.QUOTE:
                start, end = record.rows('SELECT start, "end" FROM quotes WHERE id = ?', hit.id)[0]
                assert start <= hit.at[0] < hit.at[1] <= end


def test_ranking(record: Reader) -> None:
    assert places(found(record, "bas news"))[0] == ("source", "W2")
    assert places(found(record, "laser guided"))[0][0] == "claim"
    assert places(found(record, "laser guided"))[-1][0] == "capture"
    with CaseFactory.in_memory() as desk:
        begins, whole = desk.claim("boats and more boats"), desk.claim("a boat and more boats")
        apart, beside = desk.claim("red ink on a boat"), desk.claim("a red boat on ink")
        assert [hit.id for hit in found(desk.writer, "boat").hits][-1] == begins
        assert whole in [hit.id for hit in found(desk.writer, "boat").hits]
        assert [hit.id for hit in found(desk.writer, "red boat").hits] == [beside, apart]


def test_every_kind_is_found() -> None:
    with CaseFactory.in_memory() as desk:
        desk.writer.who = "Rana"
        claim = desk.claim("saffron claim")
        report = desk.report(desk.source("Saffron Daily", kind="outlet"), title="Saffron headline")
        desk.says(desk.source("Saffron person"), holds=claim, report=report, words="saffron words")
        add_note(desk.writer, Target(RowKind.CLAIM, claim), "a saffron note")
        add_task(desk.writer, Target(RowKind.SOURCE, 1), "a saffron task")
        kinds = {hit.place for hit in found(desk.writer, "saff", desk.case).hits}
        assert kinds == set(IndexedKind) - {IndexedKind.CASE, IndexedKind.STATEMENT}
        for typed in ("c1", "K1", "W1", "s1", "R1", "N1", "T1"):
            assert places(found(desk.writer, typed, desk.case))[0][1] == typed.upper() or typed == "W1"
        assert places(found(desk.writer, "n1"))[0] == ("note", "N1")


def test_case_and_joined_claims() -> None:
    with CaseFactory.in_memory() as desk:
        desk.writer.who = "Rana"
        other = desk.open_case("Elsewhere")
        here, there = desk.claim("saffron here"), desk.claim("saffron gone", case=other)
        assert [hit.id for hit in found(desk.writer, "saffron").hits] == [there, here]
        assert [hit.id for hit in found(desk.writer, "saffron", desk.case).hits] == [here]
        joined = desk.claim("saffron joined")
        join_claims(desk.writer, joined, here)
        assert [hit.id for hit in found(desk.writer, "saffron", desk.case).hits] == [here]


def test_common_word_is_capped() -> None:
    limits = {"ranked": 5, "looked_through": 30}
    with CaseFactory.in_memory() as desk:
        other = desk.open_case("Elsewhere")
        with desk.writer.action("many"):
            for number in range(60):
                add_claim(desk.writer, desk.case if number else other, f"word number{number}")
        many = found(desk.writer, "word", **limits)
        assert len(many.hits) == 5
        assert {int(hit.key[1:]) for hit in many.hits} == set(range(55, 60))
        assert many.capped == (IndexedKind.CLAIM,)
        assert "claims" in many.words
        few = found(desk.writer, "number59", **limits)
        assert [hit.key for hit in few.hits] == ["C59"]
        assert not few.words
        near = found(desk.writer, "word", other, **limits)
        assert [hit.key for hit in near.hits] == ["C1"]
        assert not near.capped
        assert found(desk.writer, "word", other, **limits, small_case=0).capped == (IndexedKind.CLAIM,)


def test_common_prefix_is_cut() -> None:
    with CaseFactory.in_memory() as desk:
        with desk.writer.action("many"):
            for number in range(150):
                add_claim(desk.writer, desk.case, f"sa{number:03}")
        some = found(desk.writer, "sa")
        assert some.cut == ("sa",)
        assert "type more" in some.words
        assert [hit.key for hit in found(desk.writer, "sa149").hits] == ["C150"]


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("The İSTANBUL office", "istanb", ["İSTANBUL"]),
        ("Straße und Müller", "strasse mull", ["Straße", "Müller"]),
        ("أَسقطت الطَّائِرَةُ المُسيَّرة", "طائره", ["الطَّائِرَةُ"]),
        ("قال إن والطائرات", "الطائر", ["والطائرات"]),
        ("Всё ещё ёлка", "еще елка", ["ещё ёлка"]),
        ("在巴格达上空被击落", "格达上", ["格达上"]),
        ("โดรนตกในกรุงแบกแดด", "กรุง", ["กรุง"]),
        ("a laser‑guided system", '"laser-guided"', ["laser‑guided"]),
        ("drones, drone; DRONE", '"drone"', ["drone", "DRONE"]),
        ("the boat, the fire", '"the fire"', ["the fire"]),
    ],
)
def test_any_script_is_lit(text: str, typed: str, shown: list[str]) -> None:
    pieces = [
        text[start:end] for start, end in excerpt(text, highlight_terms(parse_query(typed).plain), len(text)).spans
    ]
    assert pieces == shown or " ".join(pieces) == " ".join(shown)
    with CaseFactory.in_memory() as desk:
        claim = desk.claim(text)
        assert [hit.id for hit in found(desk.writer, typed).hits] == [claim]


@given(st.text("ab \n巴ا", max_size=60), st.integers(0, 8), st.integers(20, 200))
def test_excerpt_has_far_words(around: str, times: int, width: int) -> None:
    text = (around * times * 20) + " needle " + around
    part = excerpt(text, highlight_terms(parse_query("needle").plain), width)
    assert part.text == text[part.start : part.start + len(part.text)]
    assert len(part.text) <= width + 1
    assert part.first is not None
    assert text[slice(*part.first)] == "needle"
    assert part.is_cut == (part.start > 0, part.start + len(part.text) < len(text))


def test_long_text_is_found() -> None:
    with CaseFactory.in_memory() as desk:
        report = desk.report()
        add_excerpt_capture(desk.writer, report, [("nothing here. " * 5_000) + "The needle lies here."])
        (hit,) = [hit for hit in found(desk.writer, "needle lies").hits if hit.place is IndexedKind.CAPTURE]
        assert "The needle lies here." in hit.excerpt.text


@given(st.text(max_size=20))
def test_any_text_is_searched(record: Reader, typed: str) -> None:
    query = parse_query(typed)
    if not query.wrong:
        search_record(record, query, CaseId(1))
