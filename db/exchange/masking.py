"""Masks: the names of chosen or private persons replaced in all that is exported, the same way in every format.

A masked person is "person 1", "person 2" … within a file. Sources that were judged to be the same are one person. Their
names are replaced where they are recorded and wherever they stand in other texts: the whole name, the short one, and of
a source that is known by name each word of them that tells who it is; also in addresses, in handles such as
``@laylazubayri``, and with the prefixes of Arabic. A name in another spelling or script can't be found, and a word that
is also a name is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, TypeVar
from urllib.parse import quote

from db.dataclass import fields, is_dataclass, replace
from db.model.enums import Naming
from db.model.ids import SourceId
from db.queries.source_judgements import first_same_sources
from db.queries.sources import source
from db.store.reader import Reader

T = TypeVar("T")

_PRIVATE = """
SELECT so.id FROM sources so WHERE so.kind = 'person' AND so.naming IN ('named', 'role', 'anonymous')
  AND NOT EXISTS (SELECT 1 FROM affiliations a WHERE a.member = so.id AND a.kind = 'speaks_for')"""
"""Persons who are not recorded as speaking for anybody."""

_SHORTEST = 2
"""Letters of the shortest word that is taken for a part of a name; one of two must stand there in the same case."""

_BEGINS = r"(?:(?<![^\W_])|(?<=%[0-9A-Fa-f]{2}))"
"""Before a name: no letter or digit, or an escape of an address."""

_ENDS = r"(?:['’]?s)?\d*(?![^\W_])"
"""After a name: perhaps the s of a genitive or plural, or the number of a handle; then no letter or digit."""

_ARABIC = re.compile("[\u0621-\u064a]")

_NO_NAMES = frozenset(
    word
    for words in (
        "abu bin bint bir der dos for ibn les the van und von and",
        "captain col colonel doctor gen general lieutenant major miss mister mrs professor sergeant",
    )
    for word in words.split()
)
"""Words in names that don't tell who somebody is."""


class Mask:
    """Replaces the names of persons; :data:`NO_MASK` leaves everything as it is."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take what to replace.

        :param names: names and parts of names, each with what stands for it; letter case does not matter.
        """
        longest_first = sorted(names, key=lambda name: (-len(name), name))
        self._stand_ins = [names[name] for name in longest_first]
        some = "|".join(f"({_form_pattern(name)})" for name in longest_first)
        self._pattern = re.compile(rf"{_BEGINS}(?:{some}){_ENDS}", re.IGNORECASE) if some else None

    def __bool__(self) -> bool:
        """Whether anybody is masked."""
        return self._pattern is not None

    def text(self, text: str) -> str:
        """A text without the names."""
        if self._pattern is None:
            return text
        masked = self._pattern.sub(lambda found: self._stand_ins[(found.lastindex or 1) - 1], text)
        return _REPEATED.sub(r"\1", masked)

    def apply(self, value: T) -> T:
        """A record, or a list, tuple or mapping of records and texts, without the names."""
        return self._apply(value) if self._pattern else value

    def _apply(self, value: Any) -> Any:
        if isinstance(value, Enum) or value is None or isinstance(value, (int, float, bytes)):
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, (tuple, list)):
            return type(value)(map(self._apply, value))
        if isinstance(value, Mapping):
            return {key: self._apply(each) for key, each in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{each.name: self._apply(getattr(value, each.name)) for each in fields(value)})
        return value


NO_MASK = Mask({})

_REPEATED = re.compile(r"(\[person \d+\])(?:[\s-]+\1)+")


def make_mask(record: Reader, keys: Iterable[str] = (), *, private: bool = False) -> Mask:
    """A mask for some persons.

    :param keys: keys of sources: W7 …
    :param private: whether every person is masked who is not recorded as speaking for somebody.
    :raises NotFound: no source has such a key.
    """
    chosen = {source(record, key).id for key in keys}
    if private:
        chosen.update(map(SourceId, record.column(_PRIVATE)))
    if not chosen:
        return NO_MASK
    first = first_same_sources(record)
    persons = sorted({first.get(id, id) for id in chosen})
    number = {person: at for at, person in enumerate(persons, 1)}
    names: dict[str, str] = {}
    for id, name, short, naming in record.rows("SELECT id, name, short, naming FROM sources ORDER BY id"):
        if (person := first.get(id, id)) in number:
            for each in filter(None, (name, short)):
                for part in (each, *(_telling_words(each) if naming == Naming.NAMED else ())):
                    names.setdefault(part, f"[person {number[person]}]")
    return Mask(names)


def _form_pattern(name: str) -> str:
    """A pattern of the forms of a name or of a part of one."""
    words = name.split()
    if len(words) == 1 and len(name) == _SHORTEST:
        return f"(?-i:{re.escape(name)})"
    forms = [r"[\s_.+-]*".join(map(_word_pattern, words))]
    if not name.isascii():
        forms.append("(?:%20|[+_-])".join(re.escape(quote(word)) for word in words))
    elif len(words) > 1:
        forms.append("%20".join(map(re.escape, words)))
    return "|".join(forms)


def _word_pattern(word: str) -> str:
    """A pattern of one word; what Arabic writes together with it (and, for, the) may stand before."""
    if _ARABIC.match(word):
        return f"[وفبكل]{{0,2}}(?:ال|ل)?{re.escape(word.removeprefix('ال'))}"
    return re.escape(word)


def _telling_words(name: str) -> list[str]:
    """The words of a name that tell who it is."""
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name)
    return [
        word
        for word in words
        if len(word) >= _SHORTEST and word.casefold() not in _NO_NAMES and (not word.islower() or not word.isascii())
    ]
