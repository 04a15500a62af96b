"""The evidence bag, read by the Library of Congress's ``bagit``, and the web archive, by ``wacz`` and ``warcio``."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from db.errors import WrongUse
from db.exchange import evidence_bag, web_archive
from db.exchange.export import Export, ExportExtra
from db.exchange.formats import Format
from db.exchange.masking import make_mask
from db.exchange.selection import Scope
from db.journal.opening import open_writer
from db.model.enums import Method
from db.model.ids import CaseId, ReportId
from db.model.things import RowKind, Target
from db.store.opening import open_reader
from db.store.reader import Reader
from db.write.annotations import add_note
from db.write.captures import ServerResponse, add_capture
from db.write.cases import add_case
from db.write.claims import add_claim

CASE = CaseId(1)
RAW = "<html><p>Ahmed Khalaf said – “no”.\r\n\x00".encode()
ADDRESS = "https://www.Example.org/News/item?id=7&x=%C3%A4"


@pytest.fixture
def fetched(demo_store: Path) -> Iterator[Reader]:
    """The shipped case with a page that was fetched, a file, and a note."""
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("X-A", "b"))
    answer = ServerResponse(ADDRESS, 200, headers, (("http://example.org/old", 301),))
    with open_writer(demo_store, who="Rana") as writer:
        text = "Ahmed Khalaf said – “no”."
        add_capture(writer, ReportId(1), text, method=Method.HTTP, raw=RAW, fetched=answer)
        add_capture(writer, ReportId(2), "Another text.", method=Method.FILE, raw=b"%PDF-1.7\n\xff")
        add_note(writer, Target(RowKind.CASE, CASE), "A private thought.")
    with open_reader(demo_store) as reader:
        yield reader


def write_bag(export: Export) -> bytes:
    out = io.BytesIO()
    evidence_bag.write(export, out)
    return out.getvalue()


def unpack(archive: bytes, folder: Path) -> Path:
    with ZipFile(io.BytesIO(archive)) as files:
        assert all(name.isascii() and ".." not in name for name in files.namelist())
        files.extractall(folder)
    return folder


def read_lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_bagit_finds_the_bag_valid_and_one_changed_byte(fetched: Reader, tmp_path: Path) -> None:
    bagit = pytest.importorskip("bagit", reason="bagit is in the extra validators")
    whole = write_bag(Export(fetched, Scope(CASE)))
    root = unpack(whole, tmp_path) / "onrecord-K1"
    bag = bagit.Bag(str(root))
    assert bag.version_info == (1, 0)
    assert bag.validate()
    assert set(bag.algorithms) == {"sha256", "sha512"}
    changed = next((root / "data" / "raw").iterdir())
    content = bytearray(changed.read_bytes())
    content[-1] ^= 1
    changed.write_bytes(content)
    with pytest.raises(bagit.BagValidationError, match=changed.name):
        bagit.Bag(str(root)).validate()


def test_the_same_record_gives_the_same_bag(fetched: Reader) -> None:
    assert write_bag(Export(fetched, Scope(CASE))) == write_bag(Export(fetched, Scope(CASE)))


def test_a_pipe_gets_the_same_bag(fetched: Reader) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    evidence_bag.write(Export(fetched, Scope(CASE)), pipe)
    assert pipe.getvalue() == write_bag(Export(fetched, Scope(CASE)))


def test_the_bag_has_every_byte_and_text_under_a_ulid(fetched: Reader, tmp_path: Path) -> None:
    data = unpack(write_bag(Export(fetched, Scope(CASE))), tmp_path) / "onrecord-K1" / "data"
    captures = read_lines(data / "captures.jsonl")
    assert len(captures) == fetched.column("SELECT count(*) FROM captures")[0]
    for capture in captures:
        text = data / str(capture["text"])
        assert sha256(text.read_bytes()).hexdigest() == capture["text_sha256"]
        if capture["raw"]:
            assert sha256((data / str(capture["raw"])).read_bytes()).hexdigest() == capture["raw_sha256"]
    assert {Path(str(each["raw"])).suffix for each in captures if each["raw"]} >= {".html", ".pdf"}
    assert {each.name for each in (data / "tables").iterdir()} == {f"{name}.csv" for name in evidence_bag.TABLES}


def test_the_brief_is_in_the_bag(fetched: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    brief = Format("brief", "A page.", ".html", "db.exchange.brief_of_a_test")
    monkeypatch.setattr(evidence_bag, "FORMATS", (brief,))
    monkeypatch.setattr(evidence_bag, "load_writer", lambda format: lambda _, out: out.write(format.name.encode()))
    data = unpack(write_bag(Export(fetched, Scope(CASE))), tmp_path) / "onrecord-K1" / "data"
    assert (data / "brief.html").read_text() == "brief"


def test_notes_and_journal_go_out_when_asked_for(fetched: Reader, tmp_path: Path) -> None:
    plain = unpack(write_bag(Export(fetched, Scope(CASE))), tmp_path / "plain")
    assert all(b"A private thought" not in each.read_bytes() for each in plain.rglob("*") if each.is_file())
    asked = Export(fetched, Scope(CASE), extras=ExportExtra)
    data = unpack(write_bag(asked), tmp_path / "asked") / "onrecord-K1" / "data"
    assert [each["text"] for each in read_lines(data / "notes.jsonl")] == ["A private thought."]
    entries = read_lines(data / "journal.jsonl")
    assert len(entries) == fetched.column("SELECT count(*) FROM journal")[0]
    only_journal = Export(fetched, Scope(CASE), extras=[ExportExtra.JOURNAL])
    data = unpack(write_bag(only_journal), tmp_path / "journal") / "onrecord-K1" / "data"
    assert {each["table"] for each in entries} - {each["table"] for each in read_lines(data / "journal.jsonl")} == {
        "notes"
    }


def test_the_journal_of_one_case_has_no_other(fetched: Reader, demo_store: Path, tmp_path: Path) -> None:
    with open_writer(demo_store, who="Rana") as writer:
        add_claim(writer, add_case(writer, "A zebra case", tz="UTC"), "a zebra claim")
    export = Export(fetched, Scope(CASE), extras=[ExportExtra.JOURNAL])
    bag = unpack(write_bag(export), tmp_path / "bag")
    for each in bag.rglob("*"):
        assert not each.is_file() or b"zebra" not in each.read_bytes(), each.read_bytes()[-900:]


def test_a_masked_bag_has_no_bytes_and_says_so(fetched: Reader, tmp_path: Path) -> None:
    (key,) = fetched.column("SELECT key FROM sources WHERE name = 'Ahmed Khalaf'")
    export = Export(fetched, Scope(CASE), mask=make_mask(fetched, [key]), extras=ExportExtra)
    root = unpack(write_bag(export), tmp_path) / "onrecord-K1"
    assert "Onrecord-Masked: Names" in (root / "bag-info.txt").read_text()
    assert not (root / "data" / "raw").exists()
    assert not (root / "data" / "fetched.wacz").exists()
    assert all(b"Khalaf" not in each.read_bytes() for each in root.rglob("*") if each.is_file())


@pytest.mark.slow
def test_wacz_finds_the_web_archive_valid(fetched: Reader, tmp_path: Path) -> None:
    pytest.importorskip("wacz", reason="wacz is in the extra validators")
    path = tmp_path / "fetched.wacz"
    with path.open("w+b") as out:
        web_archive.write(Export(fetched, Scope(CASE)), out)
    done = subprocess.run(
        [sys.executable, "-m", "wacz", "validate", "-f", path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the passed WACZ is valid" in done.stdout


def test_warcio_reads_the_page_from_its_place(fetched: Reader, tmp_path: Path) -> None:
    archiveiterator = pytest.importorskip("warcio.archiveiterator", reason="warcio comes with wacz, in validators")
    surt = pytest.importorskip("surt", reason="surt comes with wacz, in validators")
    out = io.BytesIO()
    web_archive.write(Export(fetched, Scope(CASE)), out)
    root = unpack(out.getvalue(), tmp_path)
    warc = (root / "archive" / "fetched.warc.gz").read_bytes()
    kinds = [each.rec_type for each in archiveiterator.ArchiveIterator(io.BytesIO(warc), check_digests="raise")]
    assert kinds == ["warcinfo", "response", "metadata"]
    (line,) = (root / "indexes" / "index.cdx").read_text().splitlines()
    key, at, place = line.split(" ", 2)
    where = json.loads(place)
    assert key == surt.surt(where["url"])
    assert at.startswith("20")
    start = int(where["offset"])
    member = warc[start : start + int(where["length"])]
    record = next(iter(archiveiterator.ArchiveIterator(io.BytesIO(member), check_digests="raise")))
    assert record.rec_headers.get_header("WARC-Target-URI") == ADDRESS
    assert record.http_headers.get_header("X-Archive-Orig-Content-Encoding") == "gzip"
    assert record.http_headers.get_statuscode() == "200"
    assert record.content_stream().read() == RAW


def test_a_web_archive_is_not_masked(fetched: Reader) -> None:
    export = Export(fetched, Scope(CASE), mask=make_mask(fetched, ["W1"]))
    with pytest.raises(WrongUse, match="masked"):
        web_archive.write(export, io.BytesIO())
