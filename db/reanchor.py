"""Looking up the words of a quote in a later text. Nothing is settled here on a look-alike, and nothing is written.

The order is that of W3C Web Annotation clients: the same words at their place, the same words elsewhere, words that
are nearly the same, nothing. What the first two find can stand by itself; the third is for a person to decide.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from db.anchors import Anchor
from db.beside import nearness, other_company, same_edges, same_sides
from db.difference import WORD, fold

LEAST = 0.6
"""How like words have to be to be shown to a person; what is below is an orphan."""
_KNOWN = 0.5
"""The share of a quote's letters that must stand in words which are the same."""
_FEW = 3
"""Words of a quote below which changed words are found by chance."""
_SHORT = 4
"""Words of a quote up to which the same words may be said by anybody."""
_MOST = 2000
"""Places looked at where the same letters stand often."""
_SEEDS, _STANDS, _WINDOWS = 16, 256, 6
"""Words of a quote that are looked for, places of each, and stretches of text compared: they bound the time."""
_LONG = 20_000
"""Code points above which likeness is that of the words and not of their letters."""


class Found(StrEnum):
    """How the words of a quote were found in a later text."""

    EXACT = "exact"
    MOVED = "moved"
    FUZZY = "fuzzy"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words of a quote stand in a later text, in code points, end exclusive."""

    found: Found
    start: int | None
    """None for an orphan, as are end and words."""
    end: int | None
    exact: str | None
    """The words that stand there."""
    likeness: float
    """How like they are to those of the quote: 0 to 1."""
    others: int
    """Other places that could be meant as well."""


ORPHAN = Place(Found.ORPHAN, None, None, None, 0.0, 0)


def find(old: Anchor, text: str, stood: int = 1) -> Place:
    """Look up the words of a quote in a later text; for many quotes of one text, see :class:`Searched`.

    *Exact* are the same words at the same position, *moved* the same words elsewhere: once, or of several places the
    only one with the same words before and after. They are *fuzzy* instead where the text gives a reason to doubt
    that it is the same passage: none of several places is singled out, a word beside them gave way to another, such
    as the name of who says them, or they are few and have lost their company on both sides. *Fuzzy* are also words
    that are nearly the same, be it that only a quotation mark changed.

    :param old: the words with what stood around them.
    :param text: the later text.
    :param stood: how often the words stood in the earlier text. Of words that stood twice, the one that is left
        may be the other.
    """
    return Searched(text).find(old, stood)


class Searched:
    """A text in which quotes are looked up. Its words are listed once, when the first one needs it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: list[str] = []
        self._spans: list[tuple[int, int]] = []
        self._where: dict[str, list[int]] = {}

    def find(self, old: Anchor, stood: int = 1) -> Place:
        """As :func:`find`."""
        places, every = self._standing(old)
        if not places:
            return self._nearly(old)
        alone = every and len(places) == stood == 1
        at = self._alone(old, places[0]) if alone else self._singled_out(old, places, every)
        if at is not None:
            return self._same(old, Found.EXACT if at == old.start else Found.MOVED, at, 0)
        nearest = max(places, key=lambda each: (nearness(old, self._text, each), -abs(each - old.start)))
        return self._same(old, Found.FUZZY, nearest, len(places) - 1)

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
            if same_edges(old, self._text, at):
                places.append(at)
            at = self._text.find(old.exact, at + 1)
        return places, at < 0

    def _alone(self, old: Anchor, at: int) -> int | None:
        """The only place of the same words, unless there is reason to doubt that it is the same passage."""
        sides = zip((old.prefix, old.suffix), same_sides(old, self._text, at), strict=True)
        told = [same for context, same in sides if WORD.search(context)]
        lost = bool(told) and not any(told) and len(WORD.findall(old.exact)) <= _SHORT
        return None if lost or other_company(old, self._text, at) else at

    def _singled_out(self, old: Anchor, places: Sequence[int], every: bool) -> int | None:
        """The one of several places that has the same text on both sides, or the same words."""
        whole, before = old.prefix + old.exact + old.suffix, len(old.prefix)
        first = self._text.find(whole)
        second = self._text.find(whole, first + 1) if first >= 0 else -1
        agreeing = [at + before for at in (first, second) if at >= 0]
        if old.start >= before and self._text.startswith(whole, old.start - before):
            agreeing = [old.start]
        elif not agreeing and every:
            agreeing = [at for at in places if all(same_sides(old, self._text, at))]
        return agreeing[0] if len(agreeing) == 1 and same_edges(old, self._text, agreeing[0]) else None

    def _same(self, old: Anchor, found: Found, at: int, others: int) -> Place:
        return Place(found, at, at + len(old.exact), old.exact, 1.0, others)

    def _nearly(self, old: Anchor) -> Place:
        """The words that are most like those of a quote, or none."""
        self._list_words()
        spans = [found.span() for found in WORD.finditer(old.exact)]
        words = [fold(old.exact[start:end]) for start, end in spans]
        if not words:
            return ORPHAN
        lead, tail = spans[0][0], len(old.exact) - spans[-1][1]
        found: dict[tuple[int, int], tuple[float, float]] = {}
        for low, high in self._windows(words, old.start):
            score, matched = _matched(words, self._words[low:high])
            if matched and _enough(words, [words[at] for at, _ in matched]):
                span, likeness = self._fitted(old.exact, len(words), [(a, low + b) for a, b in matched], (lead, tail))
                if likeness >= LEAST:
                    found[span] = score, likeness
        if not found:
            return ORPHAN
        # Words count before letters: of "We never crossed" and "never crossed" the first is what "We crossed" became.
        start, end = max(found, key=lambda span: (*found[span], -abs(span[0] - old.start)))
        others = sum(1 for low, high in found if high <= start or low >= end)
        return Place(Found.FUZZY, start, end, self._text[start:end], found[start, end][1], others)

    def _list_words(self) -> None:
        if self._where:
            return
        for number, word in enumerate(WORD.finditer(self._text)):
            folded = fold(word.group())
            self._words.append(folded)
            self._spans.append(word.span())
            self._where.setdefault(folded, []).append(number)

    def _windows(self, words: Sequence[str], start: int) -> Iterator[tuple[int, int]]:
        """Stretches of words in which those of a quote gather, found by the rarest of them."""
        expected = bisect_left(self._spans, (start, start))
        size, slack = max(4, len(words) // 2), max(6, len(words) // 2)
        known = [(len(self._where[word]), at, word) for at, word in enumerate(words) if word in self._where]
        votes: Counter[int] = Counter()
        for count, at, word in sorted(known)[:_SEEDS]:
            weight = 1 + 15 // count
            for stands in _around(self._where[word], expected + at):
                votes[(stands - at) // size] += weight
        for bucket, _ in votes.most_common(_WINDOWS):
            yield max(0, bucket * size - slack), (bucket + 1) * size + len(words) + slack

    def _fitted(
        self, exact: str, count: int, matched: Sequence[tuple[int, int]], marks: tuple[int, int]
    ) -> tuple[tuple[int, int], float]:
        """The span around matched words that is most like a quote, with or without what may stand for its other ends.

        :param count: the quote's words.
        :param matched: pairs of a word's number in the quote and in the text.
        :param marks: code points that the quote has before its first word and after its last.
        """
        (first, low), (last, high) = matched[0], matched[-1]
        lows = {low, max(0, low - first)}
        highs = {high, min(len(self._spans) - 1, high + count - 1 - last)}
        spans = sorted(self._with_marks(self._spans[a][0], self._spans[b][1], marks) for a, b in product(lows, highs))
        best = max(spans, key=lambda span: (_likeness(exact, self._text[span[0] : span[1]]), span[1] - span[0]))
        return best, _likeness(exact, self._text[best[0] : best[1]])

    def _with_marks(self, start: int, end: int, marks: tuple[int, int]) -> tuple[int, int]:
        """A span with as much punctuation at its ends as a quote has."""
        for _ in range(marks[0]):
            if start and _is_mark(self._text[start - 1]):
                start -= 1
        for _ in range(marks[1]):
            if end < len(self._text) and _is_mark(self._text[end]):
                end += 1
        return start, end


def _matched(words: Sequence[str], window: Sequence[str]) -> tuple[float, list[tuple[int, int]]]:
    """The words of a quote that a stretch of text has in their order, close together: their score, pairs of numbers."""
    from rapidfuzz.distance import Levenshtein

    pairs = [
        (step.src_start + at, step.dest_start + at)
        for step in Levenshtein.opcodes(words, window)
        if step.tag == "equal"
        for at in range(step.src_end - step.src_start)
    ]
    best: tuple[float, int, int] = (0.0, 0, 0)
    score, opened = 0.0, 0
    for at, (here, there) in enumerate(pairs):
        gap = max(here - pairs[at - 1][0], there - pairs[at - 1][1]) - 1 if at else 0
        score -= gap / 5
        if score <= 0:
            score, opened = 0.0, at
        score += 1
        best = max(best, (score, -opened, at))
    return best[0], pairs[-best[1] : best[2] + 1]


def _enough(words: Sequence[str], same: Sequence[str]) -> bool:
    """Whether so many words are the same that it is no chance."""
    if len(words) < _FEW:
        return len(same) == len(words)
    return sum(map(len, same)) >= _KNOWN * sum(map(len, words))


def _likeness(before: str, after: str) -> float:
    from rapidfuzz.distance import Indel

    if max(len(before), len(after)) <= _LONG:
        return Indel.normalized_similarity(before, after)
    return Indel.normalized_similarity(before.split(), after.split())


def _around(numbers: Sequence[int], expected: int) -> Sequence[int]:
    """Of many places of a word, those nearest to where it is expected."""
    if len(numbers) <= _STANDS:
        return numbers
    middle = bisect_left(numbers, expected)
    low = min(max(0, middle - _STANDS // 2), len(numbers) - _STANDS)
    return numbers[low : low + _STANDS]


def _is_mark(letter: str) -> bool:
    return not letter.isspace() and not WORD.match(letter)
