"""Sentences: the words and quotations of a paragraph as the rules read them. A quotation counts as one word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator

from db.attribution.lexicon import ABBREVIATIONS, ACRONYMS, SENTENCE_OPENERS
from db.attribution.quote_marks import Quotation
from db.attribution.verbs import VERB_FORMS, vocabulary
from db.dataclass import dataclass, field

WordRange = tuple[int, int]
"""Words of a sentence: the index of the first and of the one after the last."""
QUOTE_TOKEN = "“”"
"""Stands for a whole quotation among the lowered words of a sentence."""
_MAX_WORDS = 240
"""A longer sentence is cut, since some rules look at every pair of words of a sentence."""

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d[\d,.]*\d|[@#$£€]?\w+(?:[-'’.&/@]\w+)*|\.\.\.+|--+|``|''|[^\w\s]")
_SENTENCE_ENDS = {".", "!", "?", "…", "..."}
_QUOTE_ENDS = frozenset(".!?…")
"""Last characters of a quotation that can be a sentence."""
_QUOTE_MARKS = set("\"“”„‟«»‹›‘’‚'＂") | {"``", "''"}
_LAST_CHARACTERS = frozenset(".!?…)" + QUOTE_TOKEN[-1])
_BRACKETS = {"[", "("}
_AFTER_TAG = vocabulary(". ! ? … ... , in on at during after as to of the reporters when")


@dataclass(slots=True)
class Sentence:
    """One sentence as parallel lists over its words; rules refer to a word by its index."""

    text: str
    """The whole text."""
    words: list[str] = field(default_factory=list)
    """Words as written; for a quotation, all of it."""
    lows: list[str] = field(default_factory=list)
    """Words in lower case with straight apostrophes; for a quotation, :data:`QUOTE_TOKEN`."""
    starts: list[int] = field(default_factory=list)
    """Start of each word in the text, in code points."""
    ends: list[int] = field(default_factory=list)
    """End of each word, exclusive."""
    quotes: dict[int, Quotation] = field(default_factory=dict)
    """Quotations by the index of their word."""
    depth: int = 0
    """How many quotations the sentence is in."""
    sources_before: dict[tuple[int, WordRange | None], WordRange | None] = field(default_factory=dict)
    """What :func:`db.attribution.subjects.subject_before` found, by its arguments."""
    leading_subjects: dict[int, WordRange | None] = field(default_factory=dict)
    """What :func:`db.attribution.subjects.leading_subject` found, by its index."""

    def __len__(self) -> int:
        return len(self.words)

    def low(self, at: int) -> str:
        """The lowered word at an index, or an empty string outside the sentence."""
        return self.lows[at] if 0 <= at < len(self.lows) else ""

    def is_capitalised(self, at: int) -> bool:
        """Whether a word begins with a capital."""
        return 0 <= at < len(self.words) and at not in self.quotes and self.words[at][:1].isupper()

    def find(self, wanted: Collection[str], start: int, end: int) -> int | None:
        """Index of the first wanted word in a range, or None."""
        return next((k for k in range(start, min(end, len(self.lows))) if self.lows[k] in wanted), None)

    def find_before(self, wanted: Collection[str], stops: Collection[str], start: int, end: int) -> int | None:
        """Index of the first wanted word in a range, or None if there is none or a stop comes first."""
        for k in range(start, min(end, len(self.lows))):
            if self.lows[k] in wanted:
                return k
            if self.lows[k] in stops:
                return None
        return None

    def skip(self, at: int, words: Collection[str]) -> int:
        """The first index from `at` on that holds none of some words."""
        while at < len(self.lows) and self.lows[at] in words:
            at += 1
        return at

    def skip_back(self, at: int, words: Collection[str]) -> int:
        """The last index up to `at` that holds none of some words; -1 before the sentence."""
        while at >= 0 and self.lows[at] in words:
            at -= 1
        return at

    def add(self, word: str, low: str, start: int, end: int) -> None:
        """Append a word."""
        self.words.append(word)
        self.lows.append(low)
        self.starts.append(start)
        self.ends.append(end)


@dataclass(frozen=True, slots=True)
class TextWords:
    """All words and marks of a text, in order, as parallel lists like those of :class:`Sentence`."""

    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]


def split_words(text: str) -> TextWords:
    """Split a text into words and punctuation marks."""
    spans = [found.span() for found in _TOKEN.finditer(text)]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    words = [text[start:end] for start, end in spans]
    lows = [word.lower() for word in words]
    if "’" in text:
        lows = [low.replace("’", "'") if "’" in low else low for low in lows]
    for at, word in enumerate(words):
        if word in ACRONYMS:
            lows[at] = ACRONYMS[word]
    return TextWords(words, lows, starts, ends)


def split_sentences(text: str, words: TextWords, start: int, end: int, quotes: list[Quotation]) -> Iterator[Sentence]:
    """The sentences of a range of the text.

    :param text: the whole text.
    :param words: its words.
    :param start: start of the range, in code points.
    :param end: its end, exclusive.
    :param quotes: the outermost quotations in the range, in order.
    """
    at = bisect_left(words.starts, start)
    last = bisect_left(words.starts, end)
    pending = iter(quotes)
    quote = next(pending, None)
    builder = _SentenceBuilder(Sentence(text))
    while at < last:
        place = words.starts[at]
        if quote is not None and place >= quote.start:
            if builder.breaks_before_quote():
                yield builder.take()
            builder.add_quote(quote)
            at = bisect_left(words.starts, quote.end, at)
            quote = next(pending, None)
            continue
        word = words.words[at]
        if word not in _QUOTE_MARKS:
            low = words.lows[at]
            if builder.may_end() and builder.breaks_before(word, low, words, at):
                yield builder.take()
            builder.sentence.add(word, low, place, words.ends[at])
        at += 1
    if builder.sentence.lows:
        yield builder.take()


@dataclass(slots=True)
class _SentenceBuilder:
    """The sentence being read, and whether it ends before the next word."""

    sentence: Sentence

    def add_quote(self, quote: Quotation) -> None:
        """Append a quotation as one word."""
        s = self.sentence
        s.quotes[len(s)] = quote
        s.add(s.text[quote.start : quote.end], QUOTE_TOKEN, quote.start, quote.end)

    def take(self) -> Sentence:
        """Return the sentence and begin a new one."""
        taken, self.sentence = self.sentence, Sentence(self.sentence.text)
        return taken

    def may_end(self) -> bool:
        """Whether the last word can end a sentence: a cheap test that most words fail."""
        lows = self.sentence.lows
        return bool(lows) and (lows[-1][-1] in _LAST_CHARACTERS or len(lows) >= _MAX_WORDS)

    def breaks_before_quote(self) -> bool:
        """Whether a quotation begins a new sentence."""
        lows = self.sentence.lows
        if not lows:
            return False
        if lows[-1] == QUOTE_TOKEN:
            return self._last_quote_mark() in _QUOTE_ENDS
        return self._is_complete() or len(lows) >= _MAX_WORDS

    def breaks_before(self, word: str, low: str, words: TextWords, at: int) -> bool:
        """Whether a word begins a new sentence.

        :param at: index of the word in all words of the text.
        """
        lows = self.sentence.lows
        if len(lows) >= _MAX_WORDS:
            return True
        begins = word[0].isupper() or word[0].isdigit() or word[0] in "[(@#—–-•*"
        if lows[-1] == QUOTE_TOKEN:
            mark = self._last_quote_mark()
            return begins and mark in _QUOTE_ENDS and (mark == "." or not _tag_comes_next(words, at))
        if not begins or (low in _BRACKETS and lows[-1] not in _SENTENCE_ENDS):
            return False
        return self._is_complete(low)

    def _last_quote_mark(self) -> str:
        """The last character of the quotation that the words end with, or an empty string."""
        s = self.sentence
        quote = s.quotes.get(len(s) - 1)
        return s.text[quote.inner_end - 1 : quote.inner_end] if quote is not None else ""

    def _is_complete(self, following: str = "") -> bool:
        """Whether the words so far can be a whole sentence, given the lowered word that follows."""
        s = self.sentence
        last, before = s.lows[-1], s.low(len(s) - 2)
        if last.endswith(".") and len(last) > 3 and following in SENTENCE_OPENERS:
            return True
        if last in ("!", "?", "…", "...") or (last == ")" and before in _SENTENCE_ENDS):
            return True
        if last != ".":
            return False
        touching = len(s) > 1 and s.ends[-2] == s.starts[-1]
        return not (touching and (before in ABBREVIATIONS or (len(before) == 1 and before.isalpha() and before != "i")))


def _tag_comes_next(words: TextWords, at: int) -> bool:
    """Whether the words after "…?” " or "…!” " look like "Smith asked" rather than a new sentence."""
    for ahead in range(at, min(at + 9, len(words.lows))):
        low = words.lows[ahead]
        if low in _SENTENCE_ENDS or low in _QUOTE_MARKS:
            return False
        form = VERB_FORMS.get(low)
        if form is not None and form.tense != "ing" and ahead > at:
            return ahead + 1 >= len(words.lows) or words.lows[ahead + 1] in _AFTER_TAG
    return False
