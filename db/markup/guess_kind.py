"""Guess the kind and naming of a new source from its name. The plan shows the guess, and brackets overrule it."""

from __future__ import annotations

import re

from db.model.enums import Naming, SourceKind
from db.search.similar import bare_name, without_titles
from db.text.words import word_set


def guess_kind(name: str, *, publishes: bool) -> tuple[SourceKind, Naming]:
    """Guess the kind of a source and how well it is known.

    :param name: the name, or the words used for it ("a security source").
    :param publishes: whether it is in the position of an outlet: a place or a station.
    """
    words = _without_brackets(name).split()
    small = {word.lower() for word in words}
    is_title = _is_title(words)
    person = SourceKind.PERSON if small & _OFFICES else SourceKind.BODY
    if _UNATTRIBUTED.search(bare_name(name)):
        return SourceKind.GROUP, Naming.UNATTRIBUTED
    if _UNNAMED.search(name) or (small & _SOURCES and not is_title):
        many = words[0].lower() in _MANY or bool(small & _PLURALS)
        return (
            SourceKind.OUTLET if small & _OUTLETS else SourceKind.GROUP if many else SourceKind.PERSON
        ), Naming.ANONYMOUS
    if small & _PLURALS and not is_title:
        return SourceKind.GROUP, Naming.COLLECTIVE
    if small & _OUTLETS or _AGENCY.search(bare_name(name)) or (publishes and "agency" in small):
        return SourceKind.OUTLET, Naming.NAMED
    if words[:1] in (["the"], ["The"]) and not _is_title(words[1:]):
        return person, Naming.ROLE
    if not any(word[:1].isupper() for word in words) and name.lower() != name.upper():
        return person, Naming.ROLE
    if small & _BODIES:
        return SourceKind.BODY, Naming.NAMED
    if publishes and bare_name(name) == without_titles(bare_name(name)):
        return SourceKind.OUTLET, Naming.NAMED
    return (SourceKind.PERSON if _is_person(words) else SourceKind.BODY), Naming.NAMED


def short_name(name: str) -> str | None:
    """The abbreviation in brackets after a name: INA in "Iraqi News Agency (INA)"."""
    found = re.fullmatch(r".+\s\((\w[\w.&-]{1,9})\)", name)
    return found[1] if found and found[1].upper() == found[1] != found[1].lower() else None


_UNNAMED = re.compile(
    r"^([Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ome|[Ss]everal|[Mm]any|[Aa]n?other|[Oo]ther|[Uu]nnamed"
    r"|[Uu]nidentified|[Vv]arious) (?!([A-Z]\S* ?)+$)"
    r"|\b(not to be (named|identified)|anonymity|anonymously|declined to be (named|identified))\b"
)
_AGENCY = re.compile(r"\b(news|press) agency\b")
_UNATTRIBUTED = re.compile(
    r"^((local|social|state|the|other|some|earlier|several|many) )*(media|news|press|unconfirmed|initial|earlier) "
    r"(reports?|accounts?|sources)$|^(reports|rumou?rs|social media|local media|(the )?media|(the )?press)$"
)
_MANY = word_set("two three four five some several many other various")
_SOURCES = word_set("source sources insider insiders")
_PLURALS = word_set(
    """sources insiders officials witnesses eyewitnesses residents villagers locals activists protesters demonstrators
    experts analysts observers doctors medics soldiers officers journalists reporters survivors relatives neighbours
    neighbors scientists researchers students workers lawmakers diplomats people"""
)
_OUTLETS = word_set(
    """news newspaper times post tribune gazette herald telegraph guardian daily weekly tv television radio broadcaster
    broadcasting magazine channel press newswire wire journal chronicle observer website blog reuters"""
)
_BODIES = word_set(
    """ministry department command army navy police force forces embassy consulate government administration council
    committee commission agency authority office bureau party union association federation organisation organization
    foundation institute university college school hospital company corporation group bank court parliament senate
    congress assembly house republic kingdom state states city municipality corps guard brigade division militia
    movement front coalition alliance nations league service services centre center club society museum church
    board fund network laboratory inc ltd llc plc gmbh shipping airlines airways industries holdings petroleum
    coastguard"""
)
_OFFICES = word_set(
    """president minister premier chancellor king queen prince princess pope mayor governor ambassador spokesman
    spokeswoman spokesperson commander general colonel major captain officer official chief director chairman
    chairwoman chair secretary senator judge prosecutor lawyer attorney doctor man woman witness owner manager head
    leader author coach driver pilot victim mother father son daughter wife husband ceo"""
)
_PARTICLES = word_set("al el bin ibn ben abu abd de da di del della van von der den la le y bint ter dos du")


def _without_brackets(name: str) -> str:
    return re.sub(r"\s*\([^()]*\)$", "", name.strip(" \"'“”„«»‘’"))


def _is_title(words: list[str]) -> bool:
    """Whether all words but short function words are capitalised, as in the name of a paper or an institution."""
    return bool(words) and all(word[:1].isupper() or word in ("of", "the", "and", "for", "in") for word in words)


def _is_person(words: list[str]) -> bool:
    """Whether it looks like a person's name: two to four capitalised words, not counting titles."""
    kept = len(without_titles(" ".join(words).lower()))
    names = words[len(words) - kept :]
    return (2 <= len(names) <= 4 or (len(names) == 1 and len(words) > 1)) and all(
        word.lower() in _PARTICLES or (word[:1].isupper() and not word.isupper()) or re.fullmatch(r"[A-Z]\.", word)
        for word in (part.removeprefix("al-").removeprefix("el-") for part in names)
    )
