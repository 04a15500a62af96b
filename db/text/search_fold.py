"""Fold words for the full-text index: no case, no accents, interchangeable letters made equal.

Stored and typed text are folded alike. The positions of words are kept, so that hits can be marked in the original.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from db.dataclass import dataclass
from db.text.pattern import pattern

FOLD = 1
"""The version of these rules. Raise it with every change of their result, so that stores are indexed again."""

_MARKS = pattern(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)
"""Optional marks: accents, Hebrew points, Arabic vowels. Those of Thai, kana and Indian scripts stay."""

_DISTINCT_LETTERS = frozenset("йїў")
"""Letters that Unicode decomposes but that are distinct: й is not и, though ё folds to е."""

_INTERCHANGEABLE = dict(zip("ıøłđħŧðŀٱىیېےکڪةہھەۃ", "ioldhtdlاييييككههههه", strict=True), þ="th", æ="ae", œ="oe")
"""Letters without marks that people use interchangeably."""

_IGNORED = pattern("[\u0640\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Characters in words that are not letters: Arabic tatweel, soft hyphens, zero-width and direction characters."""

_UNSPACED = pattern(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3100-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
"""Letters of scripts without blanks between words: Thai, Lao, Burmese, Khmer, Chinese, kana. Each counts as a word."""

_APOSTROPHES = frozenset("\u02bb\u02bc\u02bd\u02be\u02bf\u02b9\u02c8")
_HALF_WIDTH = pattern("[\uff66-\uff9d][\uff9e\uff9f]")
_ARTICLE = pattern("(?<![^ ])(?:[وف]?[بك]?ال|[وف]?لل)(?=[^ ]{3})")
"""The Arabic article with attached particles, before three letters or more. It is removed."""

PARTLY_ARTICLE = pattern("(?:[وف]?[بك]?ال|[وف]?لل)(?=[^ ])")
"""The same, before a word that is still being typed."""


class _FoldedCharacters(dict[int, str]):
    """Cache: what each character folds to, which is letters, nothing, or a blank."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _fold_character(chr(code))
        return found


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and its place in the text: positions in code points, end exclusive."""

    text: str
    start: int
    end: int


def fold_for_search(text: str) -> str:
    """The folded words of a text, joined by blanks.

    :param text: stored or typed text.
    """
    return _fold_part(text) if len(text) <= _PART else " ".join(filter(None, map(_fold_part, _parts(text))))


def folded_words(folded: str) -> Iterator[list[str]]:
    """The words of a folded text, part by part, since millions of them at once take much memory.

    :param folded: as :func:`fold_for_search` gives it.
    """
    return (part.split() for part in (_parts(folded) if len(folded) > _PART else (folded,)))


def _parts(text: str) -> Iterator[str]:
    """A text in parts of about :data:`_PART` characters, parted between words: other threads have their turns."""
    start = 0
    while start < len(text):
        blank = _BLANK.search(text, start + _PART) if len(text) - start > _PART else None
        end = blank.end() if blank else len(text)
        yield text[start:end]
        start = end


_PART = 1 << 18
_BLANK = pattern("\\s|[\u3400-\u9fff](?=[\u3400-\u9fff])")


def _fold_part(text: str) -> str:
    if text.isascii():
        return " ".join(text.translate(_FOLDED).split())
    spread = " ".join(_compose(text).translate(_FOLDED).split())
    return _ARTICLE.sub("", spread) if _has_arabic(spread) else spread


def search_words(text: str) -> Iterator[Word]:
    """The words of :func:`fold_for_search`, each with its place.

    :param text: stored text, which is NFC.
    """
    letters: list[str] = []
    start = end = 0
    for at, sign in enumerate(_compose(text, places=True)):
        folded = _FOLDED[ord(sign)]
        if not folded:
            end = at + 1 if letters and end == at else end
            continue
        if folded[0] == " " and letters:
            yield from _without_article("".join(letters), start, end)
            letters = []
        for part in folded.split():
            if folded[0] == " ":
                yield Word(part, at, at + 1 + bool(_HALF_WIDTH.match(text, at)))
                continue
            start = start if letters else at
            letters.append(part)
        end = at + 1
    if letters:
        yield from _without_article("".join(letters), start, end)


def _without_article(text: str, start: int, end: int) -> Iterator[Word]:
    """A word without its article; its place includes it."""
    bare = _ARTICLE.sub("", text) if _has_arabic(text) else text
    yield Word(bare, start, end)


def _has_arabic(text: str) -> bool:
    return "ال" in text or "لل" in text


def _compose(text: str, *, places: bool = False) -> str:
    """Compose text: NFC, with half-width kana made full width.

    :param places: keep the length. The text must be NFC already.
    """
    if not places:
        text = unicodedata.normalize("NFC", text)
    return _HALF_WIDTH.sub(lambda pair: unicodedata.normalize("NFKC", pair[0])[0] + "\u00ad", text)


def _fold_character(sign: str) -> str:
    if _IGNORED.match(sign) or _MARKS.match(sign):
        return ""
    if sign.isspace() or sign in _APOSTROPHES:
        return " "
    if sign in "\uff9e\uff9f":
        return ""
    lower = unicodedata.normalize("NFC", sign.casefold())
    if lower in _DISTINCT_LETTERS:
        return lower
    if _UNSPACED.match(sign):
        plain = unicodedata.normalize("NFKC", sign).casefold()
        return f" {' '.join(each for each in plain if _is_letter(each))} "
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold())
    parts = (_INTERCHANGEABLE.get(each, each) for each in unicodedata.normalize("NFC", _MARKS.sub("", decomposed)))
    plain = "".join(_ascii_digit(each) if _is_letter(each) else " " for part in parts for each in part)
    if any(map(_UNSPACED.match, plain)):
        return f" {' '.join(plain)} "
    return f" {' '.join(plain.split())} " if " " in plain else plain


def _is_letter(sign: str) -> bool:
    """Whether a character is part of a word: a letter, a digit, or a mark that is kept."""
    return unicodedata.category(sign)[0] in "LNM" or sign.isalnum()


def _ascii_digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


_FOLDED = _FoldedCharacters()
