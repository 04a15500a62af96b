"""A store full of hostile text, written without the cleaning at intake."""

from __future__ import annotations

import sqlite3
import unicodedata
from hashlib import sha256
from pathlib import Path

from tests.support.raw_store import breaking

PAYLOADS = (
    "\x1b]0;OWNED\x07",
    "\x1b[2J\x1b[31mOWNED",
    "\x9b31mOWNED",
    "\x9d0;OWNED\x9c",
    "\x90OWNED\x9c",
    "\r\x08\x7f\x00\x0e",
    "[/]",
    "[link=https://example.org]x[/link]",
    "[bold",
    "[@click=app.quit]x[/]",
    "\u202egnorw\u202c",
    "\u2066\u2069\u200e\u200f\u061c",
    "a\u200bb\ufeffc\u2060d\u00ade",
    "\u2028\u2029\x85",
    "漢字カナ한글",
    "e\u0301\u0302\u0303" * 30,
    "👩‍👩‍👧‍👦🏳️‍🌈👍🏽",
    "\U000e0041\U000e0042",
    "مرحبا بالعالم",
)

HOSTILE = " ".join(PAYLOADS)


def poison(path: Path, text: str = HOSTILE) -> Path:
    """Write a text into every column for free text, with plain SQL."""
    text = text.replace("\x00", "")
    with breaking(path) as connection:
        _poison(connection, text)
    return path


def _poison(connection: sqlite3.Connection, text: str) -> None:
    for table, column in (
        ("cases", "title"),
        ("cases", "summary"),
        ("cases", "place"),
        ("cases", "day_edtf"),
        ("sources", "name"),
        ("sources", "short"),
        ("reports", "title"),
        ("reports", "url"),
        ("reports", "published_raw"),
        ("reports", "published_edtf"),
        ("claims", "text"),
        ("statements", "summary"),
        ("quotes", "cue"),
        ("chain_steps", "note"),
    ):
        connection.execute(f'UPDATE "{table}" SET "{column}" = ?', (text,))
    connection.execute(
        "UPDATE captures SET text = ? || text, text_sha256 = ?", (text, sha256(text.encode()).hexdigest())
    )
    exact = text[:40]
    connection.execute('UPDATE OR IGNORE quotes SET exact = ?, start = 0, "end" = ?', (exact, len(exact)))


def terminal_controls(text: str) -> set[str]:
    """Characters in a text that control a terminal or the direction of text."""
    return {
        letter
        for letter in text
        if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")
        or letter in "\u200b\u200c\u200d\u2060\ufeff\u00ad"
        or unicodedata.bidirectional(letter) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        or letter in "\u200e\u200f\u061c"
    }
