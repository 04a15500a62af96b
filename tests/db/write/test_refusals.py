"""Adding to the record: bad input is refused in a sentence, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from db.errors import NotFound, Refused, WrongUse
from db.journal.writer import Writer
from db.model.enums import (
    Act,
    AffiliationKind,
    Certainty,
    Ground,
    Holding,
    LinkKind,
    Method,
    Naming,
    PartRole,
    PartyRole,
    Polarity,
    QuoteForm,
    RelayMode,
    SourceKind,
)
from db.model.ids import CaptureId, CaseId, ClaimId, ReportId, SourceId, StatementId
from db.model.times import When
from db.queries.cases import case
from db.queries.claims import claims
from db.queries.reports import captures, quote_marks, reports
from db.queries.sources import sources
from db.queries.statements import statements
from db.text.anchors import find_anchor
from db.write.captures import add_capture
from db.write.cases import add_case
from db.write.chain import set_chain
from db.write.claims import add_claim, add_party
from db.write.excerpts import add_excerpt_capture
from db.write.reports import add_report
from db.write.sources import add_affiliation, add_source
from db.write.statements import add_link, add_quote, add_relay, add_stance, add_statement
from tests.support.factories import CaseFactory

NOWHERE = 99


def rows(writer: Writer) -> dict[str, int]:
    tables = writer.column("SELECT name FROM pragma_table_list WHERE strict")
    return {table: writer.column(f'SELECT count(*) FROM "{table}"')[0] for table in tables}


@pytest.fixture
def filled(desk: CaseFactory) -> CaseFactory:
    """One of each, with id 1, and a second case with a claim, a statement and a report, with id 2."""
    report = desk.report(desk.source("Outlet", kind="outlet"))
    desk.says(1, report=report, holds=desk.claim("it happened"), words="it happened and it happened")
    other = desk.open_case("Another case")
    desk.says(1, report=desk.report(1, case=other), holds=desk.claim(case=other), case=other)
    return desk


STORE: list[tuple[str, str, Callable[[Writer], object]]] = [
    ("no title", "needs a title", lambda w: add_case(w, " \x00\n", tz="UTC")),
    ("no zone", "not a time zone", lambda w: add_case(w, "t", tz="Mars/Olympus")),
    ("no day", "not a date", lambda w: add_case(w, "t", tz="UTC", day="Wednesday")),
    ("no name", "needs a name", lambda w: add_source(w, "\t", kind=SourceKind.BODY, naming=Naming.ROLE)),
    (
        "own member",
        "can't belong to itself",
        lambda w: add_affiliation(w, SourceId(1), AffiliationKind.PART_OF, SourceId(1)),
    ),
    (
        "no org",
        "not in the store",
        lambda w: add_affiliation(w, SourceId(1), AffiliationKind.PART_OF, SourceId(NOWHERE)),
    ),
    ("no words", "needs words", lambda w: add_claim(w, CaseId(1), "")),
    ("no part", "how it belongs", lambda w: add_claim(w, CaseId(1), "x", parent=ClaimId(1))),
    ("no parent", "how it belongs", lambda w: add_claim(w, CaseId(1), "x", part=PartRole.DETAIL)),
    (
        "lost parent",
        "no such claim",
        lambda w: add_claim(w, CaseId(1), "x", parent=ClaimId(NOWHERE), part=PartRole.DETAIL),
    ),
    (
        "parent of another case",
        "belong to one case",
        lambda w: add_claim(w, CaseId(1), "x", parent=ClaimId(2), part=PartRole.DETAIL),
    ),
    ("no case", "not in the store", lambda w: add_claim(w, CaseId(NOWHERE), "x")),
    ("no claim", "not in the store", lambda w: add_party(w, ClaimId(NOWHERE), SourceId(1), PartyRole.ACCUSED)),
    (
        "report of no case",
        "no such case",
        lambda w: add_report(w, CaseId(NOWHERE), SourceId(1), holding=Holding.HELD),
    ),
    (
        "no outlet",
        "not in the store",
        lambda w: add_report(w, CaseId(1), SourceId(NOWHERE), holding=Holding.HELD),
    ),
    (
        "via another case",
        "report of the same case",
        lambda w: add_report(w, CaseId(1), SourceId(1), holding=Holding.CITED, known_via=ReportId(2)),
    ),
    (
        "backwards",
        "runs backwards",
        lambda w: add_report(
            w, CaseId(1), SourceId(1), holding=Holding.HELD, published=When(edtf="2020-12-18/2020-12-16")
        ),
    ),
    ("no text", "no text to save", lambda w: add_capture(w, ReportId(1), " \x00\n", method=Method.PASTE)),
    ("no report", "not in the store", lambda w: add_capture(w, ReportId(NOWHERE), "x", method=Method.PASTE)),
    (
        "superseding another report's",
        "of the same report",
        lambda w: add_capture(w, ReportId(2), "x", method=Method.PASTE, supersedes=CaptureId(1)),
    ),
    (
        "statement elsewhere",
        "belong to one case",
        lambda w: add_statement(w, CaseId(1), SourceId(1), act=Act.ASSERT, report=ReportId(2)),
    ),
    (
        "no speaker",
        "not in the store",
        lambda w: add_statement(w, CaseId(1), SourceId(NOWHERE), act=Act.ASSERT),
    ),
    (
        "no such words",
        "is not in the capture",
        lambda w: add_quote(w, StatementId(1), CaptureId(1), "it did not", form=QuoteForm.DIRECT),
    ),
    (
        "words twice",
        "more than once",
        lambda w: add_quote(w, StatementId(1), CaptureId(1), "it happened", form=QuoteForm.DIRECT),
    ),
    (
        "words elsewhere",
        "does not begin at 3, but at 0 or 16",
        lambda w: add_quote(w, StatementId(1), CaptureId(1), "it happened", form=QuoteForm.DIRECT, start=3),
    ),
    (
        "words nowhere",
        "does not begin at -27, but at 0 or 16",
        lambda w: add_quote(w, StatementId(1), CaptureId(1), "it happened", form=QuoteForm.DIRECT, start=-27),
    ),
    ("empty words", "needs words", lambda w: add_quote(w, StatementId(1), CaptureId(1), "", form=QuoteForm.DIRECT)),
    (
        "no capture",
        "no such capture",
        lambda w: add_quote(w, StatementId(1), CaptureId(NOWHERE), "x", form=QuoteForm.DIRECT),
    ),
    (
        "quoting another case",
        "its statement's case",
        lambda w: add_quote(w, StatementId(2), CaptureId(1), "and", form=QuoteForm.DIRECT),
    ),
    (
        "passing on itself",
        "can't relay itself",
        lambda w: add_relay(w, StatementId(1), StatementId(1), kind=RelayMode.QUOTES, ground=Ground.EXPLICIT),
    ),
    (
        "passing on another case",
        "of its own case",
        lambda w: add_relay(w, StatementId(1), StatementId(2), kind=RelayMode.QUOTES, ground=Ground.EXPLICIT),
    ),
    (
        "bearing twice",
        "already on record",
        lambda w: add_stance(w, StatementId(1), ClaimId(1), Polarity.AGAINST, Certainty.CERTAIN),
    ),
    (
        "bearing elsewhere",
        "of its own case",
        lambda w: add_stance(w, StatementId(1), ClaimId(2), Polarity.FOR, Certainty.CERTAIN),
    ),
    ("linked elsewhere", "one case", lambda w: add_link(w, StatementId(1), LinkKind.DENIES, StatementId(2))),
    (
        "step of another case",
        "of that case",
        lambda w: set_chain(w, CaseId(1), [(ReportId(1), None), (ReportId(2), None)]),
    ),
    ("step twice", "already on record", lambda w: set_chain(w, CaseId(1), [(ReportId(1), None), (ReportId(1), None)])),
]


@pytest.mark.parametrize(("because", "enter"), [row[1:] for row in STORE], ids=[row[0] for row in STORE])
def test_broken_rule_leaves_no_row(filled: CaseFactory, because: str, enter: Callable[[Writer], object]) -> None:
    set_chain(filled.writer, CaseId(1), [(ReportId(1), "kept")])
    before = rows(filled.writer)
    with pytest.raises(Refused, match=because) as refused:
        enter(filled.writer)
    assert refused.value.message.endswith(".")
    assert refused.value.hint.endswith(".")
    assert rows(filled.writer) == before
    assert filled.writer.column("SELECT note FROM chain_steps") == ["kept"]


def test_unknown_word_refused(filled: CaseFactory) -> None:
    before = rows(filled.writer)
    with pytest.raises(ValueError, match="robot"):
        add_source(filled.writer, "x", kind="robot", naming=Naming.NAMED)  # type: ignore[arg-type]
    assert rows(filled.writer) == before


# --- keys ---


def test_keys_count_up(filled: CaseFactory) -> None:
    writer = filled.writer
    assert [found.key for found in reports(writer, [ReportId(1), ReportId(2)])] == ["R1", "R1"]
    assert [found.key for found in statements(writer, [StatementId(1), StatementId(2)])] == ["S1", "S1"]
    assert [found.key for found in sources(writer, [SourceId(1), filled.source()])] == ["W1", "W2"]
    assert case(writer, "k2").title == "Another case"


def test_part_keys_are_letters(desk: CaseFactory) -> None:
    whole, other = desk.claim(), desk.claim()
    parts = [desk.claim(part_of=whole) for _ in range(28)]
    deeper = desk.claim(part_of=parts[0])
    keys = [found.key for found in claims(desk.writer, parts)]
    assert (keys[0], keys[25], keys[26], keys[27]) == ("C1a", "C1z", "C1aa", "C1ab")
    (again,) = claims(desk.writer, [desk.claim(part_of=other)])
    assert (again.key, again.parent) == ("C2a", "C2")
    (found,) = claims(desk.writer, [deeper])
    assert found.parent == "C1a"
    assert found.key not in keys


def test_keys_go_past_ten(desk: CaseFactory) -> None:
    keys = [found.key for found in claims(desk.writer, [desk.claim() for _ in range(11)])]
    assert keys[-2:] == ["C10", "C11"]


# --- what is kept ---


def test_same_words_add_nothing(desk: CaseFactory) -> None:
    report = desk.report()
    first = add_capture(desk.writer, report, "caf\u00e9\n", method=Method.PASTE)
    assert add_capture(desk.writer, report, "cafe\u0301\r\n", method=Method.HTTP) == first
    assert add_capture(desk.writer, desk.report(), "café\n", method=Method.PASTE) != first
    assert add_capture(desk.writer, report, "another", method=Method.PASTE, supersedes=first) != first
    assert [found.text for found in captures(desk.writer, report)] == ["another", "café\n"]


def test_capture_bytes_and_utc(desk: CaseFactory) -> None:
    raw = b"\xff\x1b[2Jcafe\xcc\x81"
    at = datetime.fromisoformat("2020-12-16T21:45:00+02:00")
    add_capture(desk.writer, desk.report(), "café", method=Method.HTTP, raw=raw, captured_at=at)
    ((kept, digest, text_digest, when),) = desk.writer.rows(
        "SELECT raw, raw_sha256, text_sha256, captured_at FROM captures"
    )
    assert kept == raw
    assert digest == sha256(raw).hexdigest()
    assert text_digest == sha256("café".encode()).hexdigest()
    assert when == "2020-12-16T19:45:00Z"


def test_capture_time_is_now(desk: CaseFactory) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    add_capture(desk.writer, desk.report(), "x", method=Method.PASTE)
    ((when,),) = desk.writer.rows("SELECT captured_at FROM captures")
    assert before <= datetime.fromisoformat(when) <= datetime.now(UTC)


def test_excerpt_marks_gaps(desk: CaseFactory) -> None:
    report = desk.report()
    add_excerpt_capture(desk.writer, report, ["one", "two"])
    (found,) = captures(desk.writer, report)
    assert (found.text, found.method) == ("one\n\n[…]\n\ntwo", Method.EXCERPT)


def test_quote_place_and_context(desk: CaseFactory) -> None:
    report = desk.report()
    text = "🛰" * 40 + "it fell" + "é" * 40 + "it fell"
    capture = add_capture(desk.writer, report, text, method=Method.PASTE)
    statement = desk.says(report=report)
    add_quote(desk.writer, statement, capture, "it fell", form=QuoteForm.DIRECT, start=87)
    add_quote(desk.writer, statement, capture, "it fell", form=QuoteForm.DIRECT, start=40)
    assert [(mark.start, mark.end) for mark in quote_marks(desk.writer, capture)] == [(40, 47), (87, 94)]
    assert desk.writer.rows("SELECT prefix, suffix FROM quotes ORDER BY start") == [
        ("🛰" * 32, "é" * 32),
        ("é" * 32, ""),
    ]


def test_overlapping_words_twice() -> None:
    with pytest.raises(Refused, match="more than once"):
        find_anchor("nanana", "nana")
    assert find_anchor("nanana", "nana", 2).start == 2


def test_composed_words_found(desk: CaseFactory) -> None:
    report = desk.report()
    capture = add_capture(desk.writer, report, "le cafe\u0301 est ferme\u0301", method=Method.PASTE)
    add_quote(desk.writer, desk.says(report=report), capture, "caf\u00e9 est", form=QuoteForm.DIRECT)
    add_quote(desk.writer, desk.says(report=report), capture, "est ferme\u0301", form=QuoteForm.DIRECT)
    assert desk.writer.column("SELECT exact FROM quotes") == ["café est", "est fermé"]


def test_hostile_text_cleaned(desk: CaseFactory) -> None:
    bad = " a\x1b[2J\n\ud800b\x9b "
    line, block = "a[2J \ufffdb", "a[2J\n\ufffdb"
    writer = desk.writer
    case_id = add_case(writer, bad, tz="UTC", place=bad, summary=bad)
    source = add_source(writer, bad, kind=SourceKind.BODY, naming=Naming.NAMED, short=bad)
    report = add_report(
        writer, case_id, source, holding=Holding.HELD, title=bad, url=bad, lang=bad, published=When(bad)
    )
    claim = add_claim(writer, case_id, bad)
    capture = add_capture(writer, report, bad, method=Method.PASTE)
    statement = add_statement(writer, case_id, source, act=Act.ASSERT, summary=bad, said=When(bad))
    add_quote(writer, statement, capture, "\x1b[2J\n\ud800b", form=QuoteForm.DIRECT, cue=bad, lang=bad)
    set_chain(writer, case_id, [(report, bad)])
    assert writer.row("SELECT title, place, summary FROM cases WHERE id = ?", case_id) == (line, line, block)
    assert writer.row("SELECT name, short FROM sources WHERE id = ?", source) == (line, line)
    assert writer.row("SELECT title, url, lang, published_raw FROM reports") == (line,) * 4
    assert writer.row("SELECT text FROM claims WHERE id = ?", claim) == (line,)
    assert writer.row("SELECT summary, said_raw FROM statements") == (block, line)
    assert writer.row("SELECT text FROM captures") == (f" {block} ",)
    assert writer.row("SELECT exact, cue, lang FROM quotes") == ("[2J\n\ufffdb", line, line)
    assert writer.row("SELECT note FROM chain_steps") == (line,)


def test_blank_is_left_out(desk: CaseFactory) -> None:
    source = add_source(desk.writer, "Name", kind=SourceKind.BODY, naming=Naming.NAMED, short=" \x00")
    (found,) = sources(desk.writer, [source])
    assert found.short == "Name"
    report = add_report(desk.writer, desk.case, source, holding=Holding.HELD, title=" ", url="", published=When(" "))
    assert desk.writer.row("SELECT title, url, published_raw FROM reports WHERE id = ?", report) == (None,) * 3


# --- which case ---


def test_only_case_needs_no_key(desk: CaseFactory) -> None:
    assert case(desk.writer).key == "K1"
    desk.open_case()
    with pytest.raises(WrongUse, match="several cases"):
        case(desk.writer)
    with pytest.raises(NotFound, match="no case K9"):
        case(desk.writer, "K9")


def test_no_case_is_told(desk: CaseFactory) -> None:
    desk.writer.rows("DELETE FROM cases")
    with pytest.raises(NotFound, match="no case yet"):
        case(desk.writer)
