"""Excerpts with the matched words: which part of a text to show, and where in it the words are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from db.dataclass import dataclass
from db.search.query import Term, matches_longer_words
from db.text.search_fold import PARTLY_ARTICLE, Word, fold_for_search, search_words

_WINDOW = 1_200
"""Code points of a long text that are searched together."""
_OVERLAP = 200
_LEAD = 0.3
"""The share of an excerpt that is shown before the first match."""


@dataclass(frozen=True, slots=True)
class HighlightTerms:
    """Folded words in a row to find in a text."""

    words: tuple[str, ...]
    begins: bool
    """Whether the last is a beginning: a longer word matches as well."""

    def at(self, found: Sequence[Word], place: int) -> bool:
        """Whether they match at a position among the words of a text."""
        last = place + len(self.words) - 1
        if last >= len(found) or any(found[place + at].text != word for at, word in enumerate(self.words[:-1])):
            return False
        return found[last].text.startswith(self.words[-1]) if self.begins else found[last].text == self.words[-1]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a text with the matched words."""

    text: str
    start: int
    """Its offset in the whole text, in code points."""
    spans: tuple[tuple[int, int], ...]
    """The matches in the excerpt, end exclusive."""
    is_cut: tuple[bool, bool]
    """Whether there is text before it, and after it."""

    @property
    def first(self) -> tuple[int, int] | None:
        """The first match, as a span of the whole text."""
        return (self.start + self.spans[0][0], self.start + self.spans[0][1]) if self.spans else None


def highlight_terms(terms: Sequence[Term]) -> tuple[tuple[HighlightTerms, ...], ...]:
    """The words to highlight for some plain terms: for each term, the forms in which it may occur."""
    return tuple(ways for term in terms if (ways := _highlight_terms(term)))


def excerpt(text: str, terms: tuple[tuple[HighlightTerms, ...], ...], width: int) -> Excerpt:
    """The part of a text with the most matches.

    :param terms: from :func:`highlight_terms`.
    :param width: the length of the excerpt in code points, about.
    """
    low, high = _best_window(text, terms)
    spans = [
        (low + start, low + end)
        for start, end in _merged_spans(_match_spans(list(search_words(text[low:high])), terms))
    ]
    first = _densest_start(spans, width) if spans else low
    start = max(0, first - int(width * _LEAD)) if len(text) > width else 0
    end = min(len(text), start + width)
    start = max(0, min(start, end - width))
    start, end = _nearest_blank(text, start, 1, first), _nearest_blank(text, end, -1, max(start, first))
    within = tuple((max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start)
    return Excerpt(text[start:end], start, within, (start > 0, end < len(text)))


def _highlight_terms(term: Term) -> tuple[HighlightTerms, ...]:
    folded = tuple(fold_for_search(term.value).split())
    if not folded:
        return ()
    begins = matches_longer_words(term, folded)
    article = PARTLY_ARTICLE.match(folded[-1]) if begins else None
    ways = [HighlightTerms(folded, begins)]
    if article and len(folded[-1]) - article.end() > 1:
        ways.append(HighlightTerms((*folded[:-1], folded[-1][article.end() :]), begins=True))
    return tuple(ways)


def _match_spans(found: Sequence[Word], terms: tuple[tuple[HighlightTerms, ...], ...]) -> Iterator[tuple[int, int]]:
    for place in range(len(found)):
        for ways in terms:
            for way in ways:
                if way.at(found, place):
                    yield found[place].start, found[place + len(way.words) - 1].end


def _merged_spans(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _best_window(text: str, terms: tuple[tuple[HighlightTerms, ...], ...]) -> tuple[int, int]:
    """The window of a long text with the most terms; of several, the first."""
    if len(text) <= _WINDOW + _OVERLAP:
        return 0, len(text)
    best, most = (0, _WINDOW), 0
    low = 0
    while low < len(text):
        high = min(len(text), low + _WINDOW)
        high = _nearest_blank(text, high, -1, low + _OVERLAP) if high < len(text) else high
        folded = f" {fold_for_search(text[low:high])} "
        many = sum(any(_occurs_in(way, folded) for way in ways) for ways in terms)
        if many > most:
            best, most = (low, high), many
            if many == len(terms):
                break
        if high == len(text):
            break
        low = _nearest_blank(text, high - _OVERLAP, -1, low + 1)
    return best


def _occurs_in(way: HighlightTerms, folded: str) -> bool:
    return f" {' '.join(way.words)}{'' if way.begins else ' '}" in folded


def _densest_start(spans: Sequence[tuple[int, int]], width: int) -> int:
    """The start of the excerpt that holds the most matches."""
    return max((span[0] for span in spans), key=lambda low: (sum(low <= a < low + width * 0.6 for a, _ in spans), -low))


_BLANK = re.compile(r"\s")


def _nearest_blank(text: str, at: int, step: int, bound: int) -> int:
    """The nearest blank in a direction, no further than a bound; else the position itself."""
    if at <= 0 or at >= len(text):
        return at
    place = at
    while 0 < place < len(text) and (place <= bound if step > 0 else place >= bound) and abs(place - at) < 40:
        if _BLANK.match(text[place - 1]) if step > 0 else _BLANK.match(text[place]):
            return place
        place += step
    return at
