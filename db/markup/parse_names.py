"""Parse what stands before the colon of a line of mark-up: names and keys, with the brackets after them."""

from __future__ import annotations

import re
from enum import StrEnum

from db.dataclass import dataclass, field, replace
from db.markup.lexer import CLOSED, MARKS, UnreadableLine, quote_words, skip_blanks
from db.model.enums import Act, Basis, Naming, RelayMode, SourceKind
from db.text.normalize import normalize_line


@dataclass(frozen=True, slots=True)
class NameDetails:
    """The contents of the brackets after a name."""

    act: Act | None = None
    basis: Basis | None = None
    kind: SourceKind | None = None
    naming: Naming | None = None
    relaying: RelayMode | None = None
    said: str | None = None
    """The time of the statement, in the words of the text."""
    another: bool = False
    """Whether somebody else is meant than who is on record under such a name."""

    def __str__(self) -> str:
        known = [self.act, self.basis, self.kind, self.naming, self.relaying]
        words = [word.replace("_", " ") for word in known if word is not None]
        words += [_ANOTHER] if self.another else []
        return ", ".join([*words, *([f"said {quote_words(self.said)}"] if self.said else [])])


@dataclass(frozen=True, slots=True)
class LineName:
    """A name or key, with the contents of its brackets."""

    text: str
    is_key: bool = False
    """Whether it is the key of a source, a report or a statement; keys are in capitals."""
    told: NameDetails = NameDetails()
    offset: int = field(default=0, compare=False)
    """Its position in the line."""

    def __str__(self) -> str:
        return f"{self._quoted_form()} ({self.told})" if self.told != NameDetails() else self._quoted_form()

    def _quoted_form(self) -> str:
        """The name as it is where that parses as the same name, else in quotation marks that it does not contain."""
        bare = replace(self, told=NameDetails())
        forms = (self.text, *(f"{opening}{self.text}{closing}" for opening, closing in MARKS.items()))
        return next((form for form in forms if _reads_as(form, bare)), self.text)


@dataclass(frozen=True, slots=True)
class LinePart:
    """A part of a line, with the sign before it: "", "@", ">", or ":" for the claims."""

    sign: str
    start: int
    end: int

    @property
    def at(self) -> int:
        """The position of its sign."""
        return self.start - len(self.sign)


def split_parts(text: str) -> list[LinePart]:
    """Split a line at its signs, except for those in quotation marks and in brackets with known words.

    :param text: a line, finished or not.
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
    return [LinePart(sign, after, end) for (sign, _, after), end in zip(cuts, [*ends, len(text)], strict=True)]


def _past_marks(text: str, at: int) -> int:
    """The position after words in quotation marks at the beginning of a name, or its beginning without them."""
    at = skip_blanks(text, at)
    closing = text.find(MARKS[text[at]], at + 1) if text[at : at + 1] in MARKS else -1
    return closing + 1 if closing >= 0 else at


_KNOWN: tuple[tuple[str, type[StrEnum]], ...] = (
    ("act", Act),
    ("basis", Basis),
    ("kind", SourceKind),
    ("naming", Naming),
    ("relaying", RelayMode),
)
_ANOTHER = "another"
_VOCABULARY: dict[str, tuple[str, str]] = {
    **{word.replace("_", " "): (name, word) for name, words in _KNOWN for word in words},
    _ANOTHER: (_ANOTHER, _ANOTHER),
}
_ITEM = rf"\s*(?:{'|'.join(word.replace(' ', '[ _]') for word in _VOCABULARY)}|said\s*(?:{CLOSED}))\s*"
_BRACKETS = re.compile(rf"\(({_ITEM}(?:,{_ITEM})*)\)", re.IGNORECASE)
_ITEMS = re.compile(rf"said\s*(?P<said>{CLOSED})|(?P<word>[a-z][a-z _]*)", re.IGNORECASE)

_TAKES = {
    "": ("act", "basis", "kind", "naming", "said", _ANOTHER),
    "@": ("kind", "naming", _ANOTHER),
    ">": ("kind", "naming", "relaying", _ANOTHER),
}
"""What brackets after a name may contain, by the sign before the name."""


def bracket_words(sign: str) -> list[tuple[str, str]]:
    """The words allowed in the brackets after a name, each with its meaning.

    :param sign: the sign before the name: "" for the speaker, "@" for a place, ">" for a station.
    """
    return [(word, name) for word, (name, _) in _VOCABULARY.items() if name in _TAKES[sign]]


_CALLED = {"": "the one who says it", "@": "a place", ">": "a station"}
_KEY = re.compile(r"[WRS][0-9]{1,9}", re.IGNORECASE)


def parse_name(line: str, part: LinePart) -> LineName:
    """Parse the name in a part of a line, with its brackets.

    :raises Unread: there is no name, or its brackets contain what is not allowed there.
    """
    segment = line[part.start : part.end].rstrip()
    start = part.start + len(segment) - len(segment.lstrip())
    brackets = next((found for found in _BRACKETS.finditer(segment) if found.end() == len(segment)), None)
    told = NameDetails()
    if brackets is not None:
        told = _parse_bracket_items(brackets[1], part.sign, part.start + brackets.start())
        segment = segment[: brackets.start()].rstrip()
        if any(found.end() == len(segment) for found in _BRACKETS.finditer(segment)):
            raise UnreadableLine("A name can have one pair of brackets.", "Separate the details by commas.", start)
    name = segment.strip()
    is_quoted = name[:1] in MARKS and name.find(MARKS[name[0]], 1) == len(name) - 1 > 0
    text = normalize_line(name[1:-1] if is_quoted else name)
    if not text:
        raise _missing_name_error(part)
    if not is_quoted and _KEY.fullmatch(text):
        return LineName(text.upper(), True, told, start)
    return LineName(text, False, told, start)


def _parse_bracket_items(items: str, sign: str, at: int) -> NameDetails:
    told: dict[str, str] = {}
    for item in _ITEMS.finditer(items):
        name, value = (
            ("said", normalize_line(item["said"][1:-1])) if item["said"] else _parse_bracket_word(item["word"])
        )
        if name not in _TAKES[sign]:
            raise UnreadableLine(
                f"“{item[0].strip()}” can't be said of {_CALLED[sign]}.", "Leave it out of these brackets.", at
            )
        if name in told:
            raise UnreadableLine(f"The brackets give {name} twice.", "Leave one of them out.", at)
        if not value:
            raise UnreadableLine("“said” needs words.", 'Write when it was said: said "on Wednesday".', at)
        told[name] = value
    return NameDetails(**{**told, _ANOTHER: _ANOTHER in told})  # type: ignore[arg-type]


def _parse_bracket_word(written: str) -> tuple[str, str]:
    return _VOCABULARY[" ".join(written.lower().replace("_", " ").split())]


def _reads_as(written: str, name: LineName) -> bool:
    """Whether a text parses as exactly this name, at every position that a name has in a line."""
    found = split_parts(written)
    try:
        return len(found) == 1 and parse_name(written, found[0]) == name
    except UnreadableLine:
        return False


_MISSING = {
    "": "There is no name",
    "@": "“@” has no place after it",
    ">": "“>” has no name after it",
}


def _missing_name_error(part: LinePart) -> UnreadableLine:
    where = " at the beginning" if not part.sign else ""
    return UnreadableLine(f"{_MISSING[part.sign]}{where}.", "Write a name, or a key such as W7, R1 or S1.", part.at)
