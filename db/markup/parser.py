"""Parse one line of mark-up. Syntax only; names are looked up in `resolve` and `speakers`.

::

    WHO (words) @ PLACE > STATION > STATION : +C1 -C1d ?C3=probable +"a new claim" +C1."a new part of it"

WHO
    the speaker: a name, known or new; a source's key, ``W7``; a report's key, ``R2``, for its outlet in its own voice;
    or a statement's key, ``S1``, for a statement on record that the stations pass on.
``@ PLACE``
    the report that publishes the speaker's own statement, as an agency publishes a ministry's: its key, or its outlet.
``> STATION``
    an outlet or a source that passes it on in a statement of its own. The report in which we read it is the last
    station and needn't be named.
``(words)``
    what else is known, in the record's own words. After WHO the act and the basis, ``(deny, official)``, and the time,
    ``said "earlier on Wednesday"``; after a station how it passes on, ``(paraphrases)``; after any new name its kind
    and how well it is known, ``(body, role)``; ``(another)`` where somebody else is meant than who is on record under
    such a name. Brackets with other words belong to the name.
``:``
    the claims: ``+`` for, ``-`` against, ``?`` neither; then a claim's key, a new claim in quotation marks, or a key,
    a dot and a new part of that claim; then, unless certain, ``=`` and the certainty: ``=pr`` is probable.

A name that contains ``@``, ``>`` or ``:``, or that looks like a key, is written in quotation marks.
"""

from __future__ import annotations

from db.dataclass import dataclass
from db.markup.lexer import UnreadableLine
from db.markup.parse_names import LineName, LinePart, NameDetails, parse_name, split_parts
from db.markup.parse_stances import SIGNS, StanceText, parse_stances
from db.text.normalize import normalize_text

__all__ = ["LONGEST", "SIGNS", "LineName", "MarkupLine", "NameDetails", "StanceText", "UnreadableLine", "parse_line"]

LONGEST = 4_000
"""The longest line, in code points."""


@dataclass(frozen=True, slots=True)
class MarkupLine:
    """One parsed line of mark-up. Its text parses as the same line."""

    who: LineName
    place: LineName | None = None
    stations: tuple[LineName, ...] = ()
    bearings: tuple[StanceText, ...] = ()

    def __str__(self) -> str:
        place = [f"@ {self.place}"] if self.place else []
        stations = [f"> {station}" for station in self.stations]
        bearings = [":", *map(str, self.bearings)] if self.bearings else []
        return " ".join([str(self.who), *place, *stations, *bearings])


def parse_line(text: str) -> MarkupLine:
    """Parse one line of mark-up.

    :param text: what was typed; offsets count its code points after normalisation.
    :raises Unread: it can't be parsed; the sentence says what, and :attr:`UnreadableLine.offset` where.
    """
    line = normalize_text(text)
    if len(line) > LONGEST:
        raise UnreadableLine(
            f"The line has {len(line):,} characters; {LONGEST:,} is the most.",
            "Select the long words instead.",
            LONGEST,
        )
    who: LineName | None = None
    place: LineName | None = None
    stations: list[LineName] = []
    bearings: tuple[StanceText, ...] = ()
    for part in split_parts(line):
        match part.sign:
            case "":
                who = parse_name(line, part)
            case "@":
                if place or stations:
                    raise _misplaced_part_error(part, "two places" if place else "a place after a relaying name")
                place = parse_name(line, part)
            case ">":
                stations.append(parse_name(line, part))
            case _:
                bearings = parse_stances(line, part.start)
    assert who is not None
    return MarkupLine(who, place, tuple(stations), bearings)


def _misplaced_part_error(part: LinePart, what: str) -> UnreadableLine:
    return UnreadableLine(f"The line has {what}.", "Give one place, “@ R4”, right after the speaker.", part.at)
