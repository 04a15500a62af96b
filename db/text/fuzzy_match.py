"""Find the passage of a text that is most similar to some words. Accepting it: :mod:`db.write.quote_places`."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

from db.dataclass import dataclass
from db.text.words import WORD, fold_token

LEAST = 0.6
"""The least similarity at which a passage is worth showing."""
_LEAST_SHARE = 0.5
"""The least share of letters in words that are equal."""
_FEW_WORDS = 3
"""With fewer words than this, all of them must be equal: a changed word could match anything."""
_HIGHEST_GAP_COST = 4
"""The most that words inserted between matched words cost, in matched words; each inserted word costs a half."""
_EXTRA_WORDS = 3
"""Extra words to search beside a run for the words missing at its end."""
_MOST_SEEDS, _MOST_PLACES, _MOST_WINDOWS = 16, 256, 6
"""Limits on time: words searched for, places of each, and windows of text compared."""
_LONG_TEXT = 20_000
"""Code points from which similarity is computed by words instead of letters."""


@dataclass(frozen=True, slots=True)
class FuzzyMatch:
    """A passage similar to some words: positions in code points, end exclusive."""

    start: int
    end: int
    likeness: float
    """From :data:`LEAST` to 1: the share of letters that both have in the same order."""
    others: int
    """The number of other similar passages."""


Pair = tuple[int, int]
"""Two equal words: the index among the words searched for, and the index in the text."""


class FuzzyIndex:
    """The words of a text with their places, to find passages in."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: list[str] = []
        self._spans: list[tuple[int, int]] = []
        self._places: dict[str, list[int]] = {}
        for number, word in enumerate(WORD.finditer(text)):
            folded = fold_token(word.group())
            self._words.append(folded)
            self._spans.append(word.span())
            self._places.setdefault(folded, []).append(number)

    def most_like(self, exact: str, expected: int) -> FuzzyMatch | None:
        """The passage that shares most words with some, in the same order and close together.

        :param exact: the words.
        :param expected: about where, in code points; used for frequent words and between equally similar passages.
        """
        spans = [found.span() for found in WORD.finditer(exact)]
        words = [fold_token(exact[start:end]) for start, end in spans]
        if not words:
            return None
        marks = spans[0][0], len(exact) - spans[-1][1]
        found: dict[tuple[int, int], tuple[float, float]] = {}
        for low, high in self._dense_windows(words, bisect_left(self._spans, (expected, expected))):
            for score, pairs in self._matching_runs(words, low, high):
                span, likeness = self._fit_span(exact, len(words), pairs, marks)
                if likeness >= LEAST:
                    found[span] = score, likeness
        if not found:
            return None
        # Words count before letters: "We crossed" became "We never crossed", though "never crossed" is as similar.
        start, end = max(found, key=lambda span: (*found[span], -abs(span[0] - expected)))
        others = sum(1 for low, high in found if high <= start or low >= end)
        return FuzzyMatch(start, end, found[start, end][1], others)

    def _dense_windows(self, words: Sequence[str], expected: int) -> Iterator[tuple[int, int]]:
        """Windows of the text in which the words gather, found by the rarest of them."""
        size, slack = max(4, len(words) // 2), max(6, len(words) // 2)
        known = [(len(self._places[word]), at, word) for at, word in enumerate(words) if word in self._places]
        votes: Counter[int] = Counter()
        for count, at, word in sorted(known)[:_MOST_SEEDS]:
            weight = 1 + 15 // count
            for stands in _nearest_places(self._places[word], expected + at):
                votes[(stands - at) // size] += weight
        for bucket, _ in votes.most_common(_MOST_WINDOWS):
            yield max(0, bucket * size - slack), (bucket + 1) * size + len(words) + slack

    def _matching_runs(self, words: Sequence[str], low: int, high: int) -> Iterator[tuple[float, list[Pair]]]:
        """The best run of equal words in a window, and the best that begins after it."""
        for _ in range(2):
            score, pairs = _best_run(words, self._words[low:high])
            if not pairs:
                return
            placed = [(here, low + there) for here, there in pairs]
            if _has_enough_words(words, placed):
                yield score, placed
            low = placed[0][1] + 1

    def _fit_span(
        self, exact: str, count: int, pairs: Sequence[Pair], marks: tuple[int, int]
    ) -> tuple[tuple[int, int], float]:
        """The span around matched words that is most similar to the words, with or without more words at its ends.

        :param count: the number of words searched for.
        :param marks: the code points of punctuation before the first of them and after the last.
        """
        (first, low), (last, high) = pairs[0], pairs[-1]
        lows = {low, max(0, low - first)}
        highs = {high, min(len(self._spans) - 1, high + count - 1 - last)}
        spans = sorted(
            self._widen_by_punctuation(self._spans[a][0], self._spans[b][1], marks) for a, b in product(lows, highs)
        )
        by_likeness = [(_similarity(exact, self._text[start:end]), end - start, (start, end)) for start, end in spans]
        likeness, _, best = max(by_likeness)
        return best, likeness

    def _widen_by_punctuation(self, start: int, end: int, marks: tuple[int, int]) -> tuple[int, int]:
        """A span widened to as much punctuation at its ends as the words have."""
        for _ in range(marks[0]):
            if start and _is_punctuation(self._text[start - 1]):
                start -= 1
        for _ in range(marks[1]):
            if end < len(self._text) and _is_punctuation(self._text[end]):
                end += 1
        return start, end


def _best_run(words: Sequence[str], window: Sequence[str]) -> tuple[float, list[Pair]]:
    """The best run of words that a window has in the same order and close together, with its score.

    Words missing at the ends of the run are searched for once more right beside it: the alignment of the whole window
    may have matched them with equal words of another sentence.
    """
    _, run = _best_scored(_tighten(_equal_words(words, window), words, window))
    if not run:
        return 0.0, []
    (first, low), (last, high) = run[0], run[-1]
    nearby, rest = max(0, low - first - _EXTRA_WORDS), words[last + 1 :]
    lead = [(here, nearby + there) for here, there in _equal_words(words[:first], window[nearby:low])]
    tail = _equal_words(rest, window[high + 1 : high + 1 + len(rest) + _EXTRA_WORDS])
    return _best_scored([*lead, *run, *((last + 1 + here, high + 1 + there) for here, there in tail)])


def _equal_words(words: Sequence[str], window: Sequence[str]) -> list[Pair]:
    """The equal words in the shortest alignment of two lists."""
    from rapidfuzz.distance import Levenshtein  # the first screen must not wait for it

    return [
        (step.src_start + at, step.dest_start + at)
        for step in Levenshtein.opcodes(words, window)
        if step.tag == "equal"
        for at in range(step.src_end - step.src_start)
    ]


def _best_scored(pairs: list[Pair]) -> tuple[float, list[Pair]]:
    """The run of matched words with the best score: each word counts one, and gaps cost."""
    best: tuple[float, int, int] = (0.0, 0, -1)
    score, opened = 0.0, 0
    for at, (here, there) in enumerate(pairs):
        gap = max(here - pairs[at - 1][0], there - pairs[at - 1][1]) - 1 if at else 0
        score -= min(gap / 2, _HIGHEST_GAP_COST)
        if score <= 0:
            score, opened = 0.0, at
        score += 1
        best = max(best, (score, -opened, at))
    return best[0], pairs[-best[1] : best[2] + 1]


def _tighten(pairs: list[Pair], words: Sequence[str], window: Sequence[str]) -> list[Pair]:
    """Match words next to their neighbours, where the shortest alignment is not unique."""
    for at in range(len(pairs) - 2, -1, -1):
        here, there = pairs[at + 1][0] - 1, pairs[at + 1][1] - 1
        if pairs[at][0] == here and window[there] == words[here]:
            pairs[at] = here, there
    for at in range(1, len(pairs)):
        here, there = pairs[at - 1][0] + 1, pairs[at - 1][1] + 1
        if pairs[at][0] == here and window[there] == words[here]:
            pairs[at] = here, there
    return pairs


def _has_enough_words(words: Sequence[str], pairs: Sequence[Pair]) -> bool:
    """Whether enough words are equal to rule out chance."""
    if len(words) < _FEW_WORDS:
        return len(pairs) == len(words) == pairs[-1][1] - pairs[0][1] + 1
    return sum(len(words[here]) for here, _ in pairs) >= _LEAST_SHARE * sum(map(len, words))


def _similarity(before: str, after: str) -> float:
    from rapidfuzz.distance import Indel  # the first screen must not wait for it

    if max(len(before), len(after)) <= _LONG_TEXT:
        return Indel.normalized_similarity(before, after)
    return Indel.normalized_similarity(before.split(), after.split())


def _nearest_places(numbers: Sequence[int], expected: int) -> Sequence[int]:
    """The places of a word nearest to where it is expected, if there are many."""
    if len(numbers) <= _MOST_PLACES:
        return numbers
    low = bisect_left(numbers, expected) - _MOST_PLACES // 2
    low = min(max(0, low), len(numbers) - _MOST_PLACES)
    return numbers[low : low + _MOST_PLACES]


def _is_punctuation(letter: str) -> bool:
    return not letter.isspace() and not WORD.match(letter)
