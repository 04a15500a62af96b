"""Extract names from the words a text has for a source: Ahmed Khalaf from "Capt. Ahmed Khalaf, a police officer,"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from db.attribution.naming import guess_source
from db.model.enums import SourceKind
from db.model.ids import CaseId
from db.search.similar import is_title, same_sources
from db.store.reader import Reader
from db.text.normalize import normalize_line
from db.text.words import word_set


def find_names(words: str) -> list[str]:
    """The possible names of a source, the likeliest first.

    :param words: the source as a text has it, with titles and descriptions between commas.
    """
    whole = normalize_line(words).strip(_EDGES)
    parts = [part for part in (each.strip(_EDGES) for each in _PARTS.split(whole)) if part]
    named = [name for name in map(_without_titles, parts[:2]) if _is_name(name)]
    names = [_without_capital(_POSSESSIVE.sub("", each)) for each in [*named, *parts[:1], whole]]
    return [name for name in dict.fromkeys(names) if name]


def first_known_name(record: Reader, case: CaseId, names: Sequence[str]) -> str | None:
    """The first of some names that is exactly the name of a source on record.

    :param names: from :func:`find_names`.
    """
    return next((name for name in names if same_sources(record, case, name)), None)


def short_name(name: str) -> str | None:
    """The abbreviation in brackets after a name: INA in "Iraqi News Agency (INA)"."""
    found = re.fullmatch(r".+\s\((\w[\w.&-]{1,9})\)", name)
    return found[1] if found and found[1].upper() == found[1] != found[1].lower() else None


_ARTICLES = ("The", "A", "An")
_EDGES = " ,;:.–—-"
_PARTS = re.compile(r",|;| [–—-] ")
_POSSESSIVE = re.compile("[’']s?$")


def _without_capital(name: str) -> str:
    """A name without its article, or with the article in small letters where only the sentence capitalises it."""
    first, _, rest = name.partition(" ")
    is_name = first in ("The", "the") and _is_name(rest)
    if is_name and (first == "the" or guess_source(rest).kind is not SourceKind.OUTLET):
        return rest
    return f"{first.lower()} {rest}" if first in _ARTICLES and rest[:1].islower() else name


def _without_titles(part: str) -> str:
    """A person's name without the titles or the description before it."""
    words = part.split()
    titled = [place for place, word in enumerate(words[:-2]) if is_title(word)]
    rest = " ".join(words[titled[-1] + 1 :]) if titled else " ".join(words[_description_length(words) :])
    return rest if guess_source(rest).kind is SourceKind.PERSON and _is_name(rest) else part


_JOINING = word_set("of in on at for from by with near and or the a an to as is was who that")


def _description_length(words: Sequence[str]) -> int:
    """The number of uncapitalised words before a name that describe it: two in "harbour master Nikos Vassos"."""
    small = next((place for place, word in enumerate(words) if not word.islower()), 0)
    return 0 if any(word in _JOINING for word in words[:small]) else small


def _is_name(part: str) -> bool:
    words = part.partition(" (")[0].split()
    return 1 < len(words) < 6 and words[0] != "The" and words[0][:1].isupper() and words[-1][:1].isupper()
