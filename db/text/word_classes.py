"""Classify words of a quote by rules: names, numbers and dates, places, hedges, negations.

The classes only point a reader to words; a name that no rule finds stays unmarked. Hedges and negations are known in a
few languages. Names and places are found by capitals, if the script has them, and by the names on record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from db.dataclass import dataclass, field
from db.text.word_lists import (
    CAPITAL_NOUNS,
    DATES,
    HEDGES,
    INEXACT,
    NEGATIONS,
    NEVER_NAMES,
    NUMBERS,
    PLACE_NOUNS,
    WHERE,
)
from db.text.words import WORD, fold_token, folded_tokens


class WordClass(StrEnum):
    """The class of some words."""

    HEDGE = "hedge"
    NEGATION = "negation"
    NUMBER = "number"
    """A number or a date."""
    PLACE = "place"
    NAME = "name"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ClassedSpan:
    """Classified words: positions in code points, end exclusive."""

    start: int
    end: int
    mark: WordClass


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names and places on record, folded."""

    phrases: frozenset[tuple[str, ...]] = field(default_factory=frozenset)
    """Names, as tuples of words."""
    places: frozenset[tuple[str, ...]] = field(default_factory=frozenset)

    @classmethod
    def of(cls, names: Sequence[str], places: Sequence[str]) -> KnownNames:
        """Fold names and places; "al-Harthiya, Baghdad" counts as two places."""
        parts = [part for place in places for part in place.split(",")]
        return cls(_fold_names(names), _fold_names(parts))


def classify_words(text: str, lang: str | None, names: KnownNames) -> list[ClassedSpan]:
    """The marked words of a text, in order; none overlap. The rest of it is :attr:`WordClass.OTHER`.

    :param lang: a BCP 47 tag, of which the first part counts.
    :param names: the names on record.
    """
    language = (lang or "").partition("-")[0].lower()
    words = [
        _PlacedWord(found.start(), found.end(), found.group(), fold_token(found.group()))
        for found in WORD.finditer(text)
    ]
    kinds: dict[int, WordClass] = {}
    for first, last, mark in (
        *_find_hedges(words, language),
        *_find_negations(words, language),
        *_find_numbers(words, language),
        *_find_names(words, text, language, names.places),
        *_find_phrases(words, names.phrases, WordClass.NAME),
        *_find_phrases(words, names.places, WordClass.PLACE),
    ):
        for at in range(first, last):
            kinds.setdefault(at, mark)
    return list(_merge_spans(words, kinds, text))


@dataclass(frozen=True, slots=True)
class _PlacedWord:
    start: int
    end: int
    text: str
    folded: str


_ClassedRun = tuple[int, int, WordClass]
"""The index of the first word, the index after the last, and their class."""


_LONGEST_NAME = 8
"""The most words in a name: each length costs one pass over the text."""


def _fold_names(names: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(
        words for words in (tuple(folded_tokens(name)) for name in names) if 0 < len(words) <= _LONGEST_NAME
    )


def _merge_spans(words: Sequence[_PlacedWord], kinds: Mapping[int, WordClass], text: str) -> Iterator[ClassedSpan]:
    """Spans of classified words; neighbours of one class are merged."""
    now: ClassedSpan | None = None
    for at in sorted(kinds):
        word, mark = words[at], kinds[at]
        if now and now.mark is mark and not text[now.end : word.start].strip():
            now = ClassedSpan(now.start, word.end, mark)
            continue
        if now:
            yield now
        now = ClassedSpan(word.start, word.end, mark)
    if now:
        yield now


def _find_phrases(
    words: Sequence[_PlacedWord], known: frozenset[tuple[str, ...]], mark: WordClass
) -> Iterator[_ClassedRun]:
    """The places of known phrases, the longest first."""
    longest = max(map(len, known), default=0)
    for size in range(longest, 0, -1):
        for at in range(len(words) - size + 1):
            if tuple(word.folded for word in words[at : at + size]) in known:
                yield at, at + size, mark


def _find_hedges(words: Sequence[_PlacedWord], language: str) -> Iterator[_ClassedRun]:
    for first, last, mark in _find_phrases(words, HEDGES.get(language, frozenset()), WordClass.HEDGE):
        if words[first].text != "May":  # the month; a sentence that opens with the hedge is rare
            yield first, last, mark
    if language == "en":
        for first, last, mark in _find_phrases(words, INEXACT, WordClass.HEDGE):
            if last < len(words) and _is_number(words[last], language):
                yield first, last, mark


def _find_negations(words: Sequence[_PlacedWord], language: str) -> Iterator[_ClassedRun]:
    known = NEGATIONS.get(language, frozenset())
    for at, word in enumerate(words):
        if word.folded in known or (language == "en" and word.folded.endswith("n't")):
            yield at, at + 1, WordClass.NEGATION


def _find_numbers(words: Sequence[_PlacedWord], language: str) -> Iterator[_ClassedRun]:
    for at, word in enumerate(words):
        dated = language == "en" and word.folded in DATES and (word.folded != "may" or word.text == "May")
        if dated or _is_number(word, language):
            yield at, at + 1, WordClass.NUMBER


def _is_number(word: _PlacedWord, language: str) -> bool:
    return any(letter.isdigit() for letter in word.text) or (language == "en" and word.folded in NUMBERS)


_ARTICLE = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|d|l|o)[-’']")
"""Prefixes of names before their capital."""


def _is_capital(word: str) -> bool:
    """Whether a word is capitalized like a name: "Baghdad", "al-Harthiya", "US"."""
    article = _ARTICLE.match(word)
    return word[:1].isupper() or bool(article and word[article.end() : article.end() + 1].isupper())


def _find_names(
    words: Sequence[_PlacedWord], text: str, language: str, places: frozenset[tuple[str, ...]]
) -> Iterator[_ClassedRun]:
    """Runs of capitalized words: places if the words around them say so, else names."""
    if language in CAPITAL_NOUNS:
        return
    capital = [
        at
        for at, word in enumerate(words)
        if _is_capital(word.text) and word.folded not in NEVER_NAMES and not _opens_sentence(words, text, at)
    ]
    for start, end in _consecutive(capital, words, text):
        known = tuple(word.folded for word in words[start:end]) in places
        is_place = known or (language == "en" and _is_place(words, start, end))
        yield start, end, WordClass.PLACE if is_place else WordClass.NAME


def _opens_sentence(words: Sequence[_PlacedWord], text: str, at: int) -> bool:
    """Whether a word may be capitalized only because it begins a sentence."""
    before = text[words[at - 1].end if at else 0 : words[at].start]
    if at and not re.search(r"[.!?…:]", before):
        return False
    after = words[at + 1].text if at + 1 < len(words) else ""
    return words[at].text[1:].islower() and not after[:1].isupper()


def _consecutive(capital: Sequence[int], words: Sequence[_PlacedWord], text: str) -> Iterator[tuple[int, int]]:
    """Consecutive words with nothing but blanks between."""
    start = 0
    for at in range(1, len(capital) + 1):
        here = capital[at - 1]
        goes_on = (
            at < len(capital)
            and capital[at] == here + 1
            and text[words[here].end : words[capital[at]].start].strip(" \u00a0") == ""
        )
        if not goes_on:
            yield capital[start], here + 1
            start = at


def _is_place(words: Sequence[_PlacedWord], start: int, end: int) -> bool:
    """Whether a run of names ends like a place ("the Green Zone"), or follows a word of place ("in Baghdad")."""
    if words[end - 1].folded in PLACE_NOUNS and end - start > 1:
        return True
    before = [word.folded for word in words[max(0, start - 3) : start]]
    if before[-1:] in (["the"], ["a"]):
        before.pop()
    if before[-1:] == ["of"]:
        return before[-2:-1] != [] and before[-2] in PLACE_NOUNS
    return bool(before) and before[-1] in WHERE
