"""The desk and the chain as plain text, for pipes and screen readers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from db.queries.cases import case
from db.store.reader import Reader
from tests.support.cli_runner import run_piped
from tui.cli.text.desk import chain_text, desk_text
from tui.text.paragraphs import WIDTH, Paragraph, cells
from tui.text.wording import end_sentence, pluralize

EXPECTED = Path(__file__).parent / "golden" / "demo.txt"


def text_of(record: Reader) -> str:
    return "".join(f"{paragraph.wrapped()}\n" for paragraph in desk_text(record, case(record)))


def test_shipped_text(record: Reader) -> None:
    assert text_of(record) == EXPECTED.read_text()


def test_demo_prints_the_same(record: Reader) -> None:
    assert run_piped("demo", "--text").out == text_of(record)


def test_narrow_and_without_boxes(record: Reader) -> None:
    text = text_of(record)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert not any("\u2500" <= letter <= "\u259f" for letter in text)


def test_claims_have_all_numbers(record: Reader) -> None:
    text = " ".join(text_of(record).partition("Claims and")[2].partition("Denials and")[0].split())
    three = r"(\d+) named, (\d+) anonymous, (\d+) not recorded\."
    found = re.findall(rf"For: {three} Against: {three}( Independence not established\.)?", text)
    assert len(found) == 10
    assert found[0] == ("2", "0", "2", "1", "0", "0", " Independence not established.")
    assert found[6] == ("1", "0", "0", "0", "0", "0", "")


def test_chain_is_included(record: Reader) -> None:
    chain = "".join(f"{paragraph.wrapped()}\n" for paragraph in chain_text(record, case(record)))
    assert text_of(record).endswith(chain)


def test_step_says_everything(record: Reader) -> None:
    step = text_of(record).partition("Step 2 of 3.")[2].partition("Step 3 of 3.")[0]
    for words in (
        "Anadolu Agency, report R3.",
        "Published: 16 Dec 2020, “earlier on Wednesday”.",
        "How we know it: seen only in R1, the Beirut article.",
        "Link: same speaker as the previous step: Ahmed Khalaf.",
        "Ahmed Khalaf ← Anadolu ← Beirut article",
        "quoted as saying: “the American air defense system",
        "for C1 C1a C1c C1d C1e C2 (uncommitted)",
        "Words only here, not in the previous step: American;",
    ):
        assert words in step


@pytest.mark.parametrize(
    ("paragraph", "width", "expected"),
    [
        (Paragraph("one two three"), 7, "one two\nthree"),
        (Paragraph("one two three", 1, 2), 8, " one two\n   three"),
        (Paragraph(""), 10, ""),
        (Paragraph(" \n ", 4), 10, ""),
        (Paragraph("see https://example.org/a/long/address now"), 10, "see\nhttps://example.org/a/long/address\nnow"),
        (Paragraph("無人機が撃墜された", 2), 8, "  無人機\n  が撃墜\n  された"),
        (Paragraph("e\u0301e\u0301 e\u0301e\u0301"), 5, "e\u0301e\u0301 e\u0301e\u0301"),
    ],
)
def test_words_wrap_whole(paragraph: Paragraph, width: int, expected: str) -> None:
    assert paragraph.wrapped(width) == expected


def test_wide_letters_and_marks() -> None:
    assert [cells(text) for text in ("drone", "無人機", "e\u0301")] == [5, 6, 1]


def test_plurals() -> None:
    assert [pluralize(number, "claim") for number in (0, 1, 1200)] == ["0 claims", "1 claim", "1,200 claims"]
    assert [end_sentence(words) for words in ("So", "So.", "“So?”")] == ["So.", "So.", "“So?”"]
