"""Decision: the kind and naming of a source from its words. When in doubt, it is not named.

The noun at the head decides: "the Iraqi defence *minister*", "*fuentes* de seguridad". A name beside it makes a person
of a role ("police officer Ahmed Khalaf"), and a proper part makes a known body of a common noun ("Ministry of Health").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from db.attribution.naming.tokens import SURNAMES, SourceWord, is_common_word, read_source
from db.attribution.naming.vocabulary import NOUNS, Vocabulary, WordRole
from db.dataclass import dataclass
from db.model.enums import Naming, SourceKind
from db.text.words import word_set


@dataclass(frozen=True, slots=True)
class SourceGuess:
    """What the words of a source let us know of it."""

    kind: SourceKind
    naming: Naming
    has_office: bool = True
    """Whether a role has the name of its office, and a body a name of its own: not "the minister", "the ministry"."""

    @property
    def belongs_to_report(self) -> bool:
        """Whether the same words in another report may mean somebody else."""
        return self.naming is not Naming.NAMED and not (self.naming is Naming.ROLE and self.has_office)

    @property
    def belongs_to_case(self) -> bool:
        """Whether the same words in another case may mean another: "the defence ministry" is another state's there."""
        return self.naming is not Naming.NAMED or not self.has_office


def guess_source(name: str, *, publishes: bool = False, lang: str | None = None, text: str = "") -> SourceGuess:
    """Guess what kind of source some words stand for, and how well it is known.

    :param name: the name, or the words used for it ("a security source").
    :param publishes: whether it stands where an outlet stands: as a place or a station.
    :param lang: the language of the text they are from, a BCP 47 tag.
    :param text: that text, whose capitals show what is a name.
    """
    if _UNNAMED_BY_WISH.search(name):
        return SourceGuess(SourceKind.PERSON, Naming.ANONYMOUS)
    if _DOMAIN.fullmatch(name.strip()):
        return SourceGuess(SourceKind.OUTLET, Naming.NAMED)
    bare = _BRACKETS.sub("", name.strip()) or name
    table, words = read_source(bare, lang, text, first_may_be_name=publishes and not text)
    return _SourcePhrase(table, words, publishes).guess() if words else SourceGuess(SourceKind.GROUP, Naming.ANONYMOUS)


def guess_station(name: str, *, lang: str | None = None, text: str = "") -> SourceGuess:
    """Guess what kind of source a station is: an outlet, unless several words read like the name of a person.

    A name that begins with an article is an outlet's: "Le Monde", "Die Welt".

    :param name: the name, as :func:`guess_source` takes it.
    """
    guess = guess_source(name, lang=lang, text=text)
    first, *others = name.split() or [""]
    is_person = guess.kind is SourceKind.PERSON and guess.naming is Naming.NAMED
    if is_person and others and first.casefold() not in _FIRST_ARTICLES:
        return guess
    return guess_source(name, publishes=True, lang=lang, text=text)


def without_opening_capital(name: str, *, lang: str | None = None, text: str = "") -> str:
    """What an unnamed source is called, without the capital that only the beginning of a sentence gives it.

    :param name: the words used for it: "Officials", "A source".
    :param lang: the language of the text they are from.
    :param text: that text.
    """
    if not name[:1].isupper() or guess_source(name, lang=lang, text=text).naming is Naming.NAMED:
        return name
    table, words = read_source(name, lang, text)
    first = words[0] if words else None
    if first is None or table.capital_nouns or first.is_proper:
        return name
    if len(words) == 1 and not first.roles and not is_common_word(table, first.text, text):
        return name  # it may be a surname
    is_article = len(first.text) == 1 and first.has(WordRole.ARTICLE, WordRole.INDEFINITE)
    return name[:1].lower() + name[1:] if first.text[1:].islower() or is_article else name


_UNNAMED_BY_WISH = re.compile(
    r"\b(not to be (named|identified)|anonymity|anonymously|declined to be (named|identified))\b", re.IGNORECASE
)
_DOMAIN = re.compile(r"(?:https?://)?(?:[^\W_][\w-]*\.)+[^\W\d_]{2,}/?", re.IGNORECASE)
"""The address of an outlet: "dailymail.co.uk"."""
_BRACKETS = re.compile(r"\s*\([^()]*\)$")


class _SourcePhrase:
    """The words of a source, cut at its head."""

    def __init__(self, table: Vocabulary, words: Sequence[SourceWord], publishes: bool) -> None:
        self.table = table
        self.publishes = publishes
        while len(words) > 1 and words[0].has(WordRole.JOINING) and not words[0].is_content:
            words = words[1:]  # "selon des médias"
        self.words = words
        cut = next((at for at, each in enumerate(words) if at and each.has(WordRole.JOINING)), len(words))
        first = list(words[:cut])
        nouns = [at for at, each in enumerate(first) if not each.roles.isdisjoint(NOUNS)]
        self.head_at = (nouns[-1] if table.head_is_last else _first_head(table, first, nouns)) if nouns else None
        self.head = first[self.head_at] if self.head_at is not None else None
        self.before = first[: self.head_at] if self.head_at is not None else first
        self.after = first[self.head_at + 1 :] if self.head_at is not None else []
        self.joined = list(words[cut:])
        self.is_indefinite = any(each.has(WordRole.INDEFINITE) for each in first)
        self.is_numbered = any(each.has(WordRole.NUMBER) for each in first)
        self.is_definite = bool(words) and (words[0].has(WordRole.ARTICLE) or table.is_definite(words[0].folded))

    def guess(self) -> SourceGuess:
        """The kind and naming."""
        head = self.head
        if head is None or self._head_is_modifier():
            return self._without_noun()
        if self.publishes and self.words[0].text.isdigit() and head.is_capital:
            return SourceGuess(SourceKind.OUTLET, Naming.NAMED)  # 20 Minutes
        if head.has(WordRole.UNATTRIBUTED) and not (head.has(WordRole.OUTLET) and self._is_masthead(head)):
            return SourceGuess(SourceKind.GROUP, Naming.UNATTRIBUTED)
        if head.has(WordRole.BODY, WordRole.FORCE) and not head.has(WordRole.UNNAMED, WordRole.ROLE):
            return self._body(head)
        if head.has(WordRole.OUTLET):
            return self._outlet(head)
        if head.has(WordRole.UNNAMED_MANY):
            return SourceGuess(SourceKind.GROUP, Naming.ANONYMOUS)
        if head.has(WordRole.GROUP):
            return self._group(head)
        return self._person(head)

    # --- nouns ---

    def _group(self, head: SourceWord) -> SourceGuess:
        content = [each for each in self.words if each.is_content]
        has_name_after = any(each.is_unknown_name and each.is_capital for each in self.after)
        is_company = bool(self.before) and self.before[-1].is_unknown_name and self.before[-1].is_capital
        if is_company and head.is_capital and self.table.is_plural_body(head.folded):
            return SourceGuess(SourceKind.BODY, Naming.NAMED)  # Lowen Networks
        if has_name_after and len(content) > 2 and all(each.is_capital for each in content):
            return SourceGuess(SourceKind.BODY, Naming.NAMED)  # Doctors Without Borders
        return SourceGuess(SourceKind.GROUP, Naming.ANONYMOUS if self.is_numbered else Naming.COLLECTIVE)

    def _person(self, head: SourceWord) -> SourceGuess:
        """A role, or one of many; with a name or a title and a name, a person."""
        if self._has_name_beside(head):
            return SourceGuess(SourceKind.PERSON, Naming.NAMED)
        if self.is_numbered:
            return SourceGuess(SourceKind.GROUP, Naming.ANONYMOUS)
        if head.has(WordRole.UNNAMED):
            return SourceGuess(SourceKind.PERSON, Naming.ANONYMOUS)
        has_office = self._has_office([*self.before, *self.after, *self.joined])
        if self.is_indefinite and not (has_office and head.has(WordRole.SPOKESPERSON)):
            return SourceGuess(SourceKind.PERSON, Naming.ANONYMOUS)
        return SourceGuess(SourceKind.PERSON, Naming.ROLE, has_office)

    @staticmethod
    def _has_office(words: Sequence[SourceWord]) -> bool:
        """Whether words beside a role name its office: a name, a state, or a ministry with what it is for."""
        is_body, has_task = (any(each.has(role) for each in words) for role in (WordRole.BODY, WordRole.OFFICE))
        return (is_body and has_task) or any(each.is_proper for each in words if each.is_content)

    def _has_name_beside(self, head: SourceWord) -> bool:
        if any(each.has(WordRole.TITLE) for each in self.words) and any(each.is_unknown_name for each in self.words):
            return True
        if not self.table.has_capitals:
            return head.has(WordRole.ROLE, WordRole.SPOKESPERSON) and self._has_name_after()
        if any(each.is_unknown_name and each.is_capital for each in self.after):
            return True
        if self._has_name_after_office():
            return True
        if not head.is_capital or not self.before or self.table.lang != "en":
            return False
        return self.before[-1].is_unknown_name and not self.is_definite and head.folded in SURNAMES

    def _has_name_after_office(self) -> bool:
        """Whether a name ends the words after what an office is for: "ministre de l'Intérieur Gérald Darmanin"."""
        names = [each.is_unknown_name and each.is_capital for each in self.joined]
        at = next((at for at, each in enumerate(self.joined) if each.has(WordRole.OFFICE)), len(names))
        return not self.table.capital_nouns and bool(names[at + 1 :]) and all(names[at + 1 :])

    def _has_name_after(self) -> bool:
        """Whether a name follows a role in a script without capitals: two unknown words, as one may be an adjective."""
        unknown = 0
        for each in self.after:
            if each.is_unknown_name and (unknown or not self._is_adjective(each)):
                unknown += 1 if self.table.has_spaces else min(2, len(each.text))
            elif unknown or not each.has(
                WordRole.OFFICE, WordRole.DEMONYM, WordRole.DESCRIPTION, WordRole.PLACE, WordRole.ROLE
            ):
                break
        return unknown > 1

    def _body(self, head: SourceWord) -> SourceGuess:
        if self._is_named_body(head):
            kind = SourceKind.OUTLET if self.publishes and head.folded in ("agency", "service") else SourceKind.BODY
            return SourceGuess(kind, Naming.NAMED, any(each.is_proper for each in self.words if each.is_content))
        if head.has(WordRole.FORCE):
            return SourceGuess(SourceKind.BODY, Naming.COLLECTIVE)
        naming = Naming.ANONYMOUS if self.is_indefinite or self.is_numbered else Naming.ROLE
        return SourceGuess(SourceKind.BODY, naming, has_office=False)

    def _is_named_body(self, head: SourceWord) -> bool:
        """Whether a body has a proper part: a name, a state, what it is for, or capitals as a title has them."""
        if self.is_numbered or (self.is_indefinite and not any(each.is_unknown_name for each in self.after)):
            return False
        near = [*self.before, *self.after]
        if self.joined and (not self.table.office_joining or self.joined[0].folded in self.table.office_joining):
            near += self.joined[1:]
        if any(each.has(*_PROPER_PARTS) for each in near) or (head.has(WordRole.OFFICE) and len(head.folded) > 2):
            return True
        if not self.table.has_capitals:
            return any(each.is_unknown_name and not self._is_adjective(each, head) for each in near)
        if self.table.capital_nouns:
            return any(each.is_unknown_name for each in near)
        if any(each.is_unknown_name and each.is_capital for each in near):
            return True
        return self._is_title() and not head.has(WordRole.FORCE)  # "Security Forces" are common words

    def _is_title(self) -> bool:
        """Whether all words but short ones are capitalised, as in the name of an institution or a paper."""
        content = [each for each in self.words if each.is_content]
        return len(content) > 1 and self.table.has_capitals and all(each.is_capital for each in content)

    def _is_masthead(self, head: SourceWord) -> bool:
        """Whether a word such as "news" or "press" ends the name of an outlet: "Sabereen News"."""
        before = self.before[-1:]
        return self._is_title() or (
            head.is_capital and any(each.is_capital and each.is_unknown_name for each in before)
        )

    def _is_adjective(self, word: SourceWord, head: SourceWord | None = None) -> bool:
        """Whether an unknown Arabic word may be an adjective of the noun before it."""
        if self.table.lang != "ar":
            return False
        definite = self.table.is_definite(word.folded)
        if head is not None and definite and not self.table.is_definite(head.folded):
            return False
        ending = word.folded.endswith(("ي", "يه", "ين", "يون")) and not word.text.endswith("ى")
        return definite or (ending and len(word.folded) > _SHORTEST_ADJECTIVE)

    def _outlet(self, head: SourceWord) -> SourceGuess:
        near = [*self.before, *self.after, *(each for each in self.joined if each.is_capital)]
        is_masthead = self.is_definite and head.is_capital and not self.table.capital_nouns  # the Courier
        is_named = (
            is_masthead
            or self._is_title()
            or any(each.text.isdigit() for each in self.after)  # Channel 4
            or any(each.is_unknown_name if self.is_indefinite else each.is_proper for each in near)
        )
        if is_named and not (self.is_indefinite and not any(each.is_unknown_name for each in self.after)):
            return SourceGuess(SourceKind.OUTLET, Naming.NAMED)
        naming = Naming.ROLE if self.is_definite and not self.is_indefinite else Naming.ANONYMOUS
        return SourceGuess(SourceKind.OUTLET, naming, has_office=False)

    # --- without a known noun ---

    def _head_is_modifier(self) -> bool:
        """Whether another word that is no name follows the noun, and is the head: "a police sniffer"."""
        if not self.table.head_is_last or not self.after or not self.table.has_capitals:
            return False
        last = self.after[-1]
        return not last.roles and not last.is_unknown_name and last.text[:1].isalpha()

    def _without_noun(self) -> SourceGuess:
        words = [*self.before, *([self.head] if self.head else []), *self.after]
        content = [each for each in words if each.is_content]
        if not content:
            some = self.is_numbered or any(each.has(WordRole.QUANTITY) for each in self.words)
            return SourceGuess(SourceKind.GROUP if some else SourceKind.PERSON, Naming.ANONYMOUS)
        last = content[-1] if self.table.head_is_last else content[0]
        if all(each.has(WordRole.QUANTITY, WordRole.NUMBER, WordRole.DESCRIPTION) for each in content):
            return SourceGuess(SourceKind.GROUP, Naming.ANONYMOUS if self.is_numbered else Naming.COLLECTIVE)
        for role, kind in _NAMES.items():
            is_one = any(each.has(role) for each in content) and (self.publishes or not self.is_indefinite)
            if is_one and all(
                each.has(role, WordRole.DESCRIPTION) or each.is_unknown_name or each.text.isdigit() for each in content
            ):
                return SourceGuess(SourceKind.OUTLET if self.publishes else kind, Naming.NAMED)
        if self._is_name(content, last):
            return SourceGuess(self._kind_of_name(content), Naming.NAMED)
        many = last.folded.endswith(self.table.plural_endings or ("\0",)) or (
            last.has(WordRole.DEMONYM) and _many(last)
        )
        if self.is_numbered or (many and not self.is_indefinite):
            return SourceGuess(SourceKind.GROUP, Naming.ANONYMOUS if self.is_numbered else Naming.COLLECTIVE)
        return SourceGuess(SourceKind.PERSON, Naming.ANONYMOUS)

    def _is_name(self, content: Sequence[SourceWord], last: SourceWord) -> bool:
        if any(each.has(WordRole.TITLE) for each in content):
            return any(each.is_unknown_name and (each.is_capital or not self.table.has_capitals) for each in content)
        if not self.table.has_capitals or self.is_numbered:
            return False
        named = [each for each in content if each.is_unknown_name and each.is_capital]
        if not named or (self.is_indefinite and len(content) < 2):
            return False
        if self.table.capital_nouns or not self.table.head_is_last:
            return named[0].is_first or len(named) > 1 or not content[0].text[:1].islower()
        return last.is_unknown_name or (self._is_title() and not last.has(WordRole.DEMONYM))

    def _kind_of_name(self, content: Sequence[SourceWord]) -> SourceKind:
        if self.publishes and not any(each.has(WordRole.TITLE) for each in content):
            return SourceKind.OUTLET
        if any(each.has(WordRole.TITLE) for each in content):
            return SourceKind.PERSON
        acronym = any(
            each.text.isupper() and len(each.text.strip(".")) > 1 and "." not in each.text for each in content
        )
        joined = any(each.has(WordRole.JOINING) for each in self.words) or "&" in {each.text for each in self.words}
        common = any(each.has(WordRole.DESCRIPTION, WordRole.OFFICE, WordRole.DEMONYM) for each in content)
        if acronym or (joined and self.table.lang == "en") or common or len(content) > _LONGEST_NAME:
            return SourceKind.BODY
        return SourceKind.PERSON


def _first_head(table: Vocabulary, words: Sequence[SourceWord], nouns: Sequence[int]) -> int:
    """The first noun; in Russian and Ukrainian an adjective before a noun is none: "местные издания"."""
    at = nouns[0]
    endings = {"ru": ("ые", "ие", "ых", "их"), "uk": ("і", "их")}.get(table.lang)
    return at + 1 if endings and at + 1 in nouns and words[at].folded.endswith(endings) else at


_PROPER_PARTS = (WordRole.DEMONYM, WordRole.PLACE, WordRole.BODY_NAME, WordRole.OUTLET_NAME, WordRole.OFFICE)
_NAMES = {
    WordRole.OUTLET_NAME: SourceKind.OUTLET,
    WordRole.BODY_NAME: SourceKind.BODY,
    WordRole.PLACE: SourceKind.BODY,
}
_FIRST_ARTICLES = word_set("the le la les el los las il lo gli der die das de het o os as")
"""Articles with which the names of papers begin."""
_SHORTEST_ADJECTIVE = 3
_LONGEST_NAME = 5
"""Words of a person's name at most."""


def _many(word: SourceWord) -> bool:
    return word.folded.endswith("s") and not word.folded.endswith(("ss", "us")) and "." not in word.folded
