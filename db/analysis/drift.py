"""Wording drift: compare the quotes of a statement in several captures, or of two statements, word by word.

Pairs to compare are found here too: one statement in several captures, a relay with quotes at both ends, and two
relays of a statement that has no quotes of its own. Quotes of different languages, or of a language that is not
recorded, are shown side by side but not compared; those that share most of their words are in one language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise, zip_longest

from db.dataclass import dataclass, replace
from db.errors import NotFound
from db.model.enums import QuoteForm, WordedEnum
from db.model.ids import CaptureId, CaseId, ClaimId, StatementId
from db.store.reader import Reader, Row, placeholders
from db.text.word_classes import ClassedSpan, KnownNames, classify_words
from db.text.word_diff import AlignedWords, WordChange, align_words

LONGEST = 20_000
"""The longest quote that is compared, in code points."""

MOST_QUOTES = 40
"""Quotes of one statement that are read at most."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A quote of a statement in one capture."""

    exact: str
    lang: str | None
    form: QuoteForm
    statement: str
    """Key of the statement."""
    read_in: str
    """Key of the report of the capture."""
    capture: CaptureId


class Incomparable(StrEnum):
    """Why two quotes are shown side by side without comparing them."""

    LANGUAGES = "different languages"
    UNRECORDED = "language not recorded"
    MISSING = "words on one side only"
    UNMATCHED = "nothing like it on the other side"
    LONG = "too long to compare"


@dataclass(frozen=True, slots=True)
class QuotePair:
    """Two quotes side by side, or one alone."""

    one: Wording | None
    other: Wording | None
    pieces: tuple[AlignedWords, ...]
    """Empty where the quotes are not compared."""
    why_not: Incomparable | None
    """None where the quotes are compared."""

    @property
    def changed(self) -> bool:
        """Whether the quotes are compared and differ in more than capitals."""
        return any(piece.shift is not WordChange.KEPT for piece in self.pieces)


class PairReason(WordedEnum):
    """Why two statements are compared. The values stand in JSON."""

    CAPTURES = "one statement in several captures"
    RELAY = "one passes the other on", "one relays the other"
    SAME_PARENT = "both pass on the same statement", "both relay the same statement"
    ASKED = "asked for"


@dataclass(frozen=True, slots=True)
class WordingPair:
    """Two statements to compare, or one twice."""

    one: StatementId
    other: StatementId
    why: PairReason
    one_key: str
    other_key: str
    parent_key: str | None = None
    """Key of the statement that both pass on."""


@dataclass(frozen=True, slots=True)
class Drift:
    """The quotes of one statement beside those of another."""

    pair: WordingPair
    beside: tuple[QuotePair, ...]
    """The most similar quotes side by side, then the rest. Empty where neither has quotes."""

    @property
    def changed(self) -> bool:
        """Whether any compared quotes differ."""
        return any(each.changed for each in self.beside)


# --- what to compare ----------------------------------------------------------------------------------------------

_PAIRS = """
-- Pairs of statements with quotes: one with itself, relays, and relays of one statement that has no quotes of its own,
-- each with the one before it in time. CROSS JOIN fixes the order: it begins with the case.
WITH worded AS MATERIALIZED (
  SELECT st.id, st.key, st.report FROM statements st
  WHERE st."case" = :case AND EXISTS (SELECT 1 FROM quotes q WHERE q.statement = st.id)
), passed AS MATERIALIZED (
  SELECT r.parent, r.child, w.key, w.report, EXISTS (SELECT 1 FROM quotes q WHERE q.statement = r.parent) AS has_words
  FROM worded w CROSS JOIN relays r ON r.child = w.id
), walked AS (
  SELECT p.parent, p.child, p.key, p.report,
    lag(p.child) OVER walk AS before, lag(p.key) OVER walk AS before_key, lag(p.report) OVER walk AS before_report
  FROM passed p LEFT JOIN reports re ON re.id = p.report WHERE NOT p.has_words
  WINDOW walk AS (PARTITION BY p.parent ORDER BY re.published_lo IS NULL, re.published_lo, re.published_hi, p.child)
)
SELECT 1, w.id, w.id, w.key, w.key, NULL FROM worded w
WHERE (SELECT count(*) FROM (
  SELECT q.capture FROM quotes q WHERE q.statement = w.id
  UNION
  SELECT p.capture FROM quotes q CROSS JOIN quote_places p ON p.quote = q.id AND p.decided = 'accepted'
  WHERE q.statement = w.id)) > 1
UNION ALL
SELECT 2, p.parent, p.child, parent.key, p.key, NULL FROM passed p CROSS JOIN statements parent ON parent.id = p.parent
WHERE p.has_words
UNION ALL
SELECT 3, w.before, w.child, w.before_key, w.key, parent.key
FROM walked w CROSS JOIN statements parent ON parent.id = w.parent
WHERE w.before IS NOT NULL AND w.before_report IS NOT w.report
ORDER BY 1, 2, 3"""

_REASONS = {1: PairReason.CAPTURES, 2: PairReason.RELAY, 3: PairReason.SAME_PARENT}


def wording_pairs(
    record: Reader, case: CaseId, *, claim: ClaimId | None = None, statement: StatementId | None = None
) -> list[WordingPair]:
    """The pairs of statements to compare in a case; :func:`drift` compares one.

    :param claim: only pairs with at least one statement on this claim.
    :param statement: only pairs with this statement, or in which both pass it on.
    """
    found = [
        WordingPair(one, other, _REASONS[why], one_key, other_key, parent_key)
        for why, one, other, one_key, other_key, parent_key in record.rows(_PAIRS, case=case)
    ]
    if claim is not None:
        bearing = set(record.column("SELECT statement FROM stances WHERE claim = ?", claim))
        found = [pair for pair in found if pair.one in bearing or pair.other in bearing]
    if statement is not None:
        keys = set(record.column("SELECT key FROM statements WHERE id = ?", statement))
        found = [pair for pair in found if keys & {pair.one_key, pair.other_key, pair.parent_key}]
    return found


def drift(
    record: Reader,
    one: StatementId,
    other: StatementId,
    *,
    pair: WordingPair | None = None,
    known: KnownNames | None = None,
) -> Drift:
    """Compare the quotes of two statements, or those of one in successive captures.

    :param pair: from :func:`wording_pairs`; None where a person asked for the pair.
    :param known: the names of the case, from :func:`known_names`, where many pairs are compared.
    :raises NotFound: one of them is not in the store.
    """
    keys: dict[StatementId, str] = dict(
        record.rows(f"SELECT id, key FROM statements WHERE id IN ({placeholders((one, other))})", one, other)
    )
    if not {one, other} <= keys.keys():
        raise NotFound("A statement to compare is no longer in the store.", "Open the case again.")
    pair = pair or WordingPair(
        one, other, PairReason.CAPTURES if one == other else PairReason.ASKED, keys[one], keys[other]
    )
    if known is None:
        (case,) = record.column('SELECT "case" FROM statements WHERE id = ?', one)
        known = known_names(record, case)
    words = _wordings_by_statement(record, sorted({one, other}))
    if one != other:
        beside = tuple(_most_alike_pairs(words.get(one, []), words.get(other, []), known))
    else:
        captures: dict[CaptureId, list[Wording]] = {}
        for each in words.get(one, []):
            captures.setdefault(each.capture, []).append(each)
        kept = list(captures.values())
        beside = tuple(each for before, after in pairwise(kept) for each in _most_alike_pairs(before, after, known))
    return Drift(pair, beside)


def _wordings_by_statement(record: Reader, ids: Sequence[StatementId]) -> dict[StatementId, list[Wording]]:
    """Quotes by statement: as they were taken, and as in later captures where a person accepted the changed words."""
    found: dict[StatementId, list[Wording]] = {}
    rows: list[Row] = record.rows(
        f"""SELECT st.id, q.exact, q.lang, q.form, st.key, re.key, ca.id AS capture, q.start
            FROM quotes q JOIN statements st ON st.id = q.statement
            JOIN captures ca ON ca.id = q.capture JOIN reports re ON re.id = ca.report
            WHERE st.id IN ({placeholders(ids)})
            UNION ALL
            SELECT st.id, p.exact, q.lang, q.form, st.key, re.key, ca.id, p.start
            FROM quote_places p JOIN quotes q ON q.id = p.quote JOIN statements st ON st.id = q.statement
            JOIN captures ca ON ca.id = p.capture JOIN reports re ON re.id = ca.report
            WHERE st.id IN ({placeholders(ids)}) AND p.decided = 'accepted'
            ORDER BY capture, 8""",
        *ids,
        *ids,
    )
    for id, exact, lang, form, key, read_in, capture, _ in rows:
        found.setdefault(id, []).append(Wording(exact, lang, QuoteForm(form), key, read_in, capture))
    return found


_NAMES = 2_000
"""The number of names of a case that are used."""


def known_names(record: Reader, case: CaseId) -> KnownNames:
    """The names of sources in a case, and the case's place."""
    rows = record.rows(
        """SELECT so.name, so.short FROM sources so
           WHERE so.id IN (SELECT source FROM statements WHERE "case" = :case
                           UNION SELECT outlet FROM reports WHERE "case" = :case
                           UNION SELECT p.source FROM claim_parties p JOIN claims c ON c.id = p.claim
                                 WHERE c."case" = :case)
           ORDER BY so.id LIMIT :most""",
        case=case,
        most=_NAMES,
    )
    places = record.column("SELECT place FROM cases WHERE id = ? AND place IS NOT NULL", case)
    return KnownNames.of([name for row in rows for name in row if name], places)


# --- side by side -------------------------------------------------------------------------------------------------


def _most_alike_pairs(ones: Sequence[Wording], others: Sequence[Wording], known: KnownNames) -> Iterator[QuotePair]:
    """The most similar quotes side by side, in the order of the first; then the rest."""
    left, right = list(ones[:MOST_QUOTES]), list(others[:MOST_QUOTES])
    matched = _best_matches(left, right)
    for at, one in enumerate(left):
        if at in matched:
            yield pair_quotes(one, right[matched[at]], known)
    over = [one for at, one in enumerate(left) if at not in matched]
    under = [other for at, other in enumerate(right) if at not in matched.values()]
    for one, other in zip_longest(over, under):
        pair = pair_quotes(one, other, known)
        yield replace(pair, why_not=Incomparable.UNMATCHED) if matched and None in (one, other) else pair


def _best_matches(ones: Sequence[Wording], others: Sequence[Wording]) -> dict[int, int]:
    """Match quotes that can be compared, the most similar first: positions in the first list to those in the second."""
    from rapidfuzz import fuzz  # the first screen must not wait for it

    scores = sorted(
        (-fuzz.token_set_ratio(one.exact[:LONGEST], other.exact[:LONGEST]), abs(here - there), here, there)
        for here, one in enumerate(ones)
        for there, other in enumerate(others)
        if _why_incomparable(one, other) is None
    )
    found: dict[int, int] = {}
    for *_, here, there in scores:
        if here not in found and there not in found.values():
            found[here] = there
    return found


def _why_incomparable(one: Wording | None, other: Wording | None) -> Incomparable | None:
    if one is None or other is None:
        return Incomparable.MISSING
    if not (one.lang and other.lang):
        return None if _share_words(one, other) else Incomparable.UNRECORDED
    if one.lang.partition("-")[0].lower() != other.lang.partition("-")[0].lower():
        return Incomparable.LANGUAGES
    return Incomparable.LONG if max(len(one.exact), len(other.exact)) > LONGEST else None


def _share_words(one: Wording, other: Wording) -> bool:
    """Whether two quotes have so many words in common that they are in one language, though it is not recorded."""
    from rapidfuzz import fuzz  # the first screen must not wait for it

    few = min(len(one.exact.split()), len(other.exact.split())) < _FEWEST_SHARED
    return not few and fuzz.token_set_ratio(one.exact[:LONGEST], other.exact[:LONGEST]) >= _SHARED


_FEWEST_SHARED = 4
"""Words below which two quotes may be alike by names alone."""

_SHARED = 60
"""The least likeness of two quotes of one language, of 100."""


def pair_quotes(one: Wording | None, other: Wording | None, known: KnownNames) -> QuotePair:
    """Put two quotes side by side, and compare them where both are in the same recorded language.

    :param known: the names on record.
    """
    why_not = _why_incomparable(one, other)
    if why_not is not None or one is None or other is None:
        return QuotePair(one, other, (), why_not)
    gone, new = classify_words(one.exact, one.lang, known), classify_words(other.exact, other.lang, known)
    pieces = []
    before = after = 0
    for piece in align_words(one.exact, other.exact):
        if piece.shift is not WordChange.KEPT:
            piece = replace(
                piece,
                gone=_spans_within(gone, before, piece.before),
                new=_spans_within(new, after, piece.after),
            )
        pieces.append(piece)
        before, after = before + len(piece.before), after + len(piece.after)
    return QuotePair(one, other, tuple(pieces), None)


def _spans_within(spans: Sequence[ClassedSpan], start: int, text: str) -> tuple[ClassedSpan, ...]:
    """The parts of spans within a piece of text, relative to its start."""
    end = start + len(text.rstrip())
    return tuple(
        ClassedSpan(max(span.start, start) - start, min(span.end, end) - start, span.mark)
        for span in spans
        if span.start < end and span.end > start
    )
