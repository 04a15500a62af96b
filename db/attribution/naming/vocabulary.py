"""Vocabulary: the words for sources in each language, from the tables in ``words``.

A table is TOML; its keys are those of :class:`WordRole`, each a string of words with blanks between. A star stands for
the rest of a word (``источник*``, ``*ministerium``), a low line for a blank (``social_media``). Other keys:

``head``
    where the noun stands that decides: ``"first"`` ("fuentes de seguridad") or ``"last"`` ("security sources").
``capitals``, ``spaces``, ``capital_nouns``
    whether the script has capitals (true), blanks between words (true), and whether all nouns have capitals (false).
``office_joining``
    words between an office and what it is for: "of" in "Ministry of Health".
``plural_endings``, ``sure_plural_endings``
    how words for many end, and those endings which names seldom have.
``names_in_s``, ``common_endings``
    how the first word of an outlet is known to be no name: "Bystanders".
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from db.dataclass import dataclass, field
from db.text.normalize import casefold_words


class WordRole(StrEnum):
    """What a word tells of a source. The values are keys of the tables."""

    ARTICLE = "articles"
    INDEFINITE = "indefinite"
    NUMBER = "numbers"
    QUANTITY = "quantities"
    JOINING = "joining"
    """Prepositions and relatives: what follows belongs to the noun before."""
    DESCRIPTION = "descriptions"
    OFFICE = "offices"
    """What ministries are for: "health"."""
    DEMONYM = "demonyms"
    PLACE = "places"
    """States and capitals, which speak as governments: "Washington"."""
    TITLE = "titles"
    ROLE = "roles"
    """Offices that one person holds: "minister"."""
    SPOKESPERSON = "spokespersons"
    UNNAMED = "unnamed"
    """One of many, who is not named: "official", "resident", "source"."""
    UNNAMED_MANY = "unnamed_many"
    GROUP = "groups"
    BODY = "bodies"
    FORCE = "forces"
    """Bodies in the plural: "police". Without a proper part they are collective."""
    BODY_NAME = "body_names"
    OUTLET = "outlets"
    OUTLET_NAME = "outlet_names"
    UNATTRIBUTED = "unattributed"
    """What is said by nobody in particular: "reports", "media"."""
    COMMON = "common"
    """Other words that begin sentences."""


NOUNS = frozenset(
    {
        WordRole.ROLE, WordRole.SPOKESPERSON, WordRole.UNNAMED, WordRole.UNNAMED_MANY, WordRole.GROUP, WordRole.BODY,
        WordRole.FORCE, WordRole.OUTLET, WordRole.UNATTRIBUTED,
    }
)  # fmt: skip
"""Words that can be the head of a source."""

LANGUAGES = ("en", "fr", "es", "pt", "de", "tr", "ru", "uk", "ar", "fa", "zh")
"""Languages with a table, in ``words``."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The table of one language."""

    lang: str
    head_is_last: bool
    has_capitals: bool
    has_spaces: bool
    capital_nouns: bool
    office_joining: frozenset[str]
    plural_endings: tuple[str, ...]
    sure_plural_endings: tuple[str, ...]
    names_in_s: frozenset[str]
    common_endings: tuple[str, ...]
    exact: dict[str, frozenset[WordRole]]
    """Roles by folded word or phrase."""
    begins: dict[str, frozenset[WordRole]]
    """Roles by the beginning of words."""
    ends: dict[str, frozenset[WordRole]]
    """Roles by the end of words."""
    longest_phrase: int
    """Words in the longest phrase; letters, where there are no blanks."""
    _known: dict[str, frozenset[WordRole]] = field(default_factory=dict, compare=False)

    def roles(self, word: str) -> frozenset[WordRole]:
        """The roles of a folded word; none if the table doesn't have it.

        The longest part decides: in Turkish ``bakanlig`` (a ministry) is not ``bakan`` (a minister).
        """
        if word not in self._known:
            if len(self._known) > _CACHED:
                self._known.clear()
            self._known[word] = self._look_up(word)
        return self._known[word]

    def _look_up(self, word: str) -> frozenset[WordRole]:
        for each in self._variants(word):
            found = self.exact.get(each) or self._by_part(each)
            if found:
                return found
        return self._of_singular(word)

    def _variants(self, word: str) -> list[str]:
        """A word as it is, and without what is written together with it."""
        if self.lang not in ("ar", "fa"):
            return [word]
        return [word, word.removeprefix("و"), _CLITICS.sub("", word, count=1)]

    def _by_part(self, word: str) -> frozenset[WordRole]:
        """The roles of the longest entry that a word ends or begins with; of a noun rather than of a description.

        The end comes first: German *Regierungskreise* are circles, not a government.
        """
        best, rank = frozenset[WordRole](), (False, False, 0)
        for cut in range(2, len(word) + 1):
            begun = self.begins.get(word[:cut]) if len(word) - cut <= _LONGEST_ENDING else None
            ended = self.ends.get(word[-cut:]) if cut < len(word) else None
            for found, is_end in ((begun, False), (ended, True)):
                now = (bool(found and NOUNS & found), is_end, cut)
                if found and now == rank:
                    best |= found
                elif found and now > rank:
                    best, rank = found, now
        return best

    def _of_singular(self, word: str) -> frozenset[WordRole]:
        """Roles of an English plural, from those of its singular: many officials are a group, outlets nobody."""
        if self.lang != "en" or not word.endswith(("s", "men", "women")):
            return frozenset()
        found = next(
            (self.exact[each] for each in _singulars(word) if NOUNS & self.exact.get(each, frozenset())), frozenset()
        )
        if WordRole.OUTLET in found or WordRole.UNATTRIBUTED in found:
            return frozenset({WordRole.UNATTRIBUTED})
        return frozenset({WordRole.GROUP}) if found else frozenset()

    def is_plural_body(self, word: str) -> bool:
        """Whether an English word is the plural of a body, which may end a name: "Lowen Networks"."""
        return self.lang == "en" and any(WordRole.BODY in self.exact.get(each, ()) for each in _singulars(word))

    def is_definite(self, word: str) -> bool:
        """Whether an Arabic word has the article."""
        return self.lang == "ar" and bool(_ARABIC_ARTICLE.match(word))


_CACHED = 5_000
_LONGEST_ENDING = 8
"""Letters that a star at the end of an entry can stand for."""
_CLITICS = re.compile(r"^(?:[وف]?[بكل]?ال|[وف]?لل|[وف]?[بل](?=..))")
_ARABIC_ARTICLE = re.compile(r"^(?:[وف]?[بك]?ال|[وف]?لل)")


def _singulars(word: str) -> list[str]:
    if word.endswith("men"):
        return [word[:-2] + "an"]
    endings = (("ies", "y"), ("es", "e"), ("es", ""), ("s", ""))
    return [word[: -len(end)] + put for end, put in endings if word.endswith(end) and len(word) > len(end) + 2]


@lru_cache
def vocabulary_of(lang: str) -> Vocabulary:
    """Read the table of a language.

    :param lang: one of :data:`LANGUAGES`.
    """
    table = tomllib.loads(files("db.attribution.naming").joinpath("words", f"{lang}.toml").read_text("utf-8"))
    parts: dict[str, dict[str, set[WordRole]]] = {"exact": {}, "begins": {}, "ends": {}}
    for role in WordRole:
        for entry in table.get(role, "").split():
            word = fold_word(entry.strip("*")).replace("_", " ")
            where = "begins" if entry.endswith("*") else "ends" if entry.startswith("*") else "exact"
            parts[where].setdefault(word, set()).add(role)
    for word, found in parts["begins"].items():  # "чиновник" alone is covered by "чиновник*"
        if word not in parts["exact"]:
            parts["exact"][word] = found
    exact, begins, ends = ({word: frozenset(roles) for word, roles in each.items()} for each in parts.values())
    has_spaces = table.get("spaces", True)
    return Vocabulary(
        lang=lang,
        head_is_last=table["head"] == "last",
        has_capitals=table.get("capitals", True),
        has_spaces=has_spaces,
        capital_nouns=table.get("capital_nouns", False),
        office_joining=frozenset(fold_word(word).replace("_", " ") for word in table.get("office_joining", "").split()),
        plural_endings=tuple(table.get("plural_endings", "").split()),
        sure_plural_endings=tuple(table.get("sure_plural_endings", "").split()),
        names_in_s=frozenset(table.get("names_in_s", "").split()),
        common_endings=tuple(table.get("common_endings", "").split()),
        exact=exact,
        begins=begins,
        ends=ends,
        longest_phrase=max(len(word.split()) if has_spaces else len(word) for word in exact),
    )


def fold_word(word: str) -> str:
    """Fold a word for the tables: no case, no accents, interchangeable letters made equal."""
    return casefold_words(word)
