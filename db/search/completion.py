"""Completion of a filter while it is typed: candidates for a person to choose from."""

from __future__ import annotations

import re
from collections.abc import Collection

from db.dataclass import dataclass
from db.search.fields import CHOICES, NAMED, NONE, SHAPES, FilterWord, normalize_choice
from db.search.resolve_names import names_beginning
from db.store.reader import Reader

_BEGUN = re.compile(r'-?(?:(?P<label>[^\W\d_]{1,40}):)?(?P<value>"[^"]*|[^\s"]*)$')


@dataclass(frozen=True, slots=True)
class FilterSuggestion:
    """One candidate to put in place of the word being typed."""

    words: str
    about: str
    """What it means; empty where the text says it."""


@dataclass(frozen=True, slots=True)
class FilterCompletion:
    """The candidates, and the part of the filter that they replace."""

    start: int
    end: int
    """Span of the word being typed, end exclusive, without a leading hyphen."""
    candidates: tuple[FilterSuggestion, ...]
    hint: str = ""
    """What to type there, where there are no candidates."""


def complete_filter(
    record: Reader,
    typed: str,
    at: int | None = None,
    most: int = 8,
    *,
    known: Collection[FilterWord] = tuple(FilterWord),
) -> FilterCompletion:
    """Complete the word at the cursor; a word that is complete already is not offered again.

    :param typed: the whole filter.
    :param at: the position of the cursor; the end by default.
    :param most: how many candidates.
    :param known: the filter words that the list understands.
    """
    end = len(typed) if at is None else at
    found = _BEGUN.search(typed[:end])
    if found is None:
        return FilterCompletion(end, end, ())
    start = found.start() + (1 if found[0].startswith("-") else 0)
    label, value = found["label"], found["value"]
    if label is None:
        begun = value.casefold()
        words = [word for word in FilterWord if word in known and begun and word.startswith(begun)]
        return FilterCompletion(start, end, tuple(FilterSuggestion(f"{word}:", word.word) for word in words[:most]))
    word = next((each for each in FilterWord if each in known and each == label.casefold()), None)
    if word is None:
        return FilterCompletion(end, end, ())
    start = found.start("value") + value.rfind(",") + 1 if word not in NAMED else found.start("value")
    last = value.rpartition(",")[2] if word not in NAMED else value.lstrip('"')
    if word in NAMED:
        names = names_beginning(record, word, last, most)
        return FilterCompletion(
            start,
            end,
            tuple(
                FilterSuggestion(f'"{name}"' if " " in name else name, "")
                for name in names
                if name.casefold() != last.casefold()
            ),
        )
    if word in CHOICES:
        begun = normalize_choice(last)
        those = [(each, about) for each, about in CHOICES[word].items() if each.startswith(begun) and each != begun]
        return FilterCompletion(
            start, end, tuple(FilterSuggestion(each, "" if about == each else about) for each, about in those[:most])
        )
    none = (
        (FilterSuggestion(NONE, "no rating"),) if word is FilterWord.RATING and NONE.startswith(last.casefold()) else ()
    )
    return FilterCompletion(start, end, none, SHAPES[word])
