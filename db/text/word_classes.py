"""What words of a quote are: a name, a number or a date, a place, a hedge, a negation. By rules that can be read here.

They mark what a reader should look at, and mean no more: a name that no rule knows is left unmarked. Hedges and
negations are known in a few languages; names and places by capitals where a script has them, and everywhere by the
names that a case has on record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

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
    """What some words are."""

    HEDGE = "hedge"
    NEGATION = "negation"
    NUMBER = "number"
    """A number or a date."""
    PLACE = "place"
    NAME = "name"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ClassedSpan:
    """Where marked words stand, in code points, end exclusive."""

    start: int
    end: int
    mark: WordClass


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names and places that are on record, as words are compared."""

    phrases: frozenset[tuple[str, ...]] = field(default_factory=frozenset)
    """Names, word by word."""
    places: frozenset[tuple[str, ...]] = field(default_factory=frozenset)

    @classmethod
    def of(cls, names: Sequence[str], places: Sequence[str]) -> KnownNames:
        """From names as they are written; a place such as "al-Harthiya, Baghdad" is two."""
        parts = [part for place in places for part in place.split(",")]
        return cls(_bounded(names), _bounded(parts))


def marks(text: str, lang: str | None, names: KnownNames) -> list[ClassedSpan]:
    """The marked words of a text, in order; none overlap. The rest of it is :attr:`WordClass.OTHER`.

    :param lang: a BCP 47 tag; only its first part counts.
    :param names: what is on record.
    """
    language = (lang or "").partition("-")[0].lower()
    words = [
        _Word(found.start(), found.end(), found.group(), fold_token(found.group())) for found in WORD.finditer(text)
    ]
    kinds: dict[int, WordClass] = {}
    for first, last, mark in (
        *_hedges(words, language),
        *_negations(words, language),
        *_numbers(words, language),
        *_capitals(words, text, language, names.places),
        *_phrases(words, names.phrases, WordClass.NAME),
        *_phrases(words, names.places, WordClass.PLACE),
    ):
        for at in range(first, last):
            kinds.setdefault(at, mark)
    return list(_joined_spans(words, kinds, text))


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    folded: str


_Run = tuple[int, int, WordClass]
"""Words from the first to before the last, by their number."""


_LONGEST_NAME = 8
"""Words of a name that is looked for: each length there is costs a walk through the text."""


def _bounded(names: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(
        words for words in (tuple(folded_tokens(name)) for name in names) if 0 < len(words) <= _LONGEST_NAME
    )


def _joined_spans(words: Sequence[_Word], kinds: Mapping[int, WordClass], text: str) -> Iterator[ClassedSpan]:
    """Spans of marked words; neighbours of one kind are one."""
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


def _phrases(words: Sequence[_Word], known: frozenset[tuple[str, ...]], mark: WordClass) -> Iterator[_Run]:
    """Where some phrases stand, the longest first."""
    longest = max(map(len, known), default=0)
    for size in range(longest, 0, -1):
        for at in range(len(words) - size + 1):
            if tuple(word.folded for word in words[at : at + size]) in known:
                yield at, at + size, mark


def _hedges(words: Sequence[_Word], language: str) -> Iterator[_Run]:
    for first, last, mark in _phrases(words, HEDGES.get(language, frozenset()), WordClass.HEDGE):
        if words[first].text != "May":  # the month; a sentence that opens with the hedge is rare
            yield first, last, mark
    if language == "en":
        for first, last, mark in _phrases(words, INEXACT, WordClass.HEDGE):
            if last < len(words) and _is_number(words[last], language):
                yield first, last, mark


def _negations(words: Sequence[_Word], language: str) -> Iterator[_Run]:
    known = NEGATIONS.get(language, frozenset())
    for at, word in enumerate(words):
        if word.folded in known or (language == "en" and word.folded.endswith("n't")):
            yield at, at + 1, WordClass.NEGATION


def _numbers(words: Sequence[_Word], language: str) -> Iterator[_Run]:
    for at, word in enumerate(words):
        dated = language == "en" and word.folded in DATES and (word.folded != "may" or word.text == "May")
        if dated or _is_number(word, language):
            yield at, at + 1, WordClass.NUMBER


def _is_number(word: _Word, language: str) -> bool:
    return any(letter.isdigit() for letter in word.text) or (language == "en" and word.folded in NUMBERS)


_ARTICLE = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|d|l|o)[-’']")
"""What names begin with before their capital."""


def _is_capital(word: str) -> bool:
    """Whether a word has a capital where a name has one: "Baghdad", "al-Harthiya", "US"."""
    article = _ARTICLE.match(word)
    return word[:1].isupper() or bool(article and word[article.end() : article.end() + 1].isupper())


def _capitals(words: Sequence[_Word], text: str, language: str, places: frozenset[tuple[str, ...]]) -> Iterator[_Run]:
    """Runs of words with capitals: places where the words around say so, else names."""
    if language in CAPITAL_NOUNS:
        return
    capital = [
        at
        for at, word in enumerate(words)
        if _is_capital(word.text) and word.folded not in NEVER_NAMES and not _opens(words, text, at)
    ]
    for start, end in _joined(capital, words, text):
        known = tuple(word.folded for word in words[start:end]) in places
        is_place = known or (language == "en" and _is_place(words, start, end))
        yield start, end, WordClass.PLACE if is_place else WordClass.NAME


def _opens(words: Sequence[_Word], text: str, at: int) -> bool:
    """Whether a word has its capital only because a sentence begins with it."""
    before = text[words[at - 1].end if at else 0 : words[at].start]
    if at and not re.search(r"[.!?…:]", before):
        return False
    after = words[at + 1].text if at + 1 < len(words) else ""
    return words[at].text[1:].islower() and not after[:1].isupper()


def _joined(capital: Sequence[int], words: Sequence[_Word], text: str) -> Iterator[tuple[int, int]]:
    """Words in a row with nothing but a blank between."""
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


def _is_place(words: Sequence[_Word], start: int, end: int) -> bool:
    """Whether a run of names ends as places do ("the Green Zone"), or stands where places stand ("in Baghdad")."""
    if words[end - 1].folded in PLACE_NOUNS and end - start > 1:
        return True
    before = [word.folded for word in words[max(0, start - 3) : start]]
    if before[-1:] in (["the"], ["a"]):
        before.pop()
    if before[-1:] == ["of"]:
        return before[-2:-1] != [] and before[-2] in PLACE_NOUNS
    return bool(before) and before[-1] in WHERE
