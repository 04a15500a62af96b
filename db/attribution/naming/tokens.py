"""Tokens: the words of a source, each with what the table of its language knows of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from db.attribution.naming.capitals import CapitalEvidence, capital_evidence
from db.attribution.naming.vocabulary import LANGUAGES, Vocabulary, WordRole, fold_word, vocabulary_of
from db.dataclass import dataclass
from db.text.words import word_set

_PROPER_ROLES = frozenset({WordRole.DEMONYM, WordRole.PLACE, WordRole.BODY_NAME, WordRole.OUTLET_NAME})


@dataclass(frozen=True, slots=True)
class SourceWord:
    """One word of a source, or a phrase that its table has."""

    text: str
    folded: str
    roles: frozenset[WordRole]
    is_capital: bool
    is_first: bool
    is_unknown_name: bool
    """Whether the table doesn't know it, and it is written as a name."""

    def has(self, *roles: WordRole) -> bool:
        """Whether it has one of some roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_proper(self) -> bool:
        """Whether it tells one of a kind from others: a name, a state, a people."""
        return self.is_unknown_name or not self.roles.isdisjoint(_PROPER_ROLES)

    @property
    def is_content(self) -> bool:
        """Whether it is more than an article or a preposition."""
        return not self.has(WordRole.ARTICLE, WordRole.INDEFINITE, WordRole.JOINING)


def read_source(
    name: str, lang: str | None, text: str, *, first_may_be_name: bool = False
) -> tuple[Vocabulary, list[SourceWord]]:
    """The words of a source, by the table that knows most of them.

    :param lang: a BCP 47 tag of the text, of which the first part counts.
    :param text: the article, for its capitals.
    :param first_may_be_name: whether a capital of the first word alone makes it a name, as for an outlet that a person
        enters.
    """
    readings = [(table, _known_words(table, name)) for table in _possible_tables(name, lang)]
    table, words = max(readings, key=lambda each: sum(len(word.split()) for word, roles in each[1] if roles))
    return table, [
        _source_word(table, words, at, text, first_may_be_name=first_may_be_name) for at in range(len(words))
    ]


_RoledWord = tuple[str, frozenset[WordRole]]


def _source_word(
    table: Vocabulary, words: Sequence[_RoledWord], at: int, text: str, *, first_may_be_name: bool
) -> SourceWord:
    word, roles = words[at]
    if word.isupper() and WordRole.BODY_NAME in roles:
        roles = frozenset({WordRole.BODY_NAME})  # WHO is not who
    capital = word[:1].isupper() or bool(_PREFIXED.match(word))
    is_name = not roles and (
        _is_name(table, words, at, capital, text)
        or (at == 0 and first_may_be_name and capital and not _is_common(table, fold_word(word)))
    )
    return SourceWord(word, fold_word(word), roles, capital, at == 0, is_name)


_PREFIXED = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|bin|ibn|abu|d|l|o)[-’'][^\W\d_]", re.IGNORECASE)


def _is_name(table: Vocabulary, words: Sequence[_RoledWord], at: int, capital: bool, text: str) -> bool:
    """Whether an unknown word is written as a name. In a script without capitals any unknown word may be one."""
    word = words[at][0]
    if not table.has_capitals:
        return any(letter.isalpha() for letter in word)
    if not capital:
        return fold_word(word) in _PARTICLES
    if table.capital_nouns:
        near = [words[n] for n in (at - 1, at + 1) if 0 <= n < len(words)]
        return any((not roles and each[:1].isupper()) or WordRole.TITLE in roles for each, roles in near)
    if at:
        return not _is_surely_many(table, word)
    evidence = capital_evidence(text, word)
    if evidence is not CapitalEvidence.NONE:
        return evidence is CapitalEvidence.NAME
    return _is_written_as_name(word) or _goes_on_as_name(table, word, words[1:])


def _is_written_as_name(word: str) -> bool:
    """Whether a word has capitals that no sentence gives it, or a particle of names: "UNRWA", "McCarthy", "Al-Mada"."""
    return (len(word) > 1 and word.isalpha() and word.isupper()) or bool(_INNER_CAPITAL.search(word))


_INNER_CAPITAL = re.compile(r"[^\W\d_A-Z][A-Z]|^(?:Al|El|Ad|An|Ar|As|Ash|At|Az|Bin|Ibn|Abu)-\w|^O[’']\w")


def _goes_on_as_name(table: Vocabulary, first: str, after: Sequence[_RoledWord]) -> bool:
    """Whether the word after the first has a capital too, and may be part of a name: "Steve King", "Lowen Networks".

    Particles stand between, but no preposition: "Estibador de Valencia" is a docker.
    """
    word, roles = next((each for each in after if each[1] or fold_word(each[0]) not in _PARTICLES), ("", frozenset()))
    folded = fold_word(word)
    if not word[:1].isupper():
        return False
    if not roles:
        return not _is_surely_many(table, word if table.head_is_last else first)
    if WordRole.UNNAMED in roles or (WordRole.GROUP in roles and not table.is_plural_body(folded)):
        return folded in SURNAMES
    return not roles.isdisjoint(_ENDS_OF_NAMES) or table.is_plural_body(folded) or folded in SURNAMES


SURNAMES = word_set("king bishop prince major judge farmer driver general senator priest child elder")
"""Roles that are surnames too."""
_ENDS_OF_NAMES = frozenset(
    {WordRole.BODY, WordRole.FORCE, WordRole.OUTLET, WordRole.UNATTRIBUTED, WordRole.BODY_NAME, WordRole.OUTLET_NAME,
     WordRole.PLACE, WordRole.DESCRIPTION, WordRole.OFFICE, WordRole.COMMON, WordRole.TITLE, WordRole.JOINING}
)  # fmt: skip
"""Roles of words that names of bodies and outlets go on with: "Bas News", "Tehran Times"."""


def _is_surely_many(table: Vocabulary, word: str) -> bool:
    """Whether a word has the ending of a plural that names don't have."""
    return fold_word(word).endswith(table.sure_plural_endings or ("\0",))


_PARTICLES = word_set("al el bin ibn ben abu abd de da di del della van von der den la le y bint ter dos du und")


def is_common_word(table: Vocabulary, word: str, text: str) -> bool:
    """Whether an unknown word is none of the names that an article may have: by the article, or by its ending."""
    return capital_evidence(text, word) is CapitalEvidence.WORD or _is_common(table, fold_word(word))


def _is_common(table: Vocabulary, word: str) -> bool:
    """Whether a word may have its capital from the beginning of a sentence alone."""
    if word in table.names_in_s:
        return False
    return word.endswith((*table.plural_endings, *table.common_endings)) if table.plural_endings else False


def _possible_tables(name: str, lang: str | None) -> Iterator[Vocabulary]:
    """Tables of a name's script: that of the text first, then English, then the others that fit."""
    known = (lang or "").partition("-")[0].lower()
    script = _script(name)
    for each in dict.fromkeys((known, *LANGUAGES)):
        if each not in LANGUAGES or _SCRIPTS.get(each, "latin") != script:
            continue
        table = vocabulary_of(each)
        if each in (known, "en") or script != "latin" or _reads_in(table, name):
            yield table


def _reads_in(table: Vocabulary, name: str) -> bool:
    """Whether words show their language themselves: "Thomas Mann" is no German man."""
    words = _known_words(table, name)
    known = [roles for _, roles in words if roles]
    small = any(roles and word[:1].islower() for word, roles in words)
    return len(known) == len(words) or (small and len(known) > 1) or (len(known) > 1 and table.lang == "tr")


_SCRIPTS = {"ru": "cyrillic", "uk": "cyrillic", "ar": "arabic", "fa": "arabic", "zh": "han"}
_RANGES = (("arabic", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"), ("cyrillic", "\u0400-\u052f"),
           ("han", "\u3400-\u9fff\uf900-\ufaff"))  # fmt: skip


def _script(name: str) -> str:
    return next((script for script, letters in _RANGES if re.search(f"[{letters}]", name)), "latin")


def _known_words(table: Vocabulary, name: str) -> list[_RoledWord]:
    """The words and phrases of a name with their roles, the longest phrases first."""
    return _spaced_words(table, name) if table.has_spaces else _unspaced_words(table, name)


def _spaced_words(table: Vocabulary, name: str) -> list[_RoledWord]:
    words = [word for part in name.split() for word in _split_apostrophe(table, part.strip(_EDGES)) if word]
    folded = [fold_word(word) for word in words]
    found: list[_RoledWord] = []
    at = 0
    while at < len(words):
        for size in range(min(table.longest_phrase, len(words) - at), 0, -1):
            phrase = " ".join(folded[at : at + size])
            roles = table.roles(phrase) if size == 1 else table.exact.get(phrase, frozenset())
            if roles or size == 1:
                found.append((" ".join(words[at : at + size]), roles))
                at += size
                break
    return found


_EDGES = " \t\"'“”„«»‘’,;:.!?()[]…،؛؟"


def _split_apostrophe(table: Vocabulary, word: str) -> list[str]:
    """A word without an ending after its apostrophe, or apart from an article before it: "Iraq's", "l'armée"."""
    head, mark, tail = re.sub("[’‘]", "'", word).partition("'")
    if not mark or _script(word) != "latin" or table.roles(fold_word(word)):
        return [word]
    if table.lang in ("fr", "pt", "es") and len(head) <= 2:
        return [head, tail]
    return [head] if len(tail) <= 1 or table.lang == "tr" else [word]


def _unspaced_words(table: Vocabulary, name: str) -> list[_RoledWord]:
    found: list[_RoledWord] = []
    text, at, unknown = fold_word("".join(name.split()).strip(_EDGES)), 0, ""
    while at < len(text):
        size = next(
            (n for n in range(min(table.longest_phrase, len(text) - at), 0, -1) if text[at : at + n] in table.exact), 0
        )
        if not size:
            unknown, at = unknown + text[at], at + 1
            continue
        if unknown:
            found.append((unknown, frozenset()))
            unknown = ""
        found.append((text[at : at + size], table.exact[text[at : at + size]]))
        at += size
    return [*found, (unknown, frozenset())] if unknown else found
