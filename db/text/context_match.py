"""What stands beside words in a text, and whether it is still the same company. Where the words went is not asked here.

The same words are no proof of the same passage: "12 dead" stands in "112 dead", and what Team Alpha said in one text
may be said by Team Beta in the next.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import takewhile

from db.text.anchors import CONTEXT, Anchor
from db.text.words import UNSPACED, WORD, folded_tokens

_NEAR = CONTEXT
"""Code points to either side in which a word counts as standing beside the words: as many as an anchor keeps."""
_AROUND = 4 * CONTEXT
"""Code points to either side in which a word that stood beside the words counts as still there."""

_LEFT_OUT = "[…]"

_UNSPACED = re.compile(f"[{UNSPACED}]")
_INNER = ".,:/’'-‐‑−+"
"""Signs that belong to a word where letters or digits stand on both sides of them: 1,112, 20/21, anti-missile."""
_OUTER = "_%‰°$€£¥#@&\u200c\u200d"
"""Signs that belong to the word they touch."""

_SENTENCE_END = re.compile(r"[.!?…؟。！？][\"'”’»)\]]*(?:\s+(?![a-zß-öø-ÿа-я])|$)|(?<!:)(?<!:\n)\n|[。！？]")
"""Where a sentence ends: not where a small letter goes on ("Run!” said he"), nor at a line break after a colon."""
_STOPS = ".!?…؟。！？\"'”’»)]"
_NEGATION = re.compile(
    "not|no|never|nor|neither|without|none|nobody|nothing|cannot|.+n't|denied|denies|deny|refuted|false"
    "|لا|لم|لن|ليس|نفى|nicht|keine?[nrms]?|nie|ne|pas|jamais|non|нет|не|ни|никогда"
)
_PLAIN = re.compile(
    "an?|and|as|at|but|by|for|from|he|her|his|i|if|in|its?|of|on|or|she|that|the|their|there|they|this|to|was|we|were"
    "|what|when|where|who|will|with|you"
)
"""Words that say nothing of whose passage it is."""


def context_matches(old: Anchor, text: str, at: int) -> bool:
    """Whether words begin and end inside or between words as they did: "12 dead" is not the end of "112 dead".

    :param at: where the same words stand in the text.
    """
    end = at + len(old.exact)
    left = _glued(old.prefix[::-1], old.exact[0]), _glued(text[max(0, at - _NEAR) : at][::-1], old.exact[0])
    right = _glued(old.suffix, old.exact[-1]), _glued(text[end : end + _NEAR], old.exact[-1])
    return left[0] == left[1] and right[0] == right[1]


def same_sides(old: Anchor, text: str, at: int) -> tuple[bool, bool]:
    """Whether the words before and the words after are those that stood there; where none stood, they are.

    :param at: where the same words stand in the text.
    """
    end = at + len(old.exact)
    before, after = text[max(0, at - 2 * _NEAR) : at], text[end : end + 2 * _NEAR]
    prefix, suffix = _whole_words(old.prefix, cut_first=True), _whole_words(old.suffix, cut_first=False)
    return (
        before.endswith(old.prefix) or (bool(prefix) and folded_tokens(before)[-len(prefix) :] == prefix),
        after.startswith(old.suffix) or (bool(suffix) and folded_tokens(after)[: len(suffix)] == suffix),
    )


def lost_context(old: Anchor, text: str, at: int) -> bool:
    """Whether words stood beside the words, and neither those before nor those after still do.

    What stands beyond a mark of left out text is another passage's.

    :param at: where the same words stand in the text.
    """
    beside = old.prefix.rpartition(_LEFT_OUT)[2], old.suffix.partition(_LEFT_OUT)[0]
    sides = [same for own, same in zip(beside, same_sides(old, text, at), strict=True) if WORD.search(own)]
    return bool(sides) and not any(sides)


def nearness(old: Anchor, text: str, at: int) -> int:
    """How many code points beside the words are the same, counted outwards from them on both sides."""
    end = at + len(old.exact)
    left = zip(reversed(old.prefix), reversed(text[max(0, at - _NEAR) : at]), strict=False)
    right = zip(old.suffix, text[end : end + _NEAR], strict=False)
    return sum(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], side)) for side in (left, right))


def different_context(old: Anchor, text: str, at: int) -> bool:
    """Whether a word beside the words gave way to another, or a negation came or went.

    Only what stands in the same sentence counts, so that a passage may move and a paragraph be put before it, and only
    what was replaced: words may come or go beside the words without making them another's.

    :param at: where the same words stand in the text.
    """
    end = at + len(old.exact)
    stop = old.exact[len(old.exact.rstrip(_STOPS)) :]
    then = _company(old.prefix, stop, old.suffix)
    now = _company(text[max(0, at - _NEAR) : at], stop, text[end : end + _NEAR])
    if {*filter(_NEGATION.fullmatch, then)} != {*filter(_NEGATION.fullmatch, now)}:
        return True
    around = {*folded_tokens(text[max(0, at - _AROUND) : at]), *folded_tokens(text[end : end + _AROUND])}
    return bool(then - around and now - then)


def _glued(outwards: str, edge: str) -> str:
    """The rest of a word that goes on beyond the edge of the words, read outwards."""
    if not _joins(edge) or not outwards:
        return ""
    if _UNSPACED.match(edge):
        return outwards[0] if _UNSPACED.match(outwards[0]) else ""
    glued = ""
    for place, letter in enumerate(outwards):
        goes_on = letter in _INNER and place + 1 < len(outwards) and _joins(outwards[place + 1])
        if _UNSPACED.match(letter) or not (_joins(letter) or goes_on):
            break
        glued += letter
    return glued


def _joins(letter: str) -> bool:
    return letter.isalnum() or letter in _OUTER or unicodedata.category(letter)[0] == "M"


def _whole_words(context: str, *, cut_first: bool) -> list[str]:
    """The words of a context without the one that its far end may have cut."""
    words = folded_tokens(context)
    if len(context) < _NEAR:
        return words
    return words[1:] if cut_first else words[:-1]


def _company(before: str, stop: str, after: str) -> set[str]:
    """The words that stand beside words in their own sentence and say something, as they are compared.

    :param stop: the signs with which the words themselves end.
    """
    ends = [found.end() for found in _SENTENCE_END.finditer(before)]
    opens = before[ends[-1] :] if ends else before
    end = _SENTENCE_END.search(stop + after)
    closes = after[: max(0, end.start() - len(stop))] if end else after
    left, right = folded_tokens(opens), folded_tokens(closes)
    words = (*left[len(opens) >= _NEAR :], *right[: len(right) - (len(closes) >= _NEAR)])
    return {word for word in words if not _PLAIN.fullmatch(word)}
