"""PDFs: text layers, and error sentences for scans, locked or broken files and bombs."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from db.errors import UnreadableArticle
from db.intake.article import Article
from db.intake.pdf import read_pdf
from db.intake.read import read_bytes
from db.model.enums import Method
from tests.support.article_files import LINES, compressed_pdf, pdf
from tests.support.patience import quick


def read(raw: bytes) -> Article:
    (article,) = read_bytes(raw)
    return article


def test_lines_join_to_paragraphs() -> None:
    article = read(pdf([LINES]))
    assert article.text == (
        "The spokesman told the agency that the drone had come down north of the river, and that the report of the "
        "evening was not cor-rect in any way.\n\n"
        "A second paragraph begins here, and goes on to the end of the line before it stops."
    )
    assert (article.method, article.tool) == (Method.PDF, "pypdf")


def test_textless_pages_counted() -> None:
    assert read(pdf([LINES, [], LINES, []])).notes[0] == "2 of 4 pages have no text layer."
    assert read(pdf([LINES, []])).notes[0] == "1 of 2 pages has no text layer."


def test_title_and_making_date() -> None:
    article = read(pdf([LINES], title="Drone comes down"))
    assert (article.title, article.author) == ("Drone comes down", "Jo Writer")
    assert article.published.raw is None
    assert any("made on 2020-12-16" in note for note in article.notes)
    assert read(pdf([LINES], title="Microsoft Word - draft7.doc")).title is None


def test_scan_refused() -> None:
    with pytest.raises(UnreadableArticle, match=r"no text layer: 3 pages") as refusal:
        read(pdf([[], [], []]))
    assert "OCR" in refusal.value.hint


@pytest.mark.parametrize("algorithm", ["AES-256", "AES-128", "RC4-128", "RC4-40"])
def test_locked_refused_open_read(algorithm: str) -> None:
    assert read(pdf([LINES], user="", algorithm=algorithm)).text == read(pdf([LINES])).text
    with pytest.raises(UnreadableArticle, match="password"):
        read(pdf([LINES], user="key", algorithm=algorithm))


@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.8, 0.99])
def test_cut_file_refused(share: float) -> None:
    raw = pdf([LINES] * 3)
    with pytest.raises(UnreadableArticle):
        read(raw[: int(len(raw) * share)])


@pytest.mark.parametrize("raw", [b"%PDF-1.7", b"%PDF-1.7\n" + b"x" * 9999, b"%PDF-1.7\n" + b"1 0 obj<<" * 9999])
def test_fake_pdf_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableArticle, match="broken"):
        read(raw)


def test_any_damage_text_or_error() -> None:
    good, dice = pdf([LINES] * 2), random.Random(7)
    for _ in range(60):
        raw = bytearray(good)
        for _ in range(dice.choice((1, 5, 50))):
            raw[dice.randrange(8, len(raw))] = dice.randrange(256)
        try:
            assert read(bytes(raw)).text
        except UnreadableArticle as refusal:
            assert refusal.hint  # noqa: PT017 - either outcome is right, any other error is not


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "pages"),
    [
        (lambda: b" " * 200_000_000, 1),
        (lambda: b" " * 30_000_000, 1_000),
        (lambda: b"BT /F1 9 Tf (a) Tj ET " * 1_000_000, 1),
        (lambda: b"BT /F1 9 Tf (" + b"a " * 2_000_000 + b") Tj ET", 500),
    ],
    ids=["one huge page", "many huge pages", "endless commands", "endless words"],
)
def test_bomb_ends_in_seconds(content: Callable[[], bytes], pages: int) -> None:
    """The contents are made here, not once for all tests: they would stay in memory to the end."""
    raw = compressed_pdf(content(), pages)
    with quick(60):
        try:
            assert any("too large" in note for note in read(raw).notes)
        except UnreadableArticle as refusal:
            assert "overload" in refusal.message or "too long" in refusal.message  # noqa: PT017 - only hanging is wrong


def test_page_limit_is_told() -> None:
    article = read_pdf(pdf([["Words on a page."]] * 5), most_pages=3)
    assert article.text.count("Words on a page.") == 3
    assert "Only the first 3 of 5 pages were read: the file is too large." in article.notes
