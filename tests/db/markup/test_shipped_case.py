"""The shipped case, marked up line by line from the article and the claims alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from db.markup.resolve import require_statement
from db.model.enums import QuoteForm
from db.model.ids import CaseId
from db.model.times import When
from db.queries.claims import claim_ids
from db.queries.denials import denial_ids, denials
from db.queries.origins import origin_counts, origins
from db.queries.reports import reports
from db.queries.statements import Statement, statements
from db.search.similar import bare_name
from db.store.reader import Reader
from tests.support.markup_desk import TABLES, MarkupDesk


@pytest.fixture(scope="module")
def marking() -> Iterator[MarkupDesk]:
    """The article with all its mark-up."""
    with MarkupDesk.in_memory() as desk:
        desk.add_claims()
        mark_up(desk)
        yield desk


def quote(key: str) -> str:
    (found,) = next(row for row in TABLES["statement"] if row["id"] == key)["quotes"]
    return str(found["exact"])


def mark_up(desk: MarkupDesk) -> None:
    wednesday = When(edtf="2020-12-16")
    desk.mark_up("Bas News Agency : +C1 +C1b +C1e", quote("S2"), cue="reported")
    written = desk.mark_up(
        "Ahmed Khalaf (insider) > Anadolu Agency : +C1 +C1a +C1c +C1d +C1e +C2",
        quote("S4"),
        cue="quoted as saying",
        said=wednesday,
    )
    khalaf = written.statements[0][1]
    desk.mark_up(f"{khalaf} > Bas News Agency : +C1a +C2", quote("S3"), form=QuoteForm.INDIRECT, cue="told reporters")
    desk.mark_up("Baghdad Operations Command @ Iraqi News Agency (INA) : -C1 -C1d", quote("S5"), cue="said")
    desk.mark_up(
        "Baghdad Operations Command (assert) @ INA",
        quote("S6"),
        form=QuoteForm.MIXED,
        cue="confirmed that the news is",
        summary="It calls the news dishonourable.",
    )
    desk.mark_up(
        "Baghdad Operations Command (advise) @ R4", quote("S7"), form=QuoteForm.MIXED, cue="called on the media"
    )
    desk.mark_up("Iraqi Ministry of Defence : +C1", summary="The Ministry makes it known.", said=wednesday)
    desk.mark_up('media reports (said "earlier") : +C1 +C1a', summary="Reports it does not name.", said=wednesday)
    desk.mark_up("R1 : +C3", summary="In its own voice: the embassy confirmed it.")
    desk.mark_up("Beirut article : +C4", summary="In its own voice: a system was put there.")
    desk.mark_up("Washington (official, body, role) : +C5", summary="Washington blames factions.")
    desk.mark_up("the security services (decline, not recorded)", summary="They name nobody.")


def told(record: Reader, case: CaseId) -> Counter[object]:
    """Every statement with its quotes, relays and stances, without its key and summary."""
    ids = record.column('SELECT id FROM statements WHERE "case" = ? ORDER BY id', case)
    found = {each.id: each for each in statements(record, ids)}
    above = {
        each.id: record.rows("SELECT parent, kind, ground FROM relays WHERE child = ?", each.id)
        for each in found.values()
    }

    def one(each: Statement) -> object:
        outlet = record.column(
            "SELECT so.name FROM reports re JOIN sources so ON so.id = re.outlet WHERE re.id = ?", each.report
        )
        anchored = record.rows(
            'SELECT exact, prefix, suffix, form, lang, cue FROM quotes WHERE statement = ? ORDER BY "start"', each.id
        )
        return (
            (bare_name(each.source.name), each.source.kind, each.source.naming),
            tuple(outlet),
            (each.act, each.voice, each.basis, each.said),
            tuple((stance.key, stance.polarity, stance.certainty) for stance in each.stances),
            tuple(anchored),
            tuple((kind, ground, one(found[parent])) for parent, kind, ground in above[each.id]),
        )

    return Counter(one(each) for each in found.values())


def test_every_row_as_shipped(marking: MarkupDesk, record: Reader) -> None:
    mine, shipped = told(marking.writer, marking.case), told(record, CaseId(1))
    assert mine - shipped == Counter()
    assert shipped - mine == Counter()


def test_numbers_as_shipped(marking: MarkupDesk, record: Reader) -> None:
    for mine, shipped in zip(claim_ids(marking.writer, marking.case), claim_ids(record, CaseId(1)), strict=True):
        assert origin_counts(marking.writer, [mine])[mine] == origin_counts(record, [shipped])[shipped]
        assert len(origins(marking.writer, mine)) == len(origins(record, shipped))


def test_denial_as_shipped(marking: MarkupDesk, record: Reader) -> None:
    (mine,) = denials(marking.writer, denial_ids(marking.writer, marking.case))
    (shipped,) = denials(record, denial_ids(record, CaseId(1)))
    assert (mine.denies, mine.silent_on) == (shipped.denies, shipped.silent_on)


def test_reports_as_shipped(marking: MarkupDesk, record: Reader) -> None:
    for mine, shipped in zip(reports(marking.writer, [1, 2, 3, 4]), reports(record, [1, 2, 3, 4]), strict=True):
        assert (mine.outlet.name, mine.holding, mine.known_via) == (
            shipped.outlet.name,
            shipped.holding,
            shipped.known_via,
        )
        assert mine.published.hi == shipped.published.hi


def test_one_action_per_line(marking: MarkupDesk) -> None:
    words = marking.writer.column("SELECT words FROM actions WHERE words LIKE 'mark up%' ORDER BY id")
    assert len(words) == 12
    assert words[:3] == [
        "mark up Bas News Agency in R1",
        "mark up Ahmed Khalaf in R1",
        "mark up Ahmed Khalaf (S3) in R1",
    ]
    assert require_statement(marking.writer, marking.case, "S3").source.name == "Ahmed Khalaf"
