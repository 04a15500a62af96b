"""What is found, and saved filters, in the shapes that ``--json`` prints. Keys are only ever added to them."""

from __future__ import annotations

from typing import TypedDict

from db.queries.saved_filters import SavedFilter
from db.search.search import Hit, SearchResults
from db.store.reader import Reader


class SpanShape(TypedDict):
    """A place in a text, in code points, end exclusive."""

    start: int
    end: int


class HitShape(TypedDict):
    """Something that was found."""

    found: str
    """In what: case, source, report (its title), capture (its text), statement, quote, claim, note or task."""
    case: str | None
    key: str
    """Of a quote its statement's, of a capture its report's."""
    about: str | None
    """Who says or publishes it, or the key of what it is on."""
    excerpt: str
    lit: list[SpanShape]
    """Where the words stand in the excerpt."""
    capture: str | None
    """SHA-256 of the text in which the words stand, of a quote and of a capture."""
    at: SpanShape | None
    """Where the first of the words stands in that text."""


class SearchShape(TypedDict):
    """What ``search`` prints."""

    hits: list[HitShape]
    """The best first."""
    left_out: str | None
    """What was not looked at, in a sentence."""


class FilterShape(TypedDict):
    """A saved filter."""

    name: str
    words: str


def shaped_search(record: Reader, found: SearchResults) -> SearchShape:
    """What was found."""
    cases: dict[int, str] = dict(record.rows("SELECT id, key FROM cases")) if found.hits else {}
    return {"hits": [_hit(record, hit, cases) for hit in found.hits], "left_out": found.words or None}


def filter_row(each: SavedFilter) -> FilterShape:
    """A saved filter."""
    return {"name": each.name, "words": each.words}


def _hit(record: Reader, hit: Hit, cases: dict[int, str]) -> HitShape:
    text = record.column("SELECT text_sha256 FROM captures WHERE id = ?", hit.capture) if hit.capture else []
    return {
        "found": hit.place.name.lower(),
        "case": cases.get(hit.case) if hit.case is not None else None,
        "key": hit.key,
        "about": hit.about or None,
        "excerpt": hit.excerpt.text,
        "lit": [{"start": start, "end": end} for start, end in hit.excerpt.spans],
        "capture": text[0] if text else None,
        "at": {"start": hit.at[0], "end": hit.at[1]} if hit.at else None,
    }
