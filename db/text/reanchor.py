"""Find the words of a quote in a later text. Storing the result: :mod:`db.write.quote_places`.

As W3C Web Annotation clients do, look for the same words at their place, the same words at another place, then similar
words. A person decides on similar words.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property

from db.dataclass import dataclass
from db.text.anchors import Anchor
from db.text.context_match import context_matches, context_overlap, has_different_context, has_lost_context, same_sides
from db.text.fuzzy_match import FuzzyIndex
from db.text.words import WORD

_SHORT_QUOTE = 4
"""Quotes of up to so many words could be anybody's; without their context they are doubtful."""
_MOST_PLACES = 2000
"""The most places of the same words that are looked at."""


class Match(StrEnum):
    """How the words of a quote were found in a later text."""

    EXACT = "exact"
    MOVED = "moved"
    FUZZY = "fuzzy"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class MatchPlace:
    """The place of a quote in a later text: positions in code points, end exclusive."""

    found: Match
    start: int | None
    """None for an orphan, as are ``end`` and ``exact``."""
    end: int | None
    exact: str | None
    """The words at that place."""
    likeness: float
    """Their similarity to the quote, 0 to 1."""
    others: int
    """The number of other possible places."""


ORPHAN = MatchPlace(Match.ORPHAN, None, None, None, 0.0, 0)


class SearchedText:
    """A text in which many quotes are looked up. Its words are indexed once, when the first quote needs them."""

    def __init__(self, text: str) -> None:
        self._text = text

    def find(self, old: Anchor, stood: int = 1) -> MatchPlace:
        """Look up the words of a quote.

        *Exact*: the same words at the same position. *Moved*: the same words at another position, which is the only
        one or the only one with the same context. *Fuzzy*: the same words, but with a reason to doubt that it is the
        same passage: several places fit, a word of the context was replaced, such as the speaker's name, or a short
        quote lost its context on both sides. *Fuzzy* are similar words too, even if only a quotation mark changed.

        :param old: the quote with its context.
        :param stood: how often the earlier text had the words. If twice, the one that is left may be the other one.
        """
        places, every = self._places_of(old)
        if not places:
            return self._find_similar(old)
        alone = every and len(places) == stood == 1
        at = self._confirm_only_place(old, places[0]) if alone else self._place_with_same_context(old, places, every)
        if at is not None:
            return self._place_of_same_words(old, Match.EXACT if at == old.start else Match.MOVED, at, 0)
        nearest = max(places, key=lambda each: (context_overlap(old, self._text, each), -abs(each - old.start)))
        return self._place_of_same_words(old, Match.FUZZY, nearest, len(places) - 1)

    def count(self, old: Anchor) -> int:
        """How often the text has the same words; at least two if they are too many to count."""
        places, every = self._places_of(old)
        return len(places) if every else max(2, len(places))

    def _places_of(self, old: Anchor) -> tuple[list[int], bool]:
        """The places of the same words, as whole words if they were whole, and whether these are all."""
        places: list[int] = []
        at = self._text.find(old.exact)
        for _ in range(_MOST_PLACES):
            if at < 0:
                return places, True
            if context_matches(old, self._text, at):
                places.append(at)
            at = self._text.find(old.exact, at + 1)
        return places, at < 0

    def _confirm_only_place(self, old: Anchor, at: int) -> int | None:
        """The only place of the same words; None if there is a reason to doubt it."""
        anybodys = len(WORD.findall(old.exact)) <= _SHORT_QUOTE and has_lost_context(old, self._text, at)
        return None if anybodys or has_different_context(old, self._text, at) else at

    def _place_with_same_context(self, old: Anchor, places: Sequence[int], every: bool) -> int | None:
        """The one of several places with the same context; None if none or several have it."""
        if not WORD.search(f"{old.prefix} {old.suffix}"):
            return None
        whole, before = old.prefix + old.exact + old.suffix, len(old.prefix)
        first = self._text.find(whole)
        second = self._text.find(whole, first + 1) if first >= 0 else -1
        agreeing = [at + before for at in (first, second) if at >= 0]
        if old.start >= before and self._text.startswith(whole, old.start - before):
            agreeing = [old.start]
        elif not agreeing and every:
            agreeing = [at for at in places if all(same_sides(old, self._text, at))]
        return agreeing[0] if len(agreeing) == 1 and context_matches(old, self._text, agreeing[0]) else None

    def _place_of_same_words(self, old: Anchor, found: Match, at: int, others: int) -> MatchPlace:
        return MatchPlace(found, at, at + len(old.exact), old.exact, 1.0, others)

    def _find_similar(self, old: Anchor) -> MatchPlace:
        """The place of the most similar words, or an orphan."""
        alike = self._index.most_like(old.exact, old.start)
        if not alike:
            return ORPHAN
        words = self._text[alike.start : alike.end]
        return MatchPlace(Match.FUZZY, alike.start, alike.end, words, alike.likeness, alike.others)

    @cached_property
    def _index(self) -> FuzzyIndex:
        return FuzzyIndex(self._text)
