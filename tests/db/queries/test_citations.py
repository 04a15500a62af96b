"""Citations: words, speaker, relays, report and time on one line."""

from __future__ import annotations

from db.model.enums import QuoteForm
from db.model.ids import CaseId
from db.model.times import When
from db.queries.citations import (
    cited_claim,
    cited_denial,
    cited_passage,
    cited_report,
    cited_source,
    support_words,
    time_words,
)
from db.queries.claims import claim
from db.queries.denials import denial
from db.queries.origins import Support, origin_counts
from db.queries.provenance import TracedStatement, passages
from db.queries.reports import Report, report, reports
from db.queries.sources import source
from db.store.reader import Reader
from tests.support.factories import CaseFactory

CASE = CaseId(1)
ARTICLE = "Outlet with a Beirut dateline (name not recorded)"


def passage(record: Reader, key: str) -> tuple[TracedStatement, Report | None]:
    (found,) = passages(record, record.column("SELECT id FROM statements WHERE key = ?", key))
    where = found.statement.report_key
    return found, report(record, CASE, where) if where else None


def test_quote_with_its_way(record: Reader) -> None:
    assert cited_passage(*passage(record, "S4")) == (
        "“the American air defense system installed at the Washington Embassy in the Green Zone shot down a drone "
        "belonging to the Baghdad Operations Command by way of error” — Ahmed Khalaf (assert), via Anadolu Agency, "
        f"via {ARTICLE}; 2020-12-16 (“earlier on Wednesday”), seen only in R1 (Beirut article) [S4, R3]"
    )


def test_own_wording_not_quoted(record: Reader) -> None:
    line = cited_passage(*passage(record, "S16"))
    assert line.startswith("The article passes on the Ministry's acknowledgement, without its words. [our words]")
    assert "“" not in line.split("—")[0]


def test_spoken_with_its_time(record: Reader) -> None:
    line = cited_passage(*passage(record, "S9"))
    assert line.endswith("— “media reports” (report); 2020-12-16 (“earlier”) [S9]")


def test_indirect_as_tellers_words(record: Reader) -> None:
    line = cited_passage(*passage(record, "S3"))
    assert line.startswith("‘Ahmed Khalaf, an Iraqi police officer, told reporters")
    assert "accident.’ [indirect, in the words of Bas News Agency] — Ahmed Khalaf (assert)" in line


def test_paraphrase_is_its_writers(desk: CaseFactory) -> None:
    ministry, tabloid = desk.source("Ministry of Health"), desk.source("The Tabloid", kind="outlet")
    words = "the ministry admitted “some” failures"
    for form, cited in (
        (QuoteForm.INDIRECT, f"‘{words}’ [indirect, in the words of The Tabloid] — Ministry of Health"),
        (QuoteForm.MIXED, f"‘{words}’ [mixed, in the words of The Tabloid] — Ministry of Health"),
        (QuoteForm.DIRECT, f"“{words}” — Ministry of Health"),
    ):
        statement = desk.says(ministry, report=desk.report(tabloid), words=words, form=form)
        (found,) = passages(desk.writer, [statement])
        assert cited_passage(found, None).startswith(cited)


def test_quoted_fragment_is_the_speakers(desk: CaseFactory) -> None:
    statement = desk.says(desk.source("Speaker"), report=desk.report(), words="dishonorable", form=QuoteForm.MIXED)
    (found,) = passages(desk.writer, [statement])
    assert cited_passage(found, None).startswith("“dishonorable” — Speaker")


def test_long_words_are_cut(desk: CaseFactory) -> None:
    statement = desk.says(desk.source("Speaker"), report=desk.report(), words="word " * 1_000 + "end")
    (found,) = passages(desk.writer, [statement])
    assert " […]” — Speaker (assert)" in cited_passage(found, None)


def test_denial_with_silence(record: Reader) -> None:
    line = cited_denial(denial(record, CASE, "S5"), passage(record, "S5")[0])
    assert line.startswith("“There is no truth to what was reported")
    assert f"Baghdad Operations Command (deny), via Iraqi News Agency (INA), via {ARTICLE}; " in line
    assert line.endswith("[S5, R4] denies C1 C1d; silent on C1a C1b C1c C1e C2 C3")


def test_denial_without_silence(desk: CaseFactory) -> None:
    statement = desk.says(denies=desk.claim())
    (found,) = passages(desk.writer, [statement])
    assert cited_denial(denial(desk.writer, desk.case, "S1"), found).endswith("[S1] denies C1")


def test_claim_with_all_numbers(record: Reader) -> None:
    found = claim(record, CASE, "c1")
    assert cited_claim(found, origin_counts(record, [found.id])[found.id]) == (
        "C1 US forces shot down an Iraqi military drone over Baghdad — "
        "for: 2 named, 0 anonymous, 2 not recorded; against: 1 named, 0 anonymous, 0 not recorded"
    )
    assert support_words(Support()) == "0 named, 0 anonymous, 0 not recorded"


def test_source_with_naming(record: Reader) -> None:
    assert cited_source(source(record, "w8")) == "“media reports” (group, unattributed) [W8]"


def test_report_with_holding(record: Reader, desk: CaseFactory) -> None:
    assert cited_report(report(record, CASE, "r3")) == (
        "Anadolu Agency, 2020-12-16 (“earlier on Wednesday”), seen only in R1 (Beirut article) [R3]"
    )
    (titled,) = reports(desk.writer, [desk.report(desk.source("Outlet"), title="A title")])
    assert cited_report(titled) == "“A title”, Outlet, time not recorded [R1]"


def test_time_as_far_as_known() -> None:
    assert time_words(When("earlier", "2020-12-16")) == "2020-12-16 (“earlier”)"
    assert time_words(When("earlier")) == "“earlier”"
    assert time_words(When(edtf="2020-12-16")) == "2020-12-16"
    assert time_words(When()) == "time not recorded"
    at = "2020-12-16T18:45:00Z"
    assert time_words(When(lo=at, hi=at)) == at
    assert time_words(When("later", lo=at)) == f"not before {at} (“later”)"
    assert time_words(When(hi=at)) == f"not after {at}"
    assert time_words(When(lo=at, hi="2020-12-16T19:45:00Z")) == f"between {at} and 2020-12-16T19:45:00Z"


def test_lines_become_one(desk: CaseFactory) -> None:
    statement = desk.says(desk.source("A"), report=desk.report(desk.source("B")), words="shot\n\tdown\n\nby mistake")
    (found,) = passages(desk.writer, [statement])
    (where,) = reports(desk.writer, [found.statement.report or 0])  # type: ignore[list-item]
    assert cited_passage(found, where) == "“shot down by mistake” — A (assert), via B; time not recorded [S1, R1]"


def test_quotes_are_joined(desk: CaseFactory) -> None:
    report = desk.report()
    statement = desk.says(desk.source("A"), report=report, words="one")
    desk.quote(statement, "two", report)
    (found,) = passages(desk.writer, [statement])
    assert cited_passage(found, None).startswith("“one” … “two” — A (assert)")
