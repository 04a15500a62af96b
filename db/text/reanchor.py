"""Looking up the words of a quote in a later text. Nothing is settled here on a look-alike, and nothing is written.

The order is that of W3C Web Annotation clients: the same words at their place, the same words elsewhere, words that
are nearly the same, nothing. What the first two find can stand by itself; the third is for a person to decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from db.text.anchors import Anchor
from db.text.context_match import context_matches, different_context, lost_context, nearness, same_sides
from db.text.fuzzy_match import FuzzyIndex
from db.text.words import WORD

_SHORT = 4
"""Words of a quote up to which the same words may be said by anybody."""
_MOST = 2000
"""Places looked at where the same letters stand often."""


class Match(StrEnum):
    """How the words of a quote were found in a later text."""

    EXACT = "exact"
    MOVED = "moved"
    FUZZY = "fuzzy"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class MatchPlace:
    """Where the words of a quote stand in a later text, in code points, end exclusive."""

    found: Match
    start: int | None
    """None for an orphan, as are end and words."""
    end: int | None
    exact: str | None
    """The words that stand there."""
    likeness: float
    """How like they are to those of the quote: 0 to 1."""
    others: int
    """Other places that could be meant as well."""


ORPHAN = MatchPlace(Match.ORPHAN, None, None, None, 0.0, 0)


class SearchedText:
    """A text in which quotes are looked up. Its words are listed once, when the first one needs it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def find(self, old: Anchor, stood: int = 1) -> MatchPlace:
        """Look up the words of a quote.

        *Exact* are the same words at the same position, *moved* the same words at another: once, or of several places
        the only one with the same words before and after. They are *fuzzy* instead where the text gives a reason to
        doubt that it is the same passage: no one of several places is singled out, a word next to them gave way to
        another, such as the name of who says them, or they are few and the words on both sides of them are gone.
        *Fuzzy* are also words that are nearly the same, even if only a quotation mark changed.

        :param old: the words with what stood around them.
        :param stood: how often the words stood in the earlier text. Of words that stood twice, the one that is left
            may be the other.
        """
        places, every = self._standing(old)
        if not places:
            return self._nearly(old)
        alone = every and len(places) == stood == 1
        at = self._alone(old, places[0]) if alone else self._singled_out(old, places, every)
        if at is not None:
            return self._same(old, Match.EXACT if at == old.start else Match.MOVED, at, 0)
        nearest = max(places, key=lambda each: (nearness(old, self._text, each), -abs(each - old.start)))
        return self._same(old, Match.FUZZY, nearest, len(places) - 1)

    def count(self, old: Anchor) -> int:
        """How often the same words stand in the text; at least two where they are too many to be looked at."""
        places, every = self._standing(old)
        return len(places) if every else max(2, len(places))

    def _standing(self, old: Anchor) -> tuple[list[int], bool]:
        """Where the same words stand, as whole words where they were whole, and whether these are all such places."""
        places: list[int] = []
        at = self._text.find(old.exact)
        for _ in range(_MOST):
            if at < 0:
                return places, True
            if context_matches(old, self._text, at):
                places.append(at)
            at = self._text.find(old.exact, at + 1)
        return places, at < 0

    def _alone(self, old: Anchor, at: int) -> int | None:
        """The only place of the same words, unless there is reason to doubt that it is the same passage."""
        anybodys = len(WORD.findall(old.exact)) <= _SHORT and lost_context(old, self._text, at)
        return None if anybodys or different_context(old, self._text, at) else at

    def _singled_out(self, old: Anchor, places: Sequence[int], every: bool) -> int | None:
        """The one of several places that has the same text on both sides, or the same words."""
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

    def _same(self, old: Anchor, found: Match, at: int, others: int) -> MatchPlace:
        return MatchPlace(found, at, at + len(old.exact), old.exact, 1.0, others)

    def _nearly(self, old: Anchor) -> MatchPlace:
        """The words that are most like those of a quote, or none."""
        alike = self._listed.most_like(old.exact, old.start)
        if not alike:
            return ORPHAN
        words = self._text[alike.start : alike.end]
        return MatchPlace(Match.FUZZY, alike.start, alike.end, words, alike.likeness, alike.others)

    @cached_property
    def _listed(self) -> FuzzyIndex:
        return FuzzyIndex(self._text)
