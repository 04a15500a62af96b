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

from db.text.diff import WORD, fold


class Mark(StrEnum):
    """What some words are."""

    HEDGE = "hedge"
    NEGATION = "negation"
    NUMBER = "number"
    """A number or a date."""
    PLACE = "place"
    NAME = "name"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Span:
    """Where marked words stand, in code points, end exclusive."""

    start: int
    end: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Names:
    """Names and places that are on record, as words are compared."""

    phrases: frozenset[tuple[str, ...]] = field(default_factory=frozenset)
    """Names, word by word."""
    places: frozenset[tuple[str, ...]] = field(default_factory=frozenset)

    @classmethod
    def of(cls, names: Sequence[str], places: Sequence[str]) -> Names:
        """From names as they are written; a place such as "al-Harthiya, Baghdad" is two."""
        parts = [part for place in places for part in place.split(",")]
        return cls(_bounded(names), _bounded(parts))


def marks(text: str, lang: str | None, names: Names) -> list[Span]:
    """The marked words of a text, in order; none overlap. The rest of it is :attr:`Mark.OTHER`.

    :param lang: a BCP 47 tag; only its first part counts.
    :param names: what is on record.
    """
    language = (lang or "").partition("-")[0].lower()
    words = [_Word(found.start(), found.end(), found.group(), fold(found.group())) for found in WORD.finditer(text)]
    kinds: dict[int, Mark] = {}
    for first, last, mark in (
        *_hedges(words, language),
        *_negations(words, language),
        *_numbers(words, language),
        *_capitals(words, text, language, names.places),
        *_phrases(words, names.phrases, Mark.NAME),
        *_phrases(words, names.places, Mark.PLACE),
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


_Run = tuple[int, int, Mark]
"""Words from the first to before the last, by their number."""


_LONGEST_NAME = 8
"""Words of a name that is looked for: each length there is costs a walk through the text."""


def _bounded(names: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(words for words in map(_words, names) if 0 < len(words) <= _LONGEST_NAME)


def _words(name: str) -> tuple[str, ...]:
    return tuple(map(fold, WORD.findall(name)))


def _joined_spans(words: Sequence[_Word], kinds: Mapping[int, Mark], text: str) -> Iterator[Span]:
    """Spans of marked words; neighbours of one kind are one."""
    now: Span | None = None
    for at in sorted(kinds):
        word, mark = words[at], kinds[at]
        if now and now.mark is mark and not text[now.end : word.start].strip():
            now = Span(now.start, word.end, mark)
            continue
        if now:
            yield now
        now = Span(word.start, word.end, mark)
    if now:
        yield now


def _phrases(words: Sequence[_Word], known: frozenset[tuple[str, ...]], mark: Mark) -> Iterator[_Run]:
    """Where some phrases stand, the longest first."""
    longest = max(map(len, known), default=0)
    for size in range(longest, 0, -1):
        for at in range(len(words) - size + 1):
            if tuple(word.folded for word in words[at : at + size]) in known:
                yield at, at + size, mark


def _hedges(words: Sequence[_Word], language: str) -> Iterator[_Run]:
    for first, last, mark in _phrases(words, _HEDGES.get(language, frozenset()), Mark.HEDGE):
        if words[first].text != "May":  # the month; a sentence that opens with the hedge is rare
            yield first, last, mark
    if language == "en":
        for first, last, mark in _phrases(words, _INEXACT, Mark.HEDGE):
            if last < len(words) and _is_number(words[last], language):
                yield first, last, mark


def _negations(words: Sequence[_Word], language: str) -> Iterator[_Run]:
    known = _NEGATIONS.get(language, frozenset())
    for at, word in enumerate(words):
        if word.folded in known or (language == "en" and word.folded.endswith("n't")):
            yield at, at + 1, Mark.NEGATION


def _numbers(words: Sequence[_Word], language: str) -> Iterator[_Run]:
    for at, word in enumerate(words):
        dated = language == "en" and word.folded in _DATES and (word.folded != "may" or word.text == "May")
        if dated or _is_number(word, language):
            yield at, at + 1, Mark.NUMBER


def _is_number(word: _Word, language: str) -> bool:
    return any(letter.isdigit() for letter in word.text) or (language == "en" and word.folded in _NUMBERS)


_ARTICLE = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|d|l|o)[-’']")
"""What names begin with before their capital."""


def _is_capital(word: str) -> bool:
    """Whether a word has a capital where a name has one: "Baghdad", "al-Harthiya", "US"."""
    article = _ARTICLE.match(word)
    return word[:1].isupper() or bool(article and word[article.end() : article.end() + 1].isupper())


def _capitals(words: Sequence[_Word], text: str, language: str, places: frozenset[tuple[str, ...]]) -> Iterator[_Run]:
    """Runs of words with capitals: places where the words around say so, else names."""
    if language in _CAPITAL_NOUNS:
        return
    capital = [
        at
        for at, word in enumerate(words)
        if _is_capital(word.text) and word.folded not in _NEVER_NAMES and not _opens(words, text, at)
    ]
    for start, end in _joined(capital, words, text):
        known = tuple(word.folded for word in words[start:end]) in places
        is_place = known or (language == "en" and _is_place(words, start, end))
        yield start, end, Mark.PLACE if is_place else Mark.NAME


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
    if words[end - 1].folded in _PLACE_NOUNS and end - start > 1:
        return True
    before = [word.folded for word in words[max(0, start - 3) : start]]
    if before[-1:] in (["the"], ["a"]):
        before.pop()
    if before[-1:] == ["of"]:
        return before[-2:-1] != [] and before[-2] in _PLACE_NOUNS
    return bool(before) and before[-1] in _WHERE


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _phrase_set(phrases: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_words(phrase) for phrase in phrases.replace("\n", " ").split("|")) - {()}


_WHERE = _set("in at near over outside inside around across into towards toward above within throughout beneath")
_PLACE_NOUNS = _set(
    """zone area street square airport province governorate region river valley city town village district suburb
    neighbourhood neighborhood quarter bridge base camp road highway port island islands sea gulf strait bay lake hill
    hills mountain mountains crossing border north south east west outskirts centre center capital"""
)
_CAPITAL_NOUNS = _set("de lb")
"""Languages in which every noun has a capital."""
_NEVER_NAMES = _set("i the a an he she it we they you this that these those there mr mrs ms dr o oh")

_DATES = _set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december today yesterday tomorrow tonight"""
)
_NUMBERS = _set(
    """zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million
    millions billion billions dozen dozens half twice several scores"""
)

_HEDGES = {
    "en": _phrase_set(
        """may | might | could | perhaps | possibly | probably | maybe | likely | unlikely | allegedly | alleged |
        reportedly | apparently | apparent | seemingly | supposedly | purportedly | purported | presumably | suspected |
        suspects | suspect | believed | believes | believed to | thought to | thought that | was thought to |
        were thought to | was thought | were thought | said to |
        appears | appear | appeared | seems | seem | seemed | suggests | suggest | suggested | rumoured | rumored |
        unconfirmed | unverified | claimed | claims | claim | by mistake | mistakenly | by accident | accidentally |
        accidental | by error | in error | by way of error | by way of mistake | erroneously | inadvertently |
        unintentionally | deliberately | on purpose | intentionally | so-called | some of | partly | in part |
        not clear | unclear | according to | it is said | reported to | would have"""
    ),
    "fr": _phrase_set(
        """peut-être | probablement | apparemment | vraisemblablement | présumé | présumée | prétendument | soi-disant |
        serait | seraient | aurait | auraient | pourrait | pourraient | semble | selon | par erreur | par accident |
        accidentellement | environ | presque | au moins"""
    ),
    "de": _phrase_set(
        """vielleicht | möglicherweise | wahrscheinlich | vermutlich | mutmaßlich | angeblich | offenbar | anscheinend |
        wohl | könnte | könnten | soll | sollen | dürfte | laut | versehentlich | aus versehen | irrtümlich | etwa |
        rund | fast | mindestens"""
    ),
    "es": _phrase_set(
        """quizá | quizás | tal vez | probablemente | posiblemente | supuestamente | presuntamente | presunto |
        presunta | al parecer | aparentemente | podría | podrían | habría | habrían | según | por error |
        por accidente | accidentalmente | unos | casi | al menos"""
    ),
    "tr": _phrase_set(
        "belki | muhtemelen | sözde | iddiaya göre | iddia edilen | yanlışlıkla | kazara | yaklaşık | neredeyse | en az"
    ),
    "ar": _phrase_set(
        """ربما | قد | يزعم | مزعوم | المزعوم | يبدو | يعتقد | يرجح | محتمل | من المحتمل | بالخطأ | خطأ |
        عن طريق الخطأ | حوالي | نحو | تقريبا"""
    ),
}

_INEXACT = _phrase_set(
    """about | around | roughly | approximately | nearly | almost | at least | at most | up to | more than | less than |
    fewer than | as many as | over | under | some"""
)
"""Hedges where a number follows."""

_NEGATIONS = {
    "en": _set("no not never none nobody nothing nowhere neither nor without cannot untrue false"),
    "fr": _set("ne n pas jamais rien aucun aucune ni sans personne faux"),
    "de": _set("nicht kein keine keinen keiner keinem keines nie niemals nichts niemand weder ohne falsch"),
    "es": _set("no nunca jamás nada nadie ningún ninguno ninguna ni sin falso"),
    "tr": _set("değil yok hiç asla ne hiçbir"),
    "ar": _set("لا لم لن ليس ليست ما غير بدون دون"),
}
