"""WACZ: what was fetched, as a web archive that ReplayWeb.page and other tools show (WACZ 1.1.1, WARC 1.1).

The store keeps the body of an answer with its content encoding decoded, and its headers without cookies. So a record
has the headers that say how the body was transferred as ``X-Archive-Orig-…``, and says so.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
from base64 import b32encode
from collections.abc import Iterator
from hashlib import sha1
from http import HTTPStatus
from typing import BinaryIO
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from db.errors import WrongUse
from db.exchange.archive import Archive, temporary_file
from db.exchange.escaping import escape_json
from db.exchange.export import Export
from db.queries.stored_captures import StoredCapture, stored_captures

_WARC = "archive/fetched.warc.gz"
_INDEX = "indexes/index.cdx"
_PAGES = "pages/pages.jsonl"


def write(export: Export, out: BinaryIO) -> None:
    """Write the archive.

    :raises WrongUse: names are masked, which the bytes of a page can't be.
    """
    if export.mask:
        raise WrongUse(
            "A web archive holds pages as they came, and no name in them can be masked.",
            "Export a bag, whose texts are masked and which leaves the pages out.",
        )
    with temporary_file() as warc, Archive(out) as archive:
        index, pages = _write_warc(export, warc)
        warc.seek(0)
        archive.write(_WARC, lambda file: shutil.copyfileobj(warc, file), compress=False)
        archive.add(_INDEX, "".join(sorted(index)).encode(), compress=False)
        archive.add(_PAGES, "".join(pages).encode())
        added = archive.add("datapackage.json", _package(export, archive))
        digest = {"path": "datapackage.json", "hash": f"sha256:{added.sha256}"}
        archive.add("datapackage-digest.json", _line(digest).encode())


def _write_warc(export: Export, warc: BinaryIO) -> tuple[list[str], list[str]]:
    """Write the records.

    :returns: lines of the index, and lines of the pages.
    """
    index: list[str] = []
    pages = [_line({"format": "json-pages-1.0", "id": "pages", "title": "What was fetched"})]
    warc.write(_member(_warcinfo(export)))
    for capture in fetched_captures(export):
        offset = warc.tell()
        member = _member(_response(capture))
        warc.write(member)
        index.append(_index_line(capture, offset, len(member)))
        warc.write(_member(_metadata(capture)))
        pages.append(_page_line(capture))
    return index, pages


def fetched_captures(export: Export) -> Iterator[StoredCapture]:
    """The captures that are answers of servers."""
    export.progress.go_on(0, 0)
    for capture in stored_captures(export.record, export.selection.reports):
        export.progress.go_on(export.progress.done + 1)
        if capture.is_fetched:
            yield capture


def _package(export: Export, archive: Archive) -> bytes:
    resources = [
        {
            "name": each.path.rpartition("/")[2].lower(),
            "path": each.path,
            "hash": f"sha256:{each.sha256}",
            "bytes": each.size,
        }
        for each in archive.files
    ]
    title = "; ".join(f"{case.key} {case.title}" for case in export.cases()) or "An empty store"
    state = f"As of action {export.state.action} of the store, {export.state.at or 'at no time'}."
    package = {
        "profile": "data-package",
        "resources": resources,
        "wacz_version": "1.1.1",
        "software": "onrecord",
        "title": title,
        "description": state,
        **({"created": export.state.at} if export.state.at else {}),
    }
    return escape_json(json.dumps(package, ensure_ascii=False, indent=2)).encode()


# --- WARC ---


def _warcinfo(export: Export) -> bytes:
    fields = (
        "software: onrecord\r\nformat: WARC File Format 1.1\r\n"
        "description: Bodies are stored with their content encoding decoded, headers without cookies.\r\n"
    )
    at = export.state.at or "1980-01-01T00:00:00Z"
    name = f"{export.scope.case}/{export.state.action}/warcinfo"
    return _record("warcinfo", name, at, "application/warc-fields", fields.encode())


def _response(capture: StoredCapture) -> bytes:
    assert capture.raw is not None
    body = _http_head(capture) + capture.raw
    more = {
        "WARC-Target-URI": _address(capture),
        "WARC-Payload-Digest": f"sha256:{capture.raw_sha256}",
    }
    type = "application/http; msgtype=response"
    return _record("response", f"{capture.ulid}/response", capture.captured_at, type, body, more)


def _metadata(capture: StoredCapture) -> bytes:
    """What else is known of a capture: who has it, and the redirects that led there."""
    fields = [f"onrecord-case: {capture.case}", f"onrecord-report: {capture.report}", f"onrecord-ulid: {capture.ulid}"]
    fields += [f"redirected-from: {status} {_percent(url)}" for url, status in capture.redirects]
    more = {
        "WARC-Target-URI": _address(capture),
        "WARC-Concurrent-To": _record_id(f"{capture.ulid}/response"),
    }
    body = "".join(f"{each}\r\n" for each in fields).encode()
    type = "application/warc-fields"
    return _record("metadata", f"{capture.ulid}/metadata", capture.captured_at, type, body, more)


def _record(kind: str, name: str, at: str, type: str, body: bytes, more: dict[str, str] | None = None) -> bytes:
    headers = {
        "WARC-Type": kind,
        "WARC-Record-ID": _record_id(name),
        "WARC-Date": at,
        **(more or {}),
        "WARC-Block-Digest": f"sha1:{b32encode(sha1(body, usedforsecurity=False).digest()).decode()}",
        "Content-Type": type,
        "Content-Length": str(len(body)),
    }
    head = "".join(f"{each}: {value}\r\n" for each, value in headers.items())
    return f"WARC/1.1\r\n{head}\r\n".encode() + body + b"\r\n\r\n"


def _record_id(name: str) -> str:
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, f'urn:onrecord:{name}')}>"


def _member(record: bytes) -> bytes:
    """A record compressed on its own, so that it can be read from its place."""
    return gzip.compress(record, 6, mtime=0)


_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_TRANSFERRED = {"content-encoding", "content-length", "transfer-encoding"}


def _http_head(capture: StoredCapture) -> bytes:
    """The status line and the headers of an answer, as they are stored."""
    lines = [f"HTTP/1.1 {capture.status} {_phrase(capture.status or 0)}".rstrip()]
    for name, value in capture.headers:
        if _TOKEN.fullmatch(name):
            own = f"X-Archive-Orig-{name}" if name.lower() in _TRANSFERRED else name
            lines.append(f"{own}: {_CONTROL.sub(' ', str(value))}")
    lines.append(f"Content-Length: {len(capture.raw or b'')}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "backslashreplace")


_CONTROL = re.compile("[\0-\x1f\x7f]")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


# --- pages and their index ---


def _index_line(capture: StoredCapture, offset: int, length: int) -> str:
    """A line of the index (CDXJ): where the record of a page is."""
    url = _address(capture)
    place = {
        "url": url,
        "mime": _mime(capture),
        "status": str(capture.status),
        "digest": f"sha256:{capture.raw_sha256}",
        "length": str(length),
        "offset": str(offset),
        "filename": _WARC.rpartition("/")[2],
    }
    return f"{_sort_key(url)} {re.sub('[^0-9]', '', capture.captured_at)} {_line(place)}"


def _page_line(capture: StoredCapture) -> str:
    page = {"id": capture.ulid, "url": _address(capture), "ts": capture.captured_at, "title": capture.title or ""}
    return _line(page)


def _line(value: object) -> str:
    return escape_json(json.dumps(value, ensure_ascii=False)) + "\n"


def _address(capture: StoredCapture) -> str:
    return _percent(capture.final_url or "")


def _percent(url: str) -> str:
    """An address without blanks, controls and other letters than those of ASCII, which it has where it was fetched."""
    return quote(url, safe="%/:?#[]@!$&'()*+,;=~", errors="replace")


def _mime(capture: StoredCapture) -> str:
    types = [value for name, value in capture.headers if name.lower() == "content-type"]
    found = str(types[0]).partition(";")[0].strip().lower() if types else ""
    return found if re.fullmatch("[!-~]+/[!-~]+", found) else "application/octet-stream"


def _sort_key(url: str) -> str:
    """The key of an address in the index (SURT): ``org,example)/news?id=1``."""
    try:
        parts = urlsplit(url.lower())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url.lower()
    name = ",".join(reversed(host.removeprefix("www.").split(".")))
    at = f":{port}" if port and port != {"http": 80, "https": 443}.get(parts.scheme) else ""
    path = parts.path.rstrip("/") or "/"
    return f"{name}{at}){path}{f'?{parts.query}' if parts.query else ''}"
