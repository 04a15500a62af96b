"""Compare the context of a quote in two versions of a text. Finding the quote: :mod:`db.text.reanchor`.

The same words don't prove the same passage: "12 dead" is part of "112 dead", and what Team Alpha said in one version
Team Beta may say in the next.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import takewhile

from db.text.anchors import CONTEXT, Anchor
from db.text.words import UNSPACED, WORD, folded_tokens

_CONTEXT = CONTEXT
"""Code points to either side of a quote that are its context: as many as an anchor keeps."""
_WIDE_CONTEXT = 4 * CONTEXT
"""Code points to either side in which a word of the old context counts as kept."""

_ELLIPSIS = "[…]"

_UNSPACED = re.compile(f"[{UNSPACED}]")
_INSIDE_WORDS = ".,:/’'-‐‑−+"
"""Characters that belong to a word between two letters or digits: 1,112, 20/21, anti-missile."""
_AT_WORDS = "_%‰°$€£¥#@&\u200c\u200d"
"""Characters that belong to a word they touch."""

_SENTENCE_END = re.compile(r"[.!?…؟。！？][\"'”’»)\]]*(?:\s+(?![a-zß-öø-ÿа-я])|$)|(?<!:)(?<!:\n)\n|[。！？]")
"""The end of a sentence; not before a small letter ("Run!” said he"), nor at a line break after a colon."""
_END_MARKS = ".!?…؟。！？\"'”’»)]"
_NEGATION = re.compile(
    "not|no|never|nor|neither|without|none|nobody|nothing|cannot|.+n't|denied|denies|deny|refuted|false"
    "|لا|لم|لن|ليس|نفى|nicht|keine?[nrms]?|nie|ne|pas|jamais|non|нет|не|ни|никогда"
)
_COMMON_WORDS = re.compile(
    "an?|and|as|at|but|by|for|from|he|her|his|i|if|in|its?|of|on|or|she|that|the|their|there|they|this|to|was|we|were"
    "|what|when|where|who|will|with|you"
)
"""Words too common to identify a passage."""


def context_matches(old: Anchor, text: str, at: int) -> bool:
    """Whether a quote is cut off from its neighbours as before: "12 dead" does not match inside "112 dead".

    :param old: the quote with its old context.
    :param at: the start of the same words in the text.
    """
    end = at + len(old.exact)
    left = (
        _rest_of_word(old.prefix[::-1], old.exact[0]),
        _rest_of_word(text[max(0, at - _CONTEXT) : at][::-1], old.exact[0]),
    )
    right = _rest_of_word(old.suffix, old.exact[-1]), _rest_of_word(text[end : end + _CONTEXT], old.exact[-1])
    return left[0] == left[1] and right[0] == right[1]


def same_sides(old: Anchor, text: str, at: int) -> tuple[bool, bool]:
    """Whether the context before, and that after, is the same. An empty context always is.

    :param at: the start of the same words in the text.
    """
    end = at + len(old.exact)
    before, after = text[max(0, at - 2 * _CONTEXT) : at], text[end : end + 2 * _CONTEXT]
    prefix, suffix = _whole_words(old.prefix, cut_first=True), _whole_words(old.suffix, cut_first=False)
    return (
        before.endswith(old.prefix) or (bool(prefix) and folded_tokens(before)[-len(prefix) :] == prefix),
        after.startswith(old.suffix) or (bool(suffix) and folded_tokens(after)[: len(suffix)] == suffix),
    )


def has_lost_context(old: Anchor, text: str, at: int) -> bool:
    """Whether a quote had context, and lost it on both sides.

    Context beyond "[…]" belongs to another passage, and is ignored.

    :param at: the start of the same words in the text.
    """
    beside = old.prefix.rpartition(_ELLIPSIS)[2], old.suffix.partition(_ELLIPSIS)[0]
    sides = [same for own, same in zip(beside, same_sides(old, text, at), strict=True) if WORD.search(own)]
    return bool(sides) and not any(sides)


def context_overlap(old: Anchor, text: str, at: int) -> int:
    """The number of equal code points on both sides of a quote, counted outwards from it."""
    end = at + len(old.exact)
    left = zip(reversed(old.prefix), reversed(text[max(0, at - _CONTEXT) : at]), strict=False)
    right = zip(old.suffix, text[end : end + _CONTEXT], strict=False)
    return sum(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], side)) for side in (left, right))


def has_different_context(old: Anchor, text: str, at: int) -> bool:
    """Whether a word of the context was replaced by another, or a negation was added or removed.

    Only the sentence of the quote counts, so that a passage may move. Words that were only added or only removed do
    not count, since they leave the quote with its speaker.

    :param at: the start of the same words in the text.
    """
    end = at + len(old.exact)
    stop = old.exact[len(old.exact.rstrip(_END_MARKS)) :]
    then = _context_words(old.prefix, stop, old.suffix)
    now = _context_words(text[max(0, at - _CONTEXT) : at], stop, text[end : end + _CONTEXT])
    if {*filter(_NEGATION.fullmatch, then)} != {*filter(_NEGATION.fullmatch, now)}:
        return True
    around = {*folded_tokens(text[max(0, at - _WIDE_CONTEXT) : at]), *folded_tokens(text[end : end + _WIDE_CONTEXT])}
    return bool(then - around and now - then)


def _rest_of_word(outwards: str, edge: str) -> str:
    """The rest of a word that the edge of a quote cuts, read outwards."""
    if not _is_word_character(edge) or not outwards:
        return ""
    if _UNSPACED.match(edge):
        return outwards[0] if _UNSPACED.match(outwards[0]) else ""
    glued = ""
    for place, letter in enumerate(outwards):
        goes_on = letter in _INSIDE_WORDS and place + 1 < len(outwards) and _is_word_character(outwards[place + 1])
        if _UNSPACED.match(letter) or not (_is_word_character(letter) or goes_on):
            break
        glued += letter
    return glued


def _is_word_character(letter: str) -> bool:
    return letter.isalnum() or letter in _AT_WORDS or unicodedata.category(letter)[0] == "M"


def _whole_words(context: str, *, cut_first: bool) -> list[str]:
    """The words of a context, without the one that its far end may have cut."""
    words = folded_tokens(context)
    if len(context) < _CONTEXT:
        return words
    return words[1:] if cut_first else words[:-1]


def _context_words(before: str, stop: str, after: str) -> set[str]:
    """The context words of a quote in its own sentence, folded, without the common ones.

    :param stop: the punctuation at the end of the quote.
    """
    ends = [found.end() for found in _SENTENCE_END.finditer(before)]
    opens = before[ends[-1] :] if ends else before
    end = _SENTENCE_END.search(stop + after)
    closes = after[: max(0, end.start() - len(stop))] if end else after
    left, right = folded_tokens(opens), folded_tokens(closes)
    words = (*left[len(opens) >= _CONTEXT :], *right[: len(right) - (len(closes) >= _CONTEXT)])
    return {word for word in words if not _COMMON_WORDS.fullmatch(word)}
