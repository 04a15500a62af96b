"""The passage of a text that is most like some words. Whether it may stand for them is not decided here."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from db.text.words import WORD, fold_token

LEAST = 0.6
"""How like a passage has to be to be worth showing to a person."""
_KNOWN = 0.5
"""The share of the letters that must stand in words which are the same."""
_FEW = 3
"""Words below which changed words are found by chance."""
_GAP = 4
"""Matched words that any number of words put between them may cost; below, two put between cost one."""
_BESIDE = 3
"""Words more than are missing at an end of a run in which they are looked for."""
_SEEDS, _STANDS, _WINDOWS = 16, 256, 6
"""Words that are looked for, places of each, and stretches of text compared: they bound the time."""
_LONG = 20_000
"""Code points above which likeness is that of the words and not of their letters."""


@dataclass(frozen=True, slots=True)
class FuzzyMatcher:
    """A passage that is like some words, in code points, end exclusive."""

    start: int
    end: int
    likeness: float
    """From :data:`LEAST` to 1, by the letters that both share in their order."""
    others: int
    """Passages elsewhere that are alike too."""


Pair = tuple[int, int]
"""The number of a word among the words looked for, and that of the same word in the text."""


class FuzzyIndex:
    """The words of a text, and where each stands."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: list[str] = []
        self._spans: list[tuple[int, int]] = []
        self._where: dict[str, list[int]] = {}
        for number, word in enumerate(WORD.finditer(text)):
            folded = fold_token(word.group())
            self._words.append(folded)
            self._spans.append(word.span())
            self._where.setdefault(folded, []).append(number)

    def most_like(self, exact: str, expected: int) -> FuzzyMatcher | None:
        """The passage that shares most words with those given, in their order and close together.

        :param exact: the words.
        :param expected: about where, in code points; it decides only where words are common or passages equally like.
        """
        spans = [found.span() for found in WORD.finditer(exact)]
        words = [fold_token(exact[start:end]) for start, end in spans]
        if not words:
            return None
        marks = spans[0][0], len(exact) - spans[-1][1]
        found: dict[tuple[int, int], tuple[float, float]] = {}
        for low, high in self._windows(words, bisect_left(self._spans, (expected, expected))):
            for score, pairs in self._runs(words, low, high):
                span, likeness = self._fitted(exact, len(words), pairs, marks)
                if likeness >= LEAST:
                    found[span] = score, likeness
        if not found:
            return None
        # Words count before letters: of "We never crossed" and "never crossed" the first is what "We crossed" became.
        start, end = max(found, key=lambda span: (*found[span], -abs(span[0] - expected)))
        others = sum(1 for low, high in found if high <= start or low >= end)
        return FuzzyMatcher(start, end, found[start, end][1], others)

    def _windows(self, words: Sequence[str], expected: int) -> Iterator[tuple[int, int]]:
        """Stretches of words in which those looked for gather, found by the rarest of them."""
        size, slack = max(4, len(words) // 2), max(6, len(words) // 2)
        known = [(len(self._where[word]), at, word) for at, word in enumerate(words) if word in self._where]
        votes: Counter[int] = Counter()
        for count, at, word in sorted(known)[:_SEEDS]:
            weight = 1 + 15 // count
            for stands in _around(self._where[word], expected + at):
                votes[(stands - at) // size] += weight
        for bucket, _ in votes.most_common(_WINDOWS):
            yield max(0, bucket * size - slack), (bucket + 1) * size + len(words) + slack

    def _runs(self, words: Sequence[str], low: int, high: int) -> Iterator[tuple[float, list[Pair]]]:
        """The best run of the same words in a stretch of text, and the best that begins after it."""
        for _ in range(2):
            score, pairs = _matched(words, self._words[low:high])
            if not pairs:
                return
            placed = [(here, low + there) for here, there in pairs]
            if _enough(words, placed):
                yield score, placed
            low = placed[0][1] + 1

    def _fitted(
        self, exact: str, count: int, pairs: Sequence[Pair], marks: tuple[int, int]
    ) -> tuple[tuple[int, int], float]:
        """The span around matched words that is most like those looked for, with or without others at its ends.

        :param count: how many words are looked for.
        :param marks: code points that they have before the first word and after the last.
        """
        (first, low), (last, high) = pairs[0], pairs[-1]
        lows = {low, max(0, low - first)}
        highs = {high, min(len(self._spans) - 1, high + count - 1 - last)}
        spans = sorted(self._with_marks(self._spans[a][0], self._spans[b][1], marks) for a, b in product(lows, highs))
        by_likeness = [(_likeness(exact, self._text[start:end]), end - start, (start, end)) for start, end in spans]
        likeness, _, best = max(by_likeness)
        return best, likeness

    def _with_marks(self, start: int, end: int, marks: tuple[int, int]) -> tuple[int, int]:
        """A span with as much punctuation at its ends as the words looked for have."""
        for _ in range(marks[0]):
            if start and _is_mark(self._text[start - 1]):
                start -= 1
        for _ in range(marks[1]):
            if end < len(self._text) and _is_mark(self._text[end]):
                end += 1
        return start, end


def _matched(words: Sequence[str], window: Sequence[str]) -> tuple[float, list[Pair]]:
    """The best run of words that a stretch of text has in the same order, close together, with its score.

    What the run leaves of the words at its ends is looked for once more right beside it: the shortest way through all
    of the stretch may have matched it with its like in another sentence.
    """
    _, run = _closest(_drawn_together(_same(words, window), words, window))
    if not run:
        return 0.0, []
    (first, low), (last, high) = run[0], run[-1]
    nearby, rest = max(0, low - first - _BESIDE), words[last + 1 :]
    lead = [(here, nearby + there) for here, there in _same(words[:first], window[nearby:low])]
    tail = _same(rest, window[high + 1 : high + 1 + len(rest) + _BESIDE])
    return _closest([*lead, *run, *((last + 1 + here, high + 1 + there) for here, there in tail)])


def _same(words: Sequence[str], window: Sequence[str]) -> list[Pair]:
    """The words that the shortest way from one list to the other keeps."""
    from rapidfuzz.distance import Levenshtein  # the first screen must not wait for it

    return [
        (step.src_start + at, step.dest_start + at)
        for step in Levenshtein.opcodes(words, window)
        if step.tag == "equal"
        for at in range(step.src_end - step.src_start)
    ]


def _closest(pairs: list[Pair]) -> tuple[float, list[Pair]]:
    """Of matched words the run that gains most: each counts one, and what lies between them costs."""
    best: tuple[float, int, int] = (0.0, 0, -1)
    score, opened = 0.0, 0
    for at, (here, there) in enumerate(pairs):
        gap = max(here - pairs[at - 1][0], there - pairs[at - 1][1]) - 1 if at else 0
        score -= min(gap / 2, _GAP)
        if score <= 0:
            score, opened = 0.0, at
        score += 1
        best = max(best, (score, -opened, at))
    return best[0], pairs[-best[1] : best[2] + 1]


def _drawn_together(pairs: list[Pair], words: Sequence[str], window: Sequence[str]) -> list[Pair]:
    """The same words matched with the nearest of their like, where the shortest way has two of one length."""
    for at in range(len(pairs) - 2, -1, -1):
        here, there = pairs[at + 1][0] - 1, pairs[at + 1][1] - 1
        if pairs[at][0] == here and window[there] == words[here]:
            pairs[at] = here, there
    for at in range(1, len(pairs)):
        here, there = pairs[at - 1][0] + 1, pairs[at - 1][1] + 1
        if pairs[at][0] == here and window[there] == words[here]:
            pairs[at] = here, there
    return pairs


def _enough(words: Sequence[str], pairs: Sequence[Pair]) -> bool:
    """Whether so many words are the same that it is no chance."""
    if len(words) < _FEW:
        return len(pairs) == len(words) == pairs[-1][1] - pairs[0][1] + 1
    return sum(len(words[here]) for here, _ in pairs) >= _KNOWN * sum(map(len, words))


def _likeness(before: str, after: str) -> float:
    from rapidfuzz.distance import Indel  # the first screen must not wait for it

    if max(len(before), len(after)) <= _LONG:
        return Indel.normalized_similarity(before, after)
    return Indel.normalized_similarity(before.split(), after.split())


def _around(numbers: Sequence[int], expected: int) -> Sequence[int]:
    """Of many places of a word, those nearest to where it is expected."""
    if len(numbers) <= _STANDS:
        return numbers
    low = bisect_left(numbers, expected) - _STANDS // 2
    low = min(max(0, low), len(numbers) - _STANDS)
    return numbers[low : low + _STANDS]


def _is_mark(letter: str) -> bool:
    return not letter.isspace() and not WORD.match(letter)
