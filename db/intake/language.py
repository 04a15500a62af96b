"""The language of an article: as declared, else guessed from its text."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from db.errors import NeedsExtra
from db.intake.optional import load_library

_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,4}", re.IGNORECASE | re.ASCII)
_NO_LANGUAGE = {"und", "zxx", "mul", "mis"}
_FEWEST_LETTERS = 20
_FEW_LETTERS = 200
"""A text with fewer letters must be the more clearly of its language."""
_SAMPLE_LETTERS = 5_000
"""Characters that identification looks at; more only cost time."""
_LEAST_CONFIDENCE = 0.85
_LEAST_CONFIDENCE_IN_FEW = 0.9


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
    letters = sum(map(str.isalpha, sample))
    if letters < _FEWEST_LETTERS:
        return None, ()
    try:
        found, confidence = _language_identifier().classify(sample)
    except NeedsExtra:
        return None, ()
    least = _LEAST_CONFIDENCE if letters >= _FEW_LETTERS else _LEAST_CONFIDENCE_IN_FEW
    lang = language_tag(found) if confidence >= least else None
    return lang, (f"{_GUESS} ({lang}) is a guess from the words; nothing in the article says it.",) if lang else ()


_GUESS = "The language"


def is_language_guess(note: str) -> bool:
    """Whether a note on an article only says that its language is a guess, which calls for no look at the text."""
    return note.startswith(f"{_GUESS} (")


@cache
def _language_identifier() -> Any:
    langid = load_library("py3langid.langid", "the language of a text")
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
