"""Parse the cells of a table: dates by their formats, values by their mapping, and addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import datetime
from functools import lru_cache

from db.csv_import.mapping import (
    MAY_BE_EMPTY,
    NEEDED,
    ONE_NEEDED,
    VALUED,
    ColumnMapping,
    Columns,
    TableRowKind,
    check_field,
    list_choices,
)
from db.dataclass import dataclass
from db.errors import NotFetched, Refused, WrongUse
from db.intake.language import language_tag
from db.intake.urls import read_address
from db.model.enums import Act, Certainty, Polarity, Verdict
from db.model.times import When, parse_edtf_bounds
from db.text.normalize import normalize_line
from db.write.annotations import tag_name

_KEPT = 20_000
"""Parsed cells of a column that are cached: a large table mostly has few different ones."""

_SHOWN = 60


class RejectedRow(Exception):
    """A row can't be imported.

    :param kind: the kind of problem, in words that many rows share.
    :param reason: the problem of this row.
    """

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


@dataclass(frozen=True, slots=True)
class StanceValue:
    """The meaning of a stance's value."""

    polarity: Polarity
    act: Act
    certainty: Certainty


def check_mapping(rows_are: TableRowKind, columns: Columns) -> Columns:
    """Check a mapping, and return it.

    :raises WrongUse: a field is missing, or has a wrong option, or lacks a required one.
    """
    for name in columns:
        check_field(rows_are, name)
    missing = [name for name in NEEDED[rows_are] if name not in columns]
    instead = ""
    if (telling := ONE_NEEDED[rows_are]) and columns.keys().isdisjoint(telling):
        missing.insert(0, telling[0])
        instead = f" (or {list_choices(telling[1:])})"
    if missing:
        raise WrongUse(
            f"Missing: which column is the {list_choices(missing, 'and')} of {rows_are}.",
            f"Say --column {missing[0]}=NAME{instead}, or give a mapping file with --mapping.",
        )
    for name, column in columns.items():
        if not column.column.strip():
            raise WrongUse(f"The field “{name}” names no column.", f"Say --column {name}=NAME.")
        if column.values and name not in VALUED:
            raise WrongUse(
                f"The values of “{name}” can't be mapped.", f"Only those of {list_choices(sorted(VALUED))} can be."
            )
        if column.formats and name != "date":
            raise WrongUse(f"“{name}” has no formats.", "Only a date has.")
        if column.empty and name not in MAY_BE_EMPTY:
            raise WrongUse(f"“{name}” can't be left empty.", f"Only {list_choices(sorted(MAY_BE_EMPTY))} can be.")
        _check_meanings(name, column)
    return columns


def _check_meanings(name: str, column: ColumnMapping) -> None:
    """Check the values and formats of a field.

    :param name: the field.
    :raises WrongUse: a meaning is not one of the record's words, a format is not valid, or required values are missing.
    """
    if name in ("stance", "verdict") and not column.values:
        some = "support=for" if name == "stance" else "F=refuted"
        raise WrongUse(f"Missing: what the values of the {name} mean.", f"Say --value {name}:{some}.")
    for value, meaning in column.values.items():
        if name == "stance":
            parse_stance(meaning)
        elif name == "verdict" and meaning not in list(Verdict):
            raise WrongUse(f"“{meaning}” ({value}) is not a verdict.", f"It can be {', '.join(Verdict)}.")
        elif name == "tag":
            _check_tag(meaning)
        elif name == "lang" and language_tag(meaning) is None:
            raise WrongUse(f"“{meaning}” ({value}) is not a language tag.", f"Write {_TAGS}.")
    if both := sorted({*column.values} & {*column.empty}):
        raise WrongUse(f"“{both[0]}” is both a value of the {name} and empty.", "Say one of them.")
    for each in column.formats:
        _check_format(each)


def parse_stance(words: str) -> StanceValue:
    """Parse a stance: a side, then optionally an act and a certainty.

    :param words: "for", "against certain", "neither query". By default the act is *deny* against and *report*
        otherwise, and the certainty *uncommitted*, which overstates nothing.
    :raises WrongUse: a word is not one of the record's.
    """
    sides = {each.word: each for each in Polarity}
    first, *rest = words.split() or [""]
    acts = [each for each in rest if each in list(Act)]
    certainties = [each for each in rest if each in list(Certainty)]
    if first not in sides or len(acts) > 1 or len(certainties) > 1 or len(acts) + len(certainties) < len(rest):
        raise WrongUse(
            f"“{words}” is not a stance.",
            f"It begins with for, against or neither; then may come an act ({', '.join(Act)}) "
            f"and a certainty ({', '.join(Certainty)}).",
        )
    polarity = sides[first]
    act = Act(acts[0]) if acts else Act.DENY if polarity is Polarity.AGAINST else Act.REPORT
    return StanceValue(polarity, act, Certainty(certainties[0]) if certainties else Certainty.UNCOMMITTED)


def value_parser(name: str, column: ColumnMapping) -> Callable[[str], str | None]:
    """A parser of a field's cells by its mapping; it gives None for an empty cell.

    :param name: the field; without a mapping the cell is the value.
    """
    values = {normalize_line(value): meaning for value, meaning in column.values.items()}
    empty = frozenset(map(normalize_line, column.empty)) | (frozenset() if name == "stance" else {""})

    @lru_cache(_KEPT)
    def meaning(cell: str) -> str | None:
        said = normalize_line(cell)
        if said in values:
            return values[said]
        if said in empty:
            return None
        if not column.values:
            return said
        if not said:
            raise RejectedRow(f"the {name} is empty", f"The {name} is empty, and the mapping doesn't cover that.")
        raise RejectedRow(
            f"{name} is not in the mapping",
            f"“{said[:_SHOWN]}” is no {name} in the mapping.{_nearest_value_hint(said, values)}",
        )

    return meaning


_TAGS = "a BCP 47 tag such as en, ar or pt-BR"


def language_parser(column: ColumnMapping) -> Callable[[str], str | None]:
    """A parser of languages, which gives each as a BCP 47 tag, and None for an empty cell."""
    value = value_parser("lang", column)

    @lru_cache(_KEPT)
    def language(cell: str) -> str | None:
        said = value(cell)
        if said is not None and language_tag(said) is None:
            raise RejectedRow("no language tag", f"“{said[:_SHOWN]}” is not a language tag; write {_TAGS}.")
        return language_tag(said)

    return language


def date_parser(column: ColumnMapping, tz: str) -> Callable[[str], When]:
    """A parser of dates, which gives each with its bounds, and no time for an empty cell.

    :param tz: the time zone of the case, for the bounds of a day.
    """
    empty = frozenset(map(normalize_line, column.empty)) | {""}

    @lru_cache(_KEPT)
    def date(cell: str) -> When:
        said = normalize_line(cell)
        if said in empty:
            return When()
        try:
            if not column.formats:
                return parse_edtf_bounds(When(edtf=said), tz)
            return parse_edtf_bounds(When(raw=said, edtf=_parse_by_formats(said, column.formats)), tz)
        except Refused as error:
            raise RejectedRow("not a date in the given format", error.message) from error

    return date


@lru_cache(_KEPT)
def parse_host(url: str) -> str:
    """The outlet of an address: its host in ASCII and lower case, without ``www.``

    :raises Rejected: it is not an http or https address.
    """
    plain = _PLAIN.match(url)
    try:
        found = plain[1].lower().removesuffix(".") if plain else read_address(url).host
    except NotFetched as error:
        shown = f" (“{url[:_SHOWN]}”)" if url else ""
        raise RejectedRow("no http or https address", f"{_EMPTY if not url else error.message}{shown}") from error
    return found.removeprefix("www.") or found


_EMPTY = "The address is empty."
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
_PLAIN = re.compile(rf"[Hh][Tt][Tt][Pp][Ss]?://({_LABEL}(?:\.{_LABEL})+)(?=[/?#]|\Z)[!-~]{{0,7000}}\Z")
"""Addresses in ASCII without port or user, as most are: quicker than :func:`read_address`, with the same result."""


def _parse_by_formats(said: str, formats: tuple[str, ...]) -> str:
    """Convert a date to EDTF, as precise as its format: one without a day gives a month."""
    found = {edtf for each in formats if (edtf := _parse_by_format(said, each))}
    if len(found) == 1:
        return found.pop()
    if found:
        either = " or ".join(sorted(found))
        raise Refused(f"“{said[:_SHOWN]}” can be read as {either}: two of the formats fit it.")
    raise Refused(f"“{said[:_SHOWN]}” is not a date in the format {' or '.join(formats)}.")


def _parse_by_format(said: str, format: str) -> str | None:
    if len(said) > _LONGEST_DATE:
        return None
    try:
        found = datetime.strptime(said, format)
    except ValueError:
        return None
    said_of = set(_DIRECTIVE.findall(format))
    if said_of & {"H", "I"}:
        return found.isoformat(timespec="seconds")
    if said_of & {"d", "j"}:
        return found.date().isoformat()
    return f"{found:%Y-%m}" if said_of & {"m", "b", "B"} else f"{found.year:04}"


_LONGEST_DATE = 100
_DIRECTIVE = re.compile("%(.)")
_DIRECTIVES = frozenset("YymbBdjHIMSpzaA%")


def _check_format(format: str) -> None:
    directives = _DIRECTIVE.findall(format)
    said_of = set(directives)
    if len(format) > _LONGEST_DATE or len(said_of - {"%"}) < len(directives) - directives.count("%"):
        raise WrongUse(
            f"The format “{format[:_SHOWN]}” is too long, or has a part twice.", "Write each of %Y %m %d once."
        )
    if unknown := sorted(said_of - _DIRECTIVES):
        raise WrongUse(
            f"%{unknown[0]} in the format “{format}” can't be read.",
            "Use %Y %m %d, and %b %B %H %M %S %z where needed.",
        )
    if not said_of & {"Y", "y"}:
        raise WrongUse(f"The format “{format}” has no year.", "Write %Y where the year stands, such as %m %d %Y.")
    if said_of & {"d"} and not said_of & {"m", "b", "B"}:
        raise WrongUse(f"The format “{format}” has a day and no month.", "Write %m where the month stands.")


def _check_tag(words: str) -> None:
    try:
        tag_name(words)
    except Refused as error:
        raise WrongUse(f"“{words[:_SHOWN]}” is not a tag: {error.message}", error.hint) from error


def _nearest_value_hint(said: str, values: Collection[str]) -> str:
    """A hint with the most similar valid value."""
    from rapidfuzz import fuzz, process, utils  # only an unknown value needs it

    near = process.extractOne(said, list(values), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=60)
    return f" The nearest that it knows is “{near[0]}”." if near else f" It knows {_values_in_words(values)}."


def _values_in_words(values: Collection[str]) -> str:
    shown = [f"“{each[:20]}”" for each in list(values)[:8]]
    return ", ".join(shown) + (" …" if len(values) > 8 else "")
