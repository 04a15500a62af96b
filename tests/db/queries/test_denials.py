"""Denials: each once, at its own voice, with its silence."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import NotFound
from db.model.ids import CaseId, StatementId
from db.queries.denials import denial, denial_ids, denial_relays, denials, denied_claims, silence
from db.store.reader import Reader
from tests.support.factories import CaseFactory


def listed(desk: CaseFactory, matching: str = "") -> list[StatementId]:
    return denial_ids(desk.writer, desk.case, matching)


def test_listed_once(desk: CaseFactory) -> None:
    claim = desk.claim()
    own = desk.says(denies=claim)
    relayed = [desk.says(denies=claim, relays=own, report=desk.report()) for _ in range(2)]
    third = desk.says(denies=claim, relays=relayed[0], report=desk.report())
    assert listed(desk) == [own]
    assert denial_relays(desk.writer, own) == [*relayed, third]
    assert desk.writer.column("SELECT passed_on_by FROM denials") == [3]


def test_later_original_is_listed(desk: CaseFactory) -> None:
    claim = desk.claim()
    relayed = desk.says(denies=claim, voice="relayed", basis="relay")
    root = desk.says(denies=claim, voice="relayed", basis="relay")
    desk.relay(relayed, root)
    assert listed(desk) == [root]


def test_ina_publishing_a_denial_is_not_a_second_denial(desk: CaseFactory) -> None:
    claim = desk.claim()
    command, ina = desk.source("Baghdad Operations Command"), desk.source("INA", kind="outlet")
    desk.says(command, denies=claim, report=desk.report(ina))
    (found,) = denials(desk.writer, listed(desk))
    assert (found.source.name, found.publisher and found.publisher.name) == ("Baghdad Operations Command", "INA")


def test_publisher_named_once(desk: CaseFactory) -> None:
    outlet = desk.source("Outlet", kind="outlet")
    desk.says(outlet, denies=desk.claim(), report=desk.report(outlet))
    (found,) = denials(desk.writer, listed(desk))
    assert (found.source.name, found.publisher) == ("Outlet", None)


def test_own_voice_again_stays(desk: CaseFactory) -> None:
    claim = desk.claim()
    first = desk.says(denies=claim)
    second = desk.says(denies=claim, relays=first, voice="own", basis="official")
    assert listed(desk) == [first, second]


def test_ring_listed_at_first(desk: CaseFactory) -> None:
    claim = desk.claim()
    ring = [desk.says(denies=claim, voice="relayed", basis="relay") for _ in range(3)]
    for at, child in enumerate(ring):
        desk.relay(child, ring[at - 1])
    assert listed(desk) == [ring[0]]
    assert denial_relays(desk.writer, ring[0]) == ring[1:]


def test_ring_under_ring_folded(desk: CaseFactory) -> None:
    claim = desk.claim()
    later, first = ([desk.says(denies=claim, voice="relayed", basis="relay") for _ in range(2)] for _ in range(2))
    for ring in (later, first):
        desk.relay(ring[0], ring[1])
        desk.relay(ring[1], ring[0])
    desk.relay(later[1], first[0])
    assert listed(desk) == [first[0]]


def test_ring_at_own_voice(desk: CaseFactory) -> None:
    claim = desk.claim()
    relayed = desk.says(denies=claim, voice="relayed", basis="relay")
    own = desk.says(denies=claim)
    desk.relay(relayed, own)
    desk.relay(own, relayed)
    assert listed(desk) == [own]


def test_other_denied_claim_is_own(desk: CaseFactory) -> None:
    one, other = desk.claim(), desk.claim()
    first = desk.says(denies=one)
    second = desk.says(denies=other, relays=first)
    assert listed(desk) == [first, second]
    assert denial_relays(desk.writer, first) == []
    assert desk.writer.column("SELECT passed_on_by FROM denials") == [0, 0]


def test_affirming_source_is_own(desk: CaseFactory) -> None:
    claim = desk.claim()
    said = desk.says(holds=claim)
    turned = desk.says(denies=claim, relays=said)
    assert listed(desk) == [turned]


def test_two_claims_one_denial(desk: CaseFactory) -> None:
    claims = [desk.claim() for _ in range(2)]
    statement = desk.says(denies=claims[1])
    desk.stance(statement, claims[0], -1)
    (found,) = denials(desk.writer, listed(desk))
    assert found.denies == ("C1", "C2")
    assert [claim.key for claim in denied_claims(desk.writer, statement)] == ["C1", "C2"]


def test_affirmation_is_no_denial(desk: CaseFactory) -> None:
    claim = desk.claim()
    desk.says(holds=claim)
    desk.stance(desk.says(), claim, 0)
    assert listed(desk) == []


def test_silence_on_incident_only(desk: CaseFactory) -> None:
    denied_, open_, affirmed, unsaid, other, background = (
        desk.claim(text, background=text == "background")
        for text in ("denied", "left open", "affirmed", "unsaid", "other", "background")
    )
    report = desk.report()
    for claim in (denied_, open_, affirmed, other, background):
        desk.says(holds=claim, report=report)
    desk.says(denies=unsaid)
    statement = desk.says(denies=denied_)
    desk.stance(statement, open_, 0)
    desk.stance(statement, affirmed, 1)
    assert [claim.text for claim in silence(desk.writer, statement)] == ["other"]
    assert denials(desk.writer, [statement])[0].silent_on == ("C5",)


def test_silences_are_capped(desk: CaseFactory) -> None:
    whole = desk.claim()
    desk.says(holds=whole)
    for _ in range(12):
        desk.says(holds=desk.claim(part_of=whole))
    statement = desk.says(denies=desk.claim(part_of=whole))
    assert denials(desk.writer, [statement], silences=2)[0].silent_on == ("C1", "C1a")
    assert denials(desk.writer, [statement], silences=-1)[0].silent_on == ("C1", *(f"C1{n}" for n in "abcdefghijkl"))


def test_found_by_key(record: Reader) -> None:
    assert denial(record, CaseId(1), "s5").key == "S5"
    for key in ("S1", "S13", "S99", ""):
        with pytest.raises(NotFound, match="no denial"):
            denial(record, CaseId(1), key)


def test_filter(desk: CaseFactory) -> None:
    claim = desk.claim()
    source, outlet = desk.source("Général Müller"), desk.source("L'Écho", kind="outlet")
    found = desk.says(source, denies=claim, report=desk.report(outlet), words="Aucun tir n'a été constaté")
    desk.says(desk.source("Somebody else"), denies=desk.claim())
    for part in ("general muller", "ECHO", "ete CONSTATE", "s1", "c1"):
        assert listed(desk, part) == [found], part
    assert listed(desk, "nowhere") == []


def test_view_agrees(demo_store: Path, record: Reader) -> None:
    with sqlite3.connect(demo_store) as plain:
        rows = plain.execute("SELECT id, statement, source, outlet, report, denies, silent_on FROM denials").fetchall()
    plain.close()
    (found,) = denials(record, denial_ids(record, CaseId(1)))
    assert rows == [
        (
            found.statement,
            found.key,
            found.source.name,
            "Iraqi News Agency (INA)",
            "R4",
            " ".join(found.denies),
            " ".join(found.silent_on),
        )
    ]


tangles = st.integers(1, 7).flatmap(
    lambda size: st.tuples(
        st.lists(st.sampled_from(("relayed", "relayed", "own")), min_size=size, max_size=size),
        st.sets(
            st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda pair: pair[0] != pair[1]),
            max_size=12,
        ),
    )
)


@given(tangles)
def test_tangle_lists_or_folds_all(tangle: tuple[list[str], set[tuple[int, int]]]) -> None:
    voices, relays = tangle
    with CaseFactory.in_memory() as desk, desk.writer.action():
        claim, source = desk.claim(), desk.source()
        ids = [desk.says(source, denies=claim, voice=voice) for voice in voices]
        for child, parent in relays:
            desk.relay(ids[child], ids[parent])
        found = set(listed(desk))
        assert {id for id, voice in zip(ids, voices, strict=True) if voice == "own"} <= found
        folded = {id: set(denial_relays(desk.writer, id)) for id in found}
        assert found.union(*folded.values()) == set(ids)
        for id, voice in zip(ids, voices, strict=True):
            if voice == "relayed" and id in found:
                assert not any(id in below for other, below in folded.items() if other != id)
