"""Who stands before the colon of a line of mark-up: names and keys, and what the brackets after them tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from db.markup.lexer import CLOSED, MARKS, Unread, past_blanks, quoted
from db.model.enums import Act, Basis, Naming, RelayMode, SourceKind
from db.text.normalize import normalize_line


@dataclass(frozen=True, slots=True)
class Told:
    """What the brackets after a name tell of it."""

    act: Act | None = None
    basis: Basis | None = None
    kind: SourceKind | None = None
    naming: Naming | None = None
    relaying: RelayMode | None = None
    said: str | None = None
    """When it was said, in the words given."""

    def __str__(self) -> str:
        known = [self.act, self.basis, self.kind, self.naming, self.relaying]
        words = [word.replace("_", " ") for word in known if word is not None]
        return ", ".join([*words, *([f"said {quoted(self.said)}"] if self.said else [])])


@dataclass(frozen=True, slots=True)
class Name:
    """Who or what is named, and what the brackets tell of it."""

    text: str
    is_key: bool = False
    """Whether it is the key of a source, a report or a statement; then in capitals."""
    told: Told = Told()
    offset: int = field(default=0, compare=False)
    """Where it stands in the line."""

    def __str__(self) -> str:
        return f"{self._quoted_form()} ({self.told})" if self.told != Told() else self._quoted_form()

    def _quoted_form(self) -> str:
        """As it stands where it is read back as the same name, else in quotation marks that it does not hold."""
        bare = replace(self, told=Told())
        forms = (self.text, *(f"{opening}{self.text}{closing}" for opening, closing in MARKS.items()))
        return next((form for form in forms if _reads_as(form, bare)), self.text)


@dataclass(frozen=True, slots=True)
class NamePart:
    """A stretch of a line, with the sign before it: "", "@", ">", or ":" for what it bears on."""

    sign: str
    start: int
    end: int

    @property
    def at(self) -> int:
        """Where its sign stands."""
        return self.start - len(self.sign)


def parts(text: str) -> list[NamePart]:
    """A line cut at its signs; those in quotation marks and in brackets of known words don't count.

    :param text: a line, also one that is not finished.
    """
    cuts = [("", 0, 0)]
    at = _past_marks(text, 0)
    while at < len(text):
        letter = text[at]
        if letter in "@>:":
            cuts.append((letter, at, at + 1))
            if letter == ":":
                break
            at = _past_marks(text, at + 1)
        elif letter == "(" and (brackets := _BRACKETS.match(text, at)):
            at = brackets.end()
        else:
            at += 1
    ends = [start for _, start, _ in cuts[1:]]
    return [NamePart(sign, after, end) for (sign, _, after), end in zip(cuts, [*ends, len(text)], strict=True)]


def _past_marks(text: str, at: int) -> int:
    """Where a name goes on after words in quotation marks at its beginning, or where it begins without them."""
    at = past_blanks(text, at)
    closing = text.find(MARKS[text[at]], at + 1) if text[at : at + 1] in MARKS else -1
    return closing + 1 if closing >= 0 else at


_KNOWN: tuple[tuple[str, type[StrEnum]], ...] = (
    ("act", Act),
    ("basis", Basis),
    ("kind", SourceKind),
    ("naming", Naming),
    ("relaying", RelayMode),
)
_VOCABULARY = {word.replace("_", " "): (name, word) for name, words in _KNOWN for word in words}
_ITEM = rf"\s*(?:{'|'.join(word.replace(' ', '[ _]') for word in _VOCABULARY)}|said\s*(?:{CLOSED}))\s*"
_BRACKETS = re.compile(rf"\(({_ITEM}(?:,{_ITEM})*)\)", re.IGNORECASE)
_ITEMS = re.compile(rf"said\s*(?P<said>{CLOSED})|(?P<word>[a-z][a-z _]*)", re.IGNORECASE)

_TAKES = {
    "": ("act", "basis", "kind", "naming", "said"),
    "@": ("kind", "naming"),
    ">": ("kind", "naming", "relaying"),
}
"""What brackets may tell after a name, by the sign before it."""


def bracket_words(sign: str) -> list[tuple[str, str]]:
    """The words that brackets may have after a name, each with what it tells.

    :param sign: the sign before the name: "" for who says it, "@" for a place, ">" for a station.
    """
    return [(word, name) for word, (name, _) in _VOCABULARY.items() if name in _TAKES[sign]]


_CALLED = {"": "the one who says it", "@": "a place", ">": "a station"}
_KEY = re.compile(r"[WRS][0-9]{1,9}", re.IGNORECASE)


def read_name(line: str, part: NamePart) -> Name:
    """Read the name in a part of a line, with what its brackets tell.

    :raises Unread: there is none, or its brackets tell what they can't.
    """
    segment = line[part.start : part.end].rstrip()
    start = part.start + len(segment) - len(segment.lstrip())
    brackets = next((found for found in _BRACKETS.finditer(segment) if found.end() == len(segment)), None)
    told = Told()
    if brackets is not None:
        told = _parse_bracket_items(brackets[1], part.sign, part.start + brackets.start())
        segment = segment[: brackets.start()].rstrip()
        if any(found.end() == len(segment) for found in _BRACKETS.finditer(segment)):
            raise Unread("A name takes one pair of brackets.", "Part what they tell by commas.", start)
    name = segment.strip()
    is_quoted = name[:1] in MARKS and name.find(MARKS[name[0]], 1) == len(name) - 1 > 0
    text = normalize_line(name[1:-1] if is_quoted else name)
    if not text:
        raise _missing_name_error(part)
    if not is_quoted and _KEY.fullmatch(text):
        return Name(text.upper(), True, told, start)
    return Name(text, False, told, start)


def _parse_bracket_items(items: str, sign: str, at: int) -> Told:
    told: dict[str, str] = {}
    for item in _ITEMS.finditer(items):
        name, value = (
            ("said", normalize_line(item["said"][1:-1])) if item["said"] else _parse_bracket_word(item["word"])
        )
        if name not in _TAKES[sign]:
            raise Unread(f"“{item[0].strip()}” is not told of {_CALLED[sign]}.", "Leave it out of these brackets.", at)
        if name in told:
            raise Unread(f"The brackets tell {name} twice.", "Leave one of them out.", at)
        if not value:
            raise Unread("“said” needs words.", 'Write when it was said: said "on Wednesday".', at)
        told[name] = value
    return Told(**told)  # type: ignore[arg-type]


def _parse_bracket_word(written: str) -> tuple[str, str]:
    return _VOCABULARY[" ".join(written.lower().replace("_", " ").split())]


def _reads_as(written: str, name: Name) -> bool:
    """Whether a text reads as just this name, wherever a name stands in a line."""
    found = parts(written)
    try:
        return len(found) == 1 and read_name(written, found[0]) == name
    except Unread:
        return False


_MISSING = {
    "": "Nobody says it: there is no name",
    "@": "“@” stands before no place",
    ">": "“>” stands before no station",
}


def _missing_name_error(part: NamePart) -> Unread:
    where = " at the beginning" if not part.sign else ""
    return Unread(f"{_MISSING[part.sign]}{where}.", "Write a name, or a key such as W7, R1 or S1.", part.at)
