"""Evidence bag: the bytes and texts behind a case, with its tables and its brief, so that a changed byte is found.

A .zip in the layout of BagIt 1.0 (RFC 8493). Files are named by ULIDs, and each has two digests in the manifests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO

from db.exchange import csv_table, web_archive
from db.exchange.archive import Archive, ArchivedFile
from db.exchange.escaping import escape_controls, escape_json
from db.exchange.export import Export, ExportExtra, TableList
from db.exchange.extra_rows import EXTRA_ROWS
from db.exchange.formats import FORMATS, load_writer
from db.model.things import RowKind
from db.queries.stored_captures import StoredCapture, stored_captures
from db.serialize.encoder import Json, encode_fields

TABLES = (TableList.CLAIMS, TableList.DENIALS, TableList.SOURCES, TableList.REPORTS, TableList.STATEMENTS)
"""What is recorded. Timeline and alarms are computed from it, and stand in the brief."""

_HASHES = ("sha256", "sha512")


def write(export: Export, out: BinaryIO) -> None:
    """Write the bag."""
    cases = export.cases()
    root = f"onrecord-{cases[0].key}" if len(cases) == 1 else "onrecord"
    with Archive(out) as archive:
        _add_captures(export, archive, f"{root}/data")
        for listing in TABLES:
            archive.write(f"{root}/data/tables/{listing}.csv", partial(csv_table.write, export.of_list(listing)))
        for extra in ExportExtra:
            if extra in export.extras:
                _add_lines(archive, f"{root}/data/{extra}.jsonl", EXTRA_ROWS[extra](export))
        for each in FORMATS:
            if each.module.startswith("db.exchange.brief"):
                archive.write(f"{root}/data/brief{each.suffix}", partial(load_writer(each), export))
        _add_tags(export, archive, root, [each.title for each in cases])


def _add_captures(export: Export, archive: Archive, data: str) -> None:
    """Add texts, bytes, and a line for each capture that says which are its own."""
    lines: list[str] = []
    is_fetched = False
    for capture in stored_captures(export.record, export.selection.reports):
        export.progress.go_on(export.progress.done + 1)
        text = f"texts/{capture.ulid}.txt"
        archive.add(f"{data}/{text}", export.mask.text(capture.text).encode("utf-8", "backslashreplace"))
        raw = f"raw/{capture.ulid}{_suffix(capture)}" if capture.raw is not None and not export.mask else None
        if raw is not None and capture.raw is not None:
            archive.add(f"{data}/{raw}", capture.raw)
        is_fetched = is_fetched or capture.is_fetched
        lines.append(_line(export.mask.apply(_encode_capture(capture)) | {"text": text, "raw": raw}))
    archive.add(f"{data}/captures.jsonl", "".join(lines).encode())
    if is_fetched and not export.mask:
        archive.write(f"{data}/fetched.wacz", partial(web_archive.write, export), compress=False)


def _encode_capture(capture: StoredCapture) -> Json:
    names = (
        "ulid case report captured_at method text_sha256 raw_sha256 supersedes tool tool_version final_url status "
        "headers redirects"
    )
    return encode_fields(capture, names)


def _suffix(capture: StoredCapture) -> str:
    """The suffix by which a computer opens the bytes of a capture."""
    begin = (capture.raw or b"")[:1024].lstrip().lower()
    if begin.startswith(b"%pdf-"):
        return ".pdf"
    return ".html" if b"<html" in begin or begin.startswith(b"<!doctype html") else ".bin"


def _add_lines(archive: Archive, path: str, rows: Iterable[Json]) -> None:
    def write_lines(file: BinaryIO) -> None:
        for row in rows:
            file.write(_line(row).encode())

    archive.write(path, write_lines)


def _line(row: Json) -> str:
    return escape_json(json.dumps(row, ensure_ascii=False)) + "\n"


# --- tag files ---


def _add_tags(export: Export, archive: Archive, root: str, titles: list[str]) -> None:
    payload = list(archive.files)
    tags = [archive.add(f"{root}/bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")]
    info = "".join(f"{name}: {_one_line(value)}\n" for name, value in _info(export, payload, titles))
    tags.append(archive.add(f"{root}/bag-info.txt", info.encode("utf-8", "backslashreplace")))
    for name in _HASHES:
        tags.append(archive.add(f"{root}/manifest-{name}.txt", _manifest(payload, root, name)))
    for name in _HASHES:
        archive.add(f"{root}/tagmanifest-{name}.txt", _manifest(tags, root, name))


def _manifest(files: Iterable[ArchivedFile], root: str, hash: str) -> bytes:
    return "".join(f"{getattr(each, hash)}  {each.path.removeprefix(f'{root}/')}\n" for each in files).encode()


def _info(export: Export, payload: list[ArchivedFile], titles: list[str]) -> Iterator[tuple[str, str]]:
    """What ``bag-info.txt`` says. There is no date of bagging in it, as it would differ each time."""
    yield "Bag-Software-Agent", "onrecord"
    yield "External-Description", "; ".join(titles) or "An empty store"
    for ulid in export.ulids(RowKind.CASE, export.selection.cases).values():
        yield "External-Identifier", ulid
    yield "Payload-Oxum", f"{sum(each.size for each in payload)}.{len(payload)}"
    yield "Onrecord-State", f"action {export.state.action}"
    if export.state.at:
        yield "Onrecord-State-At", export.state.at
    yield (
        "Onrecord-Extras",
        ", ".join(sorted(export.extras)) or "none: notes, tasks, drafts and the journal stay behind",
    )
    if export.mask:
        yield (
            "Onrecord-Masked",
            "Names of persons are replaced by [person 1] and so on, in texts too. The bytes of captures are left out. "
            "Digests in captures.jsonl are those of the bytes and texts without a mask.",
        )


def _one_line(value: str) -> str:
    return escape_controls(" ".join(value.split()))
