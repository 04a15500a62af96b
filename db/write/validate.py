"""Checks that several entries share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from db.errors import Refused
from db.journal.author import default_author
from db.journal.writer import Writer
from db.store.sqlite_errors import explained
from db.text.normalize import normalize_line, normalize_text


def optional_text(text: str, sentence: str) -> str:
    """A name or title, cleaned.

    :param text: what a person typed.
    :param sentence: what to say when nothing is left of it.
    :raises Refused: with that sentence.
    """
    line = normalize_line(text)
    if not line:
        raise Refused(sentence, "Nothing was written.")
    return line


def optional_line(text: str | None) -> str | None:
    """Text that may be left out, cleaned, on one line; None where nothing is left of it.

    :param text: what a person typed, if anything.
    """
    return normalize_line(text or "") or None


def optional_words(text: str | None) -> str | None:
    """Text of several lines that may be left out, cleaned; None where nothing is left of it.

    :param text: what a person typed, if anything.
    """
    return normalize_text(text or "").strip() or None


def require_reason(reason: str) -> str:
    """The reason of a judgement, cleaned.

    :param reason: what a person typed.
    :raises Refused: nothing is left of it.
    """
    found = optional_words(reason)
    if not found:
        raise Refused("A judgement needs a reason.", "Say why; it stands beside the judgement.")
    return found


def check_two(one: int, other: int, sentence: str) -> None:
    """Make sure that two rows are two.

    :param sentence: what to say where they are one.
    :raises Refused: with that sentence.
    """
    if one == other:
        raise Refused(sentence, "Name another.")


def signature_columns(writer: Writer) -> dict[str, str]:
    """Who judges or notes something, and when: the columns of what is signed."""
    return {"who": default_author(writer.who), "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}


@contextmanager
def entering(writer: Writer) -> Iterator[None]:
    """One entry: written whole or not at all, with the store's refusals as sentences.

    :raises Refused: a rule of the store is broken.
    """
    with explained("The store", rows=False), writer.action():
        yield
