"""JSON documents with one long list, written item by item, so that a large one is never held whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from db.exchange.escaping import escape_json

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def json_line(item: Mapping[str, Any]) -> bytes:
    """An object on one line."""
    return f"{escape_json(_ENCODE(item))}\n".encode()


def write_items(
    out: BinaryIO, head: Mapping[str, Any], name: str, items: Iterable[Mapping[str, Any]], *, is_nested: bool = False
) -> None:
    """Write an object whose last member is a list, an item a line.

    :param head: the other members.
    :param name: the list's name.
    :param is_nested: whether the list goes into the last member of ``head``, an object, and not into ``head``.
    """
    opening = escape_json(_ENCODE(head)).removesuffix("}}" if is_nested else "}")
    out.write(f"{opening}, {json.dumps(name)}: [\n".encode())
    before = b""
    for item in items:
        out.write(before + json_line(item)[:-1])
        before = b",\n"
    out.write(b"\n]}}\n" if is_nested else b"\n]}\n")
