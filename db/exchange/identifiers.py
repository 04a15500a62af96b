"""Names of records in other programs, made from ULIDs: ids, UUIDs, times; and addresses that other programs take."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import quote, urlsplit
from uuid import UUID, uuid5

NAMESPACE = UUID("5d1c5a5e-0b0f-4c1e-9d2b-6f3a0c7e4b11")
"""Of the UUIDs of onrecord's records. It never changes: other programs know records by these."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DIGITS = str.maketrans(_ALPHABET, "0123456789abcdefghijklmnopqrstuv")
_FIRST_DAY = datetime(1970, 1, 1)
_ULID = re.compile(f"[{_ALPHABET}]{{26}}")
_NO_ADDRESS = re.compile(r"[\0-\x20\"<>\\^`{|}\x7f-\x9f\ud800-\udfff]")
"""Characters that no address has (RFC 3986, RFC 3987). A mask has a space."""
_BEYOND_ASCII = re.compile(r"[^\0-\x7f]+")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


def plain_ulid(ulid: str) -> str:
    """A ULID; the UUID of one that has other characters, as another program may write it."""
    return ulid if _ULID.fullmatch(ulid) else record_uuid("ulid", ulid).hex


@lru_cache(maxsize=20_000)
def record_uuid(kind: str, ulid: str) -> UUID:
    """The UUID of a record, the same in every store.

    :param kind: the table, or what else the UUID stands for.
    """
    return uuid5(NAMESPACE, f"{kind}/{ulid}")


def record_urn(kind: str, ulid: str) -> str:
    """The same as a URN."""
    return record_uuid(kind, ulid).urn


def ulid_time(ulid: str) -> str:
    """When a ULID was made: UTC, ``YYYY-MM-DDTHH:MM:SS.sssZ``; 1970 for one that has no time."""
    try:
        at = _FIRST_DAY + timedelta(milliseconds=int(ulid[:10].translate(_DIGITS), 32))
    except (ValueError, OverflowError):
        at = _FIRST_DAY
    return f"{at.isoformat(timespec='milliseconds')}Z"


def web_address(url: str | None) -> str | None:
    """An address as other programs take it, with letters beyond ASCII percent-encoded.

    :returns: None where it is no address of a page, or a mask stands in it.
    """
    if not url or _NO_ADDRESS.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return None
    tail = f"{parts.path}{f'?{parts.query}' if parts.query else ''}{f'#{parts.fragment}' if parts.fragment else ''}"
    escaped = _BEYOND_ASCII.sub(lambda found: quote(found[0]), tail)
    return f"{parts.scheme}://{host}{port}{escaped.replace('[', '%5B').replace(']', '%5D')}"
