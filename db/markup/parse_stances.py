"""Parse what stands after the colon of a line of mark-up: claims, each with polarity and certainty."""

from __future__ import annotations

import re

from db.dataclass import dataclass, field
from db.markup.lexer import MARKS, UnreadableLine, quote_words, skip_blanks
from db.model.enums import Certainty, Polarity
from db.text.normalize import normalize_line

SIGNS = {
    "+": Polarity.FOR,
    "?": Polarity.NEITHER,
    **dict.fromkeys("-‐‑‒–−", Polarity.AGAINST),  # the hyphen of the keyboard, and the dashes that editors make of it
}


@dataclass(frozen=True, slots=True)
class StanceText:
    """A stance of a line on one claim, as text."""

    polarity: Polarity
    key: str | None = None
    """The claim's key; for a new part, the key of the whole claim; None for a new claim of its own."""
    text: str | None = None
    """The words of a new claim; None for one on record."""
    certainty: Certainty = Certainty.CERTAIN
    offset: int = field(default=0, compare=False)
    """Its position in the line."""

    def __str__(self) -> str:
        sign = {1: "+", -1: "-", 0: "?"}[self.polarity]
        claim = ".".join([*([self.key] if self.key else []), *([quote_words(self.text)] if self.text else [])])
        certainty = "" if self.certainty is Certainty.CERTAIN else f"={self.certainty}"
        return f"{sign}{claim}{certainty}"


def parse_stances(line: str, start: int) -> tuple[StanceText, ...]:
    """Parse the claims after the colon.

    :param start: their position in the line.
    :raises Unread: they can't be parsed, or a claim comes twice.
    """
    bearings: list[StanceText] = []
    at = skip_blanks(line, start, ",")
    if at == len(line):
        raise UnreadableLine(
            "The line has no claims after “:”.", "Write +C1 for, -C1 against, ?C1 neither; or no “:” at all.", start
        )
    while at < len(line):
        bearing, at = _parse_stance(line, at)
        same = (bearing.key, bearing.text)
        if any((other.key, other.text) == same for other in bearings):
            raise UnreadableLine(
                f"{bearing.text or bearing.key} is there twice.", "Name each claim once.", bearing.offset
            )
        bearings.append(bearing)
        at = skip_blanks(line, at, ",")
    return tuple(bearings)


_CLAIM = re.compile(r"[Cc][0-9]{1,9}[A-Za-z]{0,4}(?![A-Za-z0-9])")
_WORD = re.compile(r"[^\s,+?=]{1,40}")
_LETTERS = re.compile(r"[A-Za-z]*")


def _parse_stance(line: str, at: int) -> tuple[StanceText, int]:
    """Parse one claim with its sign and certainty; also the position after it."""
    offset, sign = at, line[at]
    if sign not in SIGNS:
        found = _WORD.match(line, at)
        raise UnreadableLine(
            f"“{found[0] if found else sign}” has no sign.", "Write +C1 for, -C1 against, ?C1 neither.", offset
        )
    at = skip_blanks(line, at + 1)
    key = _CLAIM.match(line, at)
    at = key.end() if key else at
    text = None
    if not key or line[at : at + 1] == ".":
        text, at = _parse_new_claim(line, at + 1 if key else at, sign)
    certainty = Certainty.CERTAIN
    if line[at : at + 1] == "=":
        certainty, at = _parse_certainty(line, at + 1)
    elif at < len(line) and line[at] not in SIGNS and line[at] != "," and not line[at].isspace():
        found = _WORD.match(line, at)
        raise UnreadableLine(
            f"“{found[0] if found else line[at]}” can't be read after a claim.", "Separate claims by spaces.", at
        )
    written = key[0].capitalize() if key else None
    return StanceText(SIGNS[sign], written, text, certainty, offset), at


def _parse_new_claim(line: str, at: int, sign: str) -> tuple[str, int]:
    """Parse the words of a new claim; also the position after them."""
    opening = line[at : at + 1]
    if opening not in MARKS:
        found = _WORD.match(line, at)
        what = f"“{found[0]}”, which is not a claim" if found else "no claim"
        raise UnreadableLine(
            f"“{sign}” is before {what}.", f'Write a claim\'s key, {sign}C1, or a new one, {sign}"text".', at
        )
    end = line.find(MARKS[opening], at + 1)
    if end < 0:
        raise UnreadableLine("The quotation mark of a new claim is not closed.", f"Close it with {MARKS[opening]}.", at)
    text = normalize_line(line[at + 1 : end])
    if not text:
        raise UnreadableLine("A new claim needs words.", "Write it between the quotation marks.", at)
    return text, end + 1


def _parse_certainty(line: str, at: int) -> tuple[Certainty, int]:
    """Parse a certainty, from any beginning that only it has; also the position after it."""
    found = _LETTERS.match(line, at)
    beginning = found[0].lower() if found else ""
    fitting = [word for word in Certainty if word.startswith(beginning)]
    if len(fitting) != 1 or not beginning:
        said = (
            f"“{beginning}” may be {' or '.join(fitting)}" if beginning and fitting else f"“={beginning}” means nothing"
        )
        raise UnreadableLine(f"{said}.", f"After = comes one of {', '.join(Certainty)}.", at)
    return fitting[0], at + len(beginning)
