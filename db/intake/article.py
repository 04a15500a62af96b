"""The article that every reader returns: its text, which is bounded, its metadata, and the bytes it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.dataclass import dataclass, field, fields, replace
from db.errors import UnreadableArticle
from db.intake.language import is_language_guess
from db.model.times import When

if TYPE_CHECKING:
    from db.model.enums import Method

MOST_LETTERS = 3_000_000
"""The longest text of an article, in characters: about six thick books."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published work, read but not yet on record. Its metadata is as declared, and not checked."""

    text: str
    """Its cleaned text, with a blank line between paragraphs; a visible headline is the first paragraph."""
    title: str | None = None
    """Its title, without the outlet's name."""
    outlet: str | None = None
    """Who publishes it, where declared; for an entry of a feed, the feed's title."""
    author: str | None = None
    """Its byline."""
    published: When = field(default_factory=When)
    """When it was published: the words as given, and EDTF where they are a definite day or time. No bounds."""
    lang: str | None = None
    """Its language tag (BCP 47), declared or guessed from the text with confidence."""
    url: str | None = None
    """The address that it declares as its own."""
    method: Method
    """How it was obtained."""
    tool: str
    """The program or library that read it."""
    tool_version: str
    raw: bytes
    """The bytes it was read from, unchanged; for an entry of a feed, the bytes of that entry."""
    notes: tuple[str, ...] = ()
    """Warnings about the text, as sentences ("3 of 12 pages have no text layer.")."""
    source_outlet: str | None = None
    """The original publisher, where a feed names it for a syndicated entry (``source`` in RSS and Atom)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMetadata:
    """What a person knows of an article. It takes the place of what the article declares; None leaves that."""

    title: str | None = None
    author: str | None = None
    published: When | None = None
    lang: str | None = None
    url: str | None = None

    def of(self, article: Article) -> Article:
        """The article with what is known."""
        known = {each.name: getattr(self, each.name) for each in fields(self) if getattr(self, each.name) is not None}
        notes = article.notes if self.lang is None else tuple(n for n in article.notes if not is_language_guess(n))
        return replace(article, **known, notes=notes)

    @property
    def is_of_one(self) -> bool:
        """Whether it says what only one article can have."""
        return any(each is not None for each in (self.title, self.author, self.published, self.url))


def require_short_text(text: str) -> None:
    """Check that a text is no longer than :data:`MOST_LETTERS`.

    :raises UnreadableArticle: it is longer.
    """
    if len(text) > MOST_LETTERS:
        raise UnreadableArticle(
            f"The text is too long: {len(text):,} characters, where {MOST_LETTERS:,} are the most.",
            "Import only the part that matters.",
        )
