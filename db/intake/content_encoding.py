"""Decoders for ``Content-Encoding`` (gzip, deflate), which work chunk by chunk and stop at a size limit.

The decoders of urllib3 can't tell a truncated stream from a complete one, and some versions of it decompress a chunk
to any size. Both matter here: only complete pages are stored.
"""

from __future__ import annotations

import zlib
from typing import Protocol

from db.errors import NotFetched
from db.text.normalize import normalize_line

ACCEPTED_ENCODINGS = "gzip, deflate"
"""The value of the ``Accept-Encoding`` header."""

_GZIP_MAGIC = b"\x1f\x8b"


class ContentDecoder(Protocol):
    """Decodes one response body."""

    def decode(self, chunk: bytes, most: int) -> bytes:
        """Decode the next chunk of the body.

        :param chunk: the next bytes, as received.
        :param most: the limit in bytes; output of ``most + 1`` bytes means that the limit is exceeded.
        :raises zlib.error: the bytes are not in the declared encoding.
        """

    def is_complete(self) -> bool:
        """Whether the end of the body was reached."""


def content_decoder(content_encoding: str) -> ContentDecoder:
    """The decoder for the value of a ``Content-Encoding`` header.

    :param content_encoding: the value; may be empty.
    :raises NotFetched: the encoding was not asked for, or several are nested.
    """
    named = [name.strip().lower() for name in content_encoding.split(",")]
    encodings = [name for name in named if name not in ("", "identity")]
    match encodings:
        case []:
            return _IdentityDecoder()
        case ["gzip" | "x-gzip"]:
            return _GzipDecoder()
        case ["deflate"]:
            return _DeflateDecoder()
    shown = normalize_line(content_encoding)[:60]
    raise NotFetched(
        f'The site sends the page in an unsupported encoding ("{shown}").',
        "Open it in a browser, save the page, and import the file.",
    )


class _IdentityDecoder:
    def decode(self, chunk: bytes, most: int) -> bytes:
        return chunk[: most + 1]

    def is_complete(self) -> bool:
        return True


class _GzipDecoder:
    """Gzip with one or more members (RFC 1952). Other bytes after the last member are ignored."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._between = b""
        self._done = False

    def decode(self, chunk: bytes, most: int) -> bytes:
        out = bytearray()
        while chunk and not self._done and len(out) <= most:
            if self._member.eof and not self._start_next_member(chunk):
                break
            out += self._member.decompress(self._between + chunk, most + 1 - len(out))
            self._between = b""
            chunk = self._member.unused_data
        return bytes(out)

    def is_complete(self) -> bool:
        return self._member.eof

    def _start_next_member(self, chunk: bytes) -> bool:
        """Whether another member begins here; the first byte of its magic number is kept until the second comes."""
        head = self._between + chunk
        if head == _GZIP_MAGIC[:1]:
            self._between = head
            return False
        if not head.startswith(_GZIP_MAGIC):
            self._done = True
            return False
        self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        return True


class _DeflateDecoder:
    """Deflate, with the zlib header as in RFC 9110, or without it as some servers send it."""

    def __init__(self) -> None:
        self._head = b""
        self._stream = zlib.decompressobj(-zlib.MAX_WBITS)

    def decode(self, chunk: bytes, most: int) -> bytes:
        if len(self._head) < 2:
            chunk = self._head + chunk
            self._head = chunk[:2]
            if len(self._head) < 2:
                return b""
            if self._head[0] & 0x0F == 8 and int.from_bytes(self._head) % 31 == 0:  # a zlib header (RFC 1950)
                self._stream = zlib.decompressobj(zlib.MAX_WBITS)
        return b"" if self._stream.eof else self._stream.decompress(chunk, most + 1)

    def is_complete(self) -> bool:
        return self._stream.eof
