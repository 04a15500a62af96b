"""Undoing a page's ``Content-Encoding``, piece by piece and never further than a limit.

The HTTP library's own decoders don't tell a cut stream from a whole one, and some of its versions unpack a piece
whatever its size becomes; both matter to a record that keeps whole pages or none.
"""

from __future__ import annotations

import zlib
from typing import Protocol

from db.errors import NotFetched
from db.text.normalize import normalize_line

ACCEPTED = "gzip, deflate"
"""What the ``Accept-Encoding`` header offers: what is undone here."""

_GZIP_MAGIC = b"\x1f\x8b"


class Unpacking(Protocol):
    """One body being unpacked."""

    def piece(self, packed: bytes, most: int) -> bytes:
        """What a piece of the body unpacks to.

        :param packed: the next bytes that came.
        :param most: bytes that may come out; one more comes out when there would be more.
        :raises zlib.error: the bytes are not what the header calls them.
        """

    def whole(self) -> bool:
        """Whether the body has come to its end."""


def unpacking(content_encoding: str) -> Unpacking:
    """What undoes the encoding that a ``Content-Encoding`` header names.

    :param content_encoding: the header's text; may be empty.
    :raises NotFetched: an encoding that was not asked for, or one inside another.
    """
    named = [name.strip().lower() for name in content_encoding.split(",")]
    encodings = [name for name in named if name not in ("", "identity")]
    match encodings:
        case []:
            return _AsItIs()
        case ["gzip" | "x-gzip"]:
            return _Gzip()
        case ["deflate"]:
            return _Deflate()
    shown = normalize_line(content_encoding)[:60]
    raise NotFetched(
        f'The site packs the page in a way that was not asked for ("{shown}").',
        "Open it in a browser, save the page, and import the file.",
    )


class _AsItIs:
    def piece(self, packed: bytes, most: int) -> bytes:
        return packed[: most + 1]

    def whole(self) -> bool:
        return True


class _Gzip:
    """Gzip of one member or of several, one after another; other bytes after the last are no part of the page."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._between = b""
        self._done = False

    def piece(self, packed: bytes, most: int) -> bytes:
        out = bytearray()
        while packed and not self._done and len(out) <= most:
            if self._member.eof and not self._next_member(packed):
                break
            out += self._member.decompress(self._between + packed, most + 1 - len(out))
            self._between = b""
            packed = self._member.unused_data
        return bytes(out)

    def whole(self) -> bool:
        return self._member.eof

    def _next_member(self, packed: bytes) -> bool:
        """Whether another member begins; a first byte alone waits for the second."""
        begins = self._between + packed
        if begins == _GZIP_MAGIC[:1]:
            self._between = begins
            return False
        if not begins.startswith(_GZIP_MAGIC):
            self._done = True
            return False
        self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        return True


class _Deflate:
    """Deflate, with zlib's two bytes in front as the standard says, or without them as some servers send it."""

    def __init__(self) -> None:
        self._head = b""
        self._stream = zlib.decompressobj(-zlib.MAX_WBITS)

    def piece(self, packed: bytes, most: int) -> bytes:
        if len(self._head) < 2:
            packed = self._head + packed
            self._head = packed[:2]
            if len(self._head) < 2:
                return b""
            if self._head[0] & 0x0F == 8 and int.from_bytes(self._head) % 31 == 0:
                self._stream = zlib.decompressobj(zlib.MAX_WBITS)
        return b"" if self._stream.eof else self._stream.decompress(packed, most + 1)

    def whole(self) -> bool:
        return self._stream.eof
