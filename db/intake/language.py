"""The language of an article: as it says itself, else guessed from its words when they leave little doubt."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from db.errors import NeedsExtra
from db.intake.optional import library

_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,4}", re.IGNORECASE | re.ASCII)
_NO_LANGUAGE = {"und", "zxx", "mul", "mis"}
_FEWEST_LETTERS = 200
_SAMPLE = 5_000
"""Letters that settle a language; more only cost time."""
_SURE = 0.85


def language_tag(declared: str | None) -> str | None:
    """A declared language as a tag (BCP 47, "en-GB"), or None when it is not one.

    :param declared: what a page, a feed or a PDF says; ``en_GB`` counts.
    """
    tag = (declared or "").strip().replace("_", "-")
    return tag if _TAG.fullmatch(tag) and tag.lower() not in _NO_LANGUAGE else None


def guessed_language(text: str) -> tuple[str | None, tuple[str, ...]]:
    """The language its words leave little doubt about, with a note that it is a guess.

    None for short texts, for mixed ones, and without the extra ``intake``.

    :param text: the words of an article.
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return None, ()
    try:
        found, confidence = _identifier().classify(sample)
    except NeedsExtra:
        return None, ()
    lang = language_tag(found) if confidence >= _SURE else None
    return lang, (f"The language ({lang}) is a guess from the words; nothing in the article says it.",) if lang else ()


@cache
def _identifier() -> Any:
    langid = library("py3langid.langid", "the language of a text")
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
