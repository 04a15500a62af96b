"""Words as they are searched for: without case, accents and the letters people write one for the other.

What is typed and what is on record go through the same folding. It keeps each letter's place, so that what is found
is shown at the very words of the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

FOLD = 1
"""The rules' number: to be raised with every change of what this module gives, so that stores are indexed anew."""

_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)
"""Marks that are written or left out: accents, Hebrew points, Arabic vowels. Those of Thai, kana and India stay."""

_LETTERS_OF_THEIR_OWN = frozenset("йїў")
"""Letters that are no variant of another, though Unicode makes them of one with a mark: й is not и, as ё is е."""

_ALIKE = dict(zip("ıøłđħŧðŀٱىیېےکڪةہھەۃ", "ioldhtdlاييييككههههه", strict=True), þ="th", æ="ae", œ="oe")
"""Letters that have no mark to lose, and are written one for the other."""

_NOTHING = re.compile("[\u0640\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Signs in words that are no letters: the stroke that lengthens Arabic words, soft hyphens, zero widths, directions."""

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3100-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
"""Letters of scripts without blanks between words: Thai, Lao, Burmese, Khmer, Chinese, kana. Each is a word here."""

_APOSTROPHES = frozenset("\u02bb\u02bc\u02bd\u02be\u02bf\u02b9\u02c8")
_HALF_WIDTH = re.compile("[\uff66-\uff9d][\uff9e\uff9f]")
_ARTICLE = re.compile("(?<![^ ])(?:[وف]?[بك]?ال|[وف]?لل)(?=[^ ]{3})")
"""The Arabic article, with what is written together with it, before a word of three letters or more: it is left out."""

PARTLY_ARTICLE = re.compile("(?:[وف]?[بك]?ال|[وف]?لل)(?=[^ ])")
"""The same before a word that is still being typed."""


class _Letters(dict[int, str]):
    """What each character folds to: letters, nothing, or a blank; found once for each."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _of(chr(code))
        return found


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, and where it stands in the text, end exclusive, in code points."""

    text: str
    start: int
    end: int


def fold_for_search(text: str) -> str:
    """The folded words of a text, with blanks between them.

    :param text: text of the store, or what a person types.
    """
    if text.isascii():
        return " ".join(text.translate(_LETTERS).split())
    spread = " ".join(_composed(text).translate(_LETTERS).split())
    return _ARTICLE.sub("", spread) if _has_arabic(spread) else spread


def search_words(text: str) -> Iterator[Word]:
    """The words of :func:`fold_for_search`, each at its place.

    :param text: as it is on record, that is NFC.
    """
    letters: list[str] = []
    start = end = 0
    for at, sign in enumerate(_composed(text, places=True)):
        folded = _LETTERS[ord(sign)]
        if not folded:
            end = at + 1 if letters and end == at else end
            continue
        if folded[0] == " " and letters:
            yield from _word("".join(letters), start, end)
            letters = []
        for part in folded.split():
            if folded[0] == " ":
                yield Word(part, at, at + 1 + bool(_HALF_WIDTH.match(text, at)))
                continue
            start = start if letters else at
            letters.append(part)
        end = at + 1
    if letters:
        yield from _word("".join(letters), start, end)


def _word(text: str, start: int, end: int) -> Iterator[Word]:
    """A word without its article; the span keeps it. Some letters fold to several words."""
    bare = _ARTICLE.sub("", text) if _has_arabic(text) else text
    yield Word(bare, start, end)


def _has_arabic(text: str) -> bool:
    return "ال" in text or "لل" in text


def _composed(text: str, *, places: bool = False) -> str:
    """Text in NFC, with kana of half width in full; where places matter, as long as before.

    :param places: the text is NFC as it is.
    """
    if not places:
        text = unicodedata.normalize("NFC", text)
    return _HALF_WIDTH.sub(lambda pair: unicodedata.normalize("NFKC", pair[0])[0] + "\u00ad", text)


def _of(sign: str) -> str:
    if _NOTHING.match(sign) or _MARKS.match(sign):
        return ""
    if sign.isspace() or sign in _APOSTROPHES:
        return " "
    if sign in "\uff9e\uff9f":
        return ""
    lower = unicodedata.normalize("NFC", sign.casefold())
    if lower in _LETTERS_OF_THEIR_OWN:
        return lower
    if _UNSPACED.match(sign):
        plain = unicodedata.normalize("NFKC", sign).casefold()
        return f" {' '.join(each for each in plain if _is_letter(each))} "
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold())
    parts = (_ALIKE.get(each, each) for each in unicodedata.normalize("NFC", _MARKS.sub("", decomposed)))
    plain = "".join(_digit(each) if _is_letter(each) else " " for part in parts for each in part)
    if any(map(_UNSPACED.match, plain)):
        return f" {' '.join(plain)} "
    return f" {' '.join(plain.split())} " if " " in plain else plain


def _is_letter(sign: str) -> bool:
    """Whether a sign is part of a word: letters, digits, and marks that were not left out."""
    return unicodedata.category(sign)[0] in "LNM" or sign.isalnum()


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


_LETTERS = _Letters()
