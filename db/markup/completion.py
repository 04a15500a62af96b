"""Completion of a line of mark-up at the cursor: names and keys, bracket words, claims, certainties."""

from __future__ import annotations

import re
from collections.abc import Iterable

from db.dataclass import dataclass
from db.markup.lexer import CLOSED, MARKS, skip_blanks
from db.markup.parse_names import LineName, bracket_words, split_parts
from db.markup.parse_stances import SIGNS
from db.markup.resolve import belongs_to_report
from db.model.enums import Certainty
from db.model.ids import CaseId, SourceId
from db.queries.claims import CLAIM_ORDER
from db.queries.lookup import LookupMatch, claims_like, reports_like, sources_like
from db.queries.sources import Source, sources
from db.search.similar import near_claims, near_sources
from db.store.reader import Reader
from db.text.normalize import casefold_words

MOST = 8
"""Completions at a time."""

_LOOKED_AT = 40
"""Matching names that are read, to offer the likeliest of them."""

_SHORTEST = 3
"""Letters from which similar names are offered too."""


@dataclass(frozen=True, slots=True)
class MarkupCompletion:
    """One completion: its text replaces the line from start to end."""

    insert: str
    start: int
    end: int
    label: str
    """What is shown for it: "W7 Ahmed Khalaf"."""


def completions(record: Reader, case: CaseId, text: str, cursor: int) -> list[MarkupCompletion]:
    """The completions at the cursor, the likeliest first.

    :param text: the line, finished or not.
    :param cursor: the position of the cursor, in code points.
    """
    typed = text[:cursor]
    part = split_parts(typed)[-1]
    start = skip_blanks(typed, part.start)
    if part.sign == ":":
        offers = _stance_completions(record, case, typed, start)
    else:
        offers = _name_completions(record, case, typed, start, part.sign)
        bracket = re.search(r"\S\s*\(([^()]*)$", typed[start:])
        if bracket is not None:
            offers += _bracket_completions(typed, start + bracket.start(1), part.sign)
    first = {offer.insert: offer for offer in reversed(offers)}
    return [offer for offer in offers if first[offer.insert] is offer][:MOST]


# --- before the colon ---


def _name_completions(record: Reader, case: CaseId, typed: str, start: int, sign: str) -> list[MarkupCompletion]:
    """Names and keys of sources and reports; at the beginning of the line also keys of statements."""
    words, end = typed[start:].strip("".join(MARKS)), len(typed)
    ids = [SourceId(known.id) for known in _ranked_by_beginning(sources_like(record, case, words, _LOOKED_AT), words)]
    found = sources(record, ids)
    if len(words) >= _SHORTEST and len(found) < MOST and "(" not in words:
        found += [near.found for near in near_sources(record, case, words) if near.found.id not in ids]
    named = [MarkupCompletion(_unambiguous_name(found, each), start, end, f"{each.key} {each.name}") for each in found]
    known = _ranked_by_beginning(reports_like(record, case, words, _LOOKED_AT), words)
    reports = [MarkupCompletion(each.key, start, end, each.written) for each in known]
    if sign or re.fullmatch("[Rr][0-9]*", words):
        return [*reports, *named]
    return [*_statement_completions(record, case, typed, start), *named, *reports]


def _ranked_by_beginning(found: Iterable[LookupMatch], words: str) -> list[LookupMatch]:
    """Sort matches: first those whose key or name begins with what was typed, then those with a word that does."""

    def distance(each: LookupMatch) -> int:
        names = [casefold_words(name) for name in (each.key, each.name, each.short) if name]
        begins = any(name.startswith(casefold_words(words)) for name in names)
        return 0 if begins else 1 if any(f" {casefold_words(words)}" in name for name in names) else 2

    return sorted(found, key=distance)[:MOST]


def _unambiguous_name(found: Iterable[Source], source: Source) -> str:
    """The name of a source, or its key where the name may mean another."""
    same = [each for each in found if casefold_words(each.name) == casefold_words(source.name)]
    return source.key if belongs_to_report(source) or len(same) > 1 else str(LineName(source.name))


def _statement_completions(record: Reader, case: CaseId, typed: str, start: int) -> list[MarkupCompletion]:
    key = typed[start:].strip().upper()
    if not re.fullmatch("S[0-9]*", key):
        return []
    rows = record.rows(
        """SELECT st.key, coalesce(so.short, so.name), re.key FROM statements st JOIN sources so ON so.id = st.source
           LEFT JOIN reports re ON re.id = st.report
           WHERE st."case" = ? AND st.key GLOB ? ORDER BY st.id DESC LIMIT ?""",
        case,
        f"{key}*",
        MOST,
    )
    return [
        MarkupCompletion(key, start, len(typed), f"{key} {name}{f' in {report}' if report else ''}")
        for key, name, report in rows
    ]


def _bracket_completions(typed: str, start: int, sign: str) -> list[MarkupCompletion]:
    """Completions of the last word in brackets."""
    at = skip_blanks(typed, start + typed[start:].rfind(",") + 1)
    beginning = typed[at:].lower()
    return [
        MarkupCompletion(word, at, len(typed), f"{word}: {name}")
        for word, name in bracket_words(sign)
        if word.startswith(beginning)
    ]


# --- after the colon ---

_SIGN = f"[{re.escape(''.join(SIGNS))}]"
_CERTAINTY = re.compile(r"\S=([A-Za-z]*)$")
_LAST = re.compile(rf"(?:.*[\s,]|^)({_SIGN})\s*([^\s].*)?$", re.DOTALL)
_BEFORE_MARK = re.compile(rf"({_SIGN})\s*(?:[Cc][0-9]+[A-Za-z]*\.)?$")
_DONE = re.compile(rf"(?:[Cc][0-9]+[A-Za-z]*\.?)?(?:{CLOSED})?(?:=[A-Za-z]+)?[\s,]+")
_KEY = re.compile("[Cc][0-9]*[A-Za-z]*")


def _stance_completions(record: Reader, case: CaseId, typed: str, start: int) -> list[MarkupCompletion]:
    mark = _open_mark(typed, start)
    if mark is not None:
        before = _BEFORE_MARK.search(typed, start, mark)
        return _claim_completions(record, case, typed, before.start(), before[1], typed[mark + 1 :]) if before else []
    certainty = _CERTAINTY.search(typed, start)
    if certainty:
        return [
            MarkupCompletion(str(word), certainty.start(1), len(typed), str(word))
            for word in Certainty
            if word.startswith(certainty[1].lower())
        ]
    last = _LAST.match(typed[start:])
    if last is None or _DONE.fullmatch(last[2] or ""):
        signs = {"+": "for", "-": "against", "?": "neither"} if typed[-1:] in " :," else {}
        return [MarkupCompletion(sign, len(typed), len(typed), f"{sign} {word}") for sign, word in signs.items()]
    return _claim_completions(record, case, typed, start + last.start(1), last[1], last[2] or "")


def _open_mark(typed: str, start: int) -> int | None:
    """The position of the quotation mark that opens a new claim and is not closed yet."""
    at = start
    while at < len(typed):
        if typed[at] in MARKS:
            closed = typed.find(MARKS[typed[at]], at + 1)
            if closed < 0:
                return at
            at = closed
        at += 1
    return None


def _claim_completions(
    record: Reader, case: CaseId, typed: str, start: int, sign: str, words: str
) -> list[MarkupCompletion]:
    """Claims by the beginning of their key, else by their words."""
    if not words or _KEY.fullmatch(words):
        rows = record.rows(
            f"""SELECT c.key, c.text FROM claims c WHERE c."case" = ? AND c.joined_into IS NULL
                AND c.key GLOB ? ORDER BY {CLAIM_ORDER} LIMIT ?""",
            case,
            f"{words[:1].upper()}{words[1:].lower()}*",
            MOST,
        )
    else:
        rows = [(known.key, known.name) for known in claims_like(record, case, words, MOST)]
        rows += [(near.found.key, near.found.text) for near in near_claims(record, case, words, MOST)]
    return [MarkupCompletion(f"{sign}{key}", start, len(typed), f"{key} {text}") for key, text in rows]
