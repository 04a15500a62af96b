"""Sentences: words and quotations of a paragraph in the order they are read. A quotation counts as one word here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from db.attribution.lexicon import ABBREVIATIONS, ACRONYMS, SENTENCE_OPENERS
from db.attribution.quote_marks import Quotation
from db.attribution.verbs import VERB_FORMS

WordRange = tuple[int, int]
"""Words of a sentence: index of the first and of the one after the last."""
QUOTE_TOKEN = "“”"
"""What stands for a whole quotation among the lowered words of a sentence."""
_MAX_WORDS = 240
"""A sentence is cut after this many words, so that what is asked of one stays bounded."""

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d[\d,.]*\d|[@#$£€]?\w+(?:[-'’.&/@]\w+)*|\.\.\.+|--+|``|''|[^\w\s]")
_SENTENCE_ENDS = {".", "!", "?", "…", "..."}
_QUOTE_MARKS = set("\"“”„‟«»‹›‘’‚'＂") | {"``", "''"}
_LAST_CHARACTERS = frozenset(".!?…)" + QUOTE_TOKEN[-1])
_BRACKETS = {"[", "("}


@dataclass(slots=True)
class Sentence:
    """One sentence as parallel lists over its words; rules speak of a word by its index."""

    text: str
    """The whole text the offsets point into."""
    words: list[str]
    """Words as they stand; a quotation is its whole text."""
    lows: list[str]
    """Words in lower case with straight apostrophes; a quotation is :data:`QUOTE_TOKEN`."""
    starts: list[int]
    """Where each word begins in the text."""
    ends: list[int]
    """Where each word ends."""
    quotes: dict[int, Quotation]
    """Quotations by the index of the word that stands for them."""
    ends_sentence: bool
    """Whether a full stop or the like ends it."""
    depth: int = 0
    """Quotations it stands in."""

    def __len__(self) -> int:
        return len(self.words)

    def low(self, at: int) -> str:
        """The lowered word, or nothing beyond the sentence."""
        return self.lows[at] if 0 <= at < len(self.lows) else ""

    def is_capitalised(self, at: int) -> bool:
        """Whether a word begins with a capital."""
        return 0 <= at < len(self.words) and at not in self.quotes and self.words[at][:1].isupper()


@dataclass(frozen=True, slots=True)
class TextWords:
    """All words of a text, in order."""

    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]


def split_words(text: str) -> TextWords:
    """Cut a text into words and marks."""
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
    """Sentences between two places of the text.

    :param text: the whole text.
    :param words: its words.
    :param start: where to begin.
    :param end: where to stop, exclusive.
    :param quotes: the outermost quotations in between, in order.
    """
    at = bisect_left(words.starts, start)
    last = bisect_left(words.starts, end)
    pending = iter(quotes)
    quote = next(pending, None)
    fresh = _SentenceBuilder(text)
    while at < last:
        place = words.starts[at]
        if quote is not None and place >= quote.start:
            if fresh.breaks_before_quote():
                yield fresh.take()
            fresh.add_quote(quote)
            at = bisect_left(words.starts, quote.end, at)
            quote = next(pending, None)
            continue
        word = words.words[at]
        if word not in _QUOTE_MARKS:
            low = words.lows[at]
            if fresh.may_end() and fresh.breaks_before(word, low, words, at):
                yield fresh.take()
            fresh.add(word, low, place, words.ends[at])
        at += 1
    if fresh.lows:
        yield fresh.take()


class _SentenceBuilder:
    """The sentence being read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._empty()

    def _empty(self) -> None:
        self.words: list[str] = []
        self.lows: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.quotes: dict[int, Quotation] = {}

    def add(self, word: str, low: str, start: int, end: int) -> None:
        self.words.append(word)
        self.lows.append(low)
        self.starts.append(start)
        self.ends.append(end)

    def add_quote(self, quote: Quotation) -> None:
        self.quotes[len(self.words)] = quote
        self.add(self.text[quote.start : quote.end], QUOTE_TOKEN, quote.start, quote.end)

    def may_end(self) -> bool:
        """Whether the last word is one that can end a sentence; most are not, and are asked nothing more."""
        lows = self.lows
        return bool(lows) and (lows[-1][-1] in _LAST_CHARACTERS or len(lows) >= _MAX_WORDS)

    def take(self) -> Sentence:
        closing = self.lows[-1] in _SENTENCE_ENDS or self._quote_ends(".!?…")
        taken = Sentence(self.text, self.words, self.lows, self.starts, self.ends, self.quotes, closing)
        self._empty()
        return taken

    def _quote_ends(self, marks: str) -> bool:
        quote = self.quotes.get(len(self.words) - 1)
        return quote is not None and self.text[quote.inner_end - 1 : quote.inner_end] in tuple(marks)

    def breaks_before_quote(self) -> bool:
        """Whether a quotation begins a sentence."""
        if not self.lows:
            return False
        if self.lows[-1] == QUOTE_TOKEN:
            return self._quote_ends(".!?…") and len(self.lows) > 0
        return self._ended() or len(self.lows) >= _MAX_WORDS

    def breaks_before(self, word: str, low: str, words: TextWords, at: int) -> bool:
        """Whether a word begins a sentence."""
        if len(self.lows) >= _MAX_WORDS:
            return True
        begins = word[0].isupper() or word[0].isdigit() or word[0] in "[(@#—–-•*"
        if self.lows[-1] == QUOTE_TOKEN:
            if not begins or not self._quote_ends(".!?…"):
                return False
            return self._quote_ends(".") or not _tag_comes_next(words, at)
        if not begins or (low in _BRACKETS and self.lows[-1] not in _SENTENCE_ENDS):
            return False
        return self._ended(low)

    def _ended(self, low: str = "") -> bool:
        """Whether the words so far can be a whole sentence."""
        last = self.lows[-1]
        if last.endswith(".") and len(last) > 3 and low in SENTENCE_OPENERS:
            return True
        if last in ("!", "?", "…", "..."):
            return True
        if last == ")" and len(self.lows) > 1 and self.lows[-2] in _SENTENCE_ENDS:
            return True
        if last != ".":
            return False
        before = self.lows[-2] if len(self.lows) > 1 else ""
        touching = len(self.ends) > 1 and self.ends[-2] == self.starts[-1]
        return not (touching and (before in ABBREVIATIONS or (len(before) == 1 and before.isalpha() and before != "i")))


def _tag_comes_next(words: TextWords, at: int) -> bool:
    """Whether what follows "…?" or "…!" looks like "Smith asked" rather than a new sentence."""
    for ahead in range(at, min(at + 9, len(words.lows))):
        low = words.lows[ahead]
        if low in _SENTENCE_ENDS or low in _QUOTE_MARKS:
            return False
        form = VERB_FORMS.get(low)
        if form is not None and form.tense != "ing" and ahead > at:
            following = words.lows[ahead + 1] if ahead + 1 < len(words.lows) else "."
            return following in _SENTENCE_ENDS or following in {
                ",",
                "in",
                "on",
                "at",
                "during",
                "after",
                "as",
                "to",
                "of",
                "the",
                "reporters",
                "when",
            }
    return False
