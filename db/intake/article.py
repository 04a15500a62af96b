"""An article as intake hands it on: its words, what it says of itself, and the bytes they came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.model.times import When

if TYPE_CHECKING:
    from db.model.enums import Method


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published work, read but not yet on record. Nothing in it is checked beyond what the bytes say."""

    text: str
    """Its words, cleaned; paragraphs stand apart by a blank line, and the headline shown is the first of them."""
    title: str | None = None
    """Its title, without the outlet's name."""
    outlet: str | None = None
    """Who publishes it, where it says so; for a feed, the feed."""
    author: str | None = None
    """Its byline."""
    published: When = field(default_factory=When)
    """When it was published: the words as given, and in EDTF when they are a sure day or time. Bounds stay open."""
    lang: str | None = None
    """Its language as a tag (BCP 47), where it says so or its words leave little doubt."""
    url: str | None = None
    """The address it gives as its own."""
    method: Method
    """How it came to us."""
    tool: str
    """What read it."""
    tool_version: str
    """The version of that."""
    raw: bytes
    """The bytes it was read from, untouched; for one entry of a feed, the bytes of that entry."""
    notes: tuple[str, ...] = ()
    """Sentences a person should know before trusting the text ("3 of 12 pages have no text layer.")."""
    source_outlet: str | None = None
    """The real publisher, where a feed passes on another's entry and names it (RSS and Atom ``source``)."""
