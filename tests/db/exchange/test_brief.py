"""The brief as Markdown and as a page: every quote to the letter, hostile text, masks, and what a claim's line says."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from db.analysis.alarms.pages import alarm_pages
from db.exchange.export import Export
from db.exchange.masking import make_mask
from db.exchange.selection import Scope
from db.model.enums import Verdict
from db.model.ids import CaseId
from db.store.reader import Reader
from db.write.alarm_dismissals import set_aside
from db.write.assessments import assess
from tests.support.chromium import chromium
from tests.support.exports import export_bytes
from tests.support.factories import CaseFactory

CASE = CaseId(1)
HOSTILE = "<script>alert(1)</script> *b* [a](http://e) \u202eevil\x07"


def page_text(page: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", page))


def test_every_quote_is_in_the_brief_to_the_letter(record: Reader) -> None:
    quotes = record.column("SELECT exact FROM quotes")
    page = page_text(export_bytes(Export(record, Scope(CASE)), "brief").decode())
    markdown = export_bytes(Export(record, Scope(CASE)), "markdown").decode()
    plain = re.sub(r"\\\n> ", "\n", markdown)
    plain = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain)
    assert quotes
    assert [words for words in quotes if words not in page] == []
    assert [words for words in quotes if words not in plain] == []


@pytest.mark.parametrize("name", ["brief", "markdown"])
def test_the_brief_says_what_is_on_record(record: Reader, name: str) -> None:
    text = page_text(export_bytes(Export(record, Scope(CASE)), name).decode()).replace("\\", "")
    for words in (
        "Independence not established.",
        "withdrawn",
        "No person gave a verdict.",
        "It leaves open",
        "SHA-256",
    ):
        assert words in text
    assert "Made from" in text


@pytest.mark.parametrize("name", ["brief", "markdown"])
def test_hostile_text_is_shown_as_letters(desk: CaseFactory, name: str) -> None:
    desk.claim(HOSTILE)
    text = export_bytes(Export(desk.writer, Scope(desk.case)), name).decode()
    assert "<script>alert" not in text
    assert "\u202e" not in text
    assert "\x07" not in text


@pytest.mark.parametrize("name", ["brief", "markdown"])
def test_a_masked_person_is_not_in_the_brief(record: Reader, name: str) -> None:
    key = record.column("SELECT key FROM sources WHERE name LIKE '%Khalaf%'")[0]
    export = Export(record, Scope(CASE), mask=make_mask(record, [key]))
    assert "Khalaf" not in export_bytes(export, name).decode()


def test_a_verdict_and_an_alarm_set_aside_name_their_person(desk: CaseFactory) -> None:
    claim = desk.claim()
    desk.says(holds=claim, basis="not_recorded")
    assess(desk.writer, [claim], Verdict.DISPUTED, rationale="Both sides rest on one voice.")
    alarm = next(alarm for page in alarm_pages(desk.writer, desk.case) for alarm in page.alarms)
    set_aside(desk.writer, alarm, "Asked; nothing to find.")
    page = page_text(export_bytes(Export(desk.writer, Scope(desk.case)), "brief").decode())
    assert re.search(r"Verdict disputed: .+, .+\. Both sides rest on one voice\.", page)
    assert re.search(r"Set aside by .+, .+: Asked; nothing to find\.", page)


def test_an_arabic_quote_runs_from_right_to_left(desk: CaseFactory) -> None:
    desk.says(words="قال الشاهد", lang="ar")
    page = export_bytes(Export(desk.writer, Scope(desk.case)), "brief").decode()
    assert '<p class=words lang="ar" dir="rtl">“قال الشاهد”</p>' in page


def test_two_cases_are_each_in_the_brief(desk: CaseFactory) -> None:
    desk.claim("the first happened")
    desk.claim("the second happened", case=desk.open_case("Another case"))
    page = page_text(export_bytes(Export(desk.writer, Scope()), "brief").decode())
    assert page.count("the first happened") == page.count("the second happened") == 1
    assert page.count("Question of") == 2


@pytest.mark.slow
def test_the_page_steps_in_a_browser_and_asks_nobody(record: Reader, tmp_path: Path) -> None:
    path = tmp_path / "K1.html"
    path.write_bytes(export_bytes(Export(record, Scope(CASE)), "brief"))
    with chromium() as browser:
        page = browser.open(path.as_uri())
        page.press("n", "n", "p", "right")
        page.wait_for("document.activeElement === document.querySelectorAll('.step')[1]")
        assert [each for each in page.requests if "file:" not in str(each)] == []
        assert page.errors == []


@pytest.mark.parametrize("name", ["brief", "markdown"])
def test_what_no_longer_holds_is_said_beside_it(desk: CaseFactory, name: str) -> None:
    ministry, claim = desk.source("the ministry"), desk.claim("It happened")
    said = desk.says(ministry, holds=claim)
    desk.link(desk.says(ministry), "retracts", said)
    for verdict in Verdict.CORROBORATED, Verdict.DISPUTED:
        assess(desk.writer, [claim], verdict)
    text = page_text(export_bytes(Export(desk.writer, Scope(desk.case)), name).decode()).replace("\\", "")
    assert "the ministry (S1, withdrawn by S2)" in text
    assert "Verdict disputed:" in text
    assert "Previously corroborated:" in text
    assert "not the rest of the case" not in text
    part = Export(desk.writer, Scope(desk.case, rows=[claim]))
    assert "not the rest of the case" in page_text(export_bytes(part, name).decode())


def test_names_of_a_path_stand_apart(desk: CaseFactory) -> None:
    desk.says(desk.source("ليلى"), report=desk.report(desk.source("Bas News")))
    page = export_bytes(Export(desk.writer, Scope(desk.case)), "brief").decode()
    assert "<bdi>ليلى</bdi> ← <bdi>Bas News</bdi>" in page
