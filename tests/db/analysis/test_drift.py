"""Wording drift: words kept, dropped, added and replaced, the marks on them, and the pairs to compare."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.analysis.drift import Drift, Incomparable, PairReason, QuotePair, WordingPair, drift, wording_pairs
from db.errors import NotFound
from db.model.enums import QuoteForm
from db.model.ids import CaseId, StatementId
from db.queries.claims import claim
from db.queries.statements import statement_id_by_key
from db.store.reader import Reader
from db.text.word_classes import KnownNames, WordClass, classify_words
from db.text.word_diff import WordChange, align_words
from db.write.excerpts import add_excerpt_capture
from db.write.statements import add_quote
from tests.support.factories import CaseFactory

CASE = CaseId(1)
NOBODY = KnownNames()


def rows(before: str, after: str) -> list[tuple[str, str, str]]:
    return [(row.shift.value, row.before, row.after) for row in align_words(before, after)]


def marked(text: str, lang: str | None = "en", names: KnownNames = NOBODY) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.mark.value) for span in classify_words(text, lang, names)]


def pairs(found: list[WordingPair]) -> list[tuple[str, str, PairReason]]:
    return [(pair.one_key, pair.other_key, pair.why) for pair in found]


# --- word by word -------------------------------------------------------------------------------------------------


def test_word_shift_kinds() -> None:
    assert rows("the drone was shot down by mistake", "the army drone was brought down") == [
        ("kept", "the ", "the "),
        ("added", "", "army "),
        ("kept", "drone was ", "drone was "),
        ("replaced", "shot ", "brought "),
        ("kept", "down ", "down"),
        ("dropped", "by mistake", ""),
    ]


def test_case_and_signs_ignored() -> None:
    assert rows("The embassy’s drone fell.", "the EMBASSY'S drone fell") == [
        ("kept", "The embassy’s drone fell.", "the EMBASSY'S drone fell")
    ]


def test_slight_words_join_change() -> None:
    assert rows("fell near the river bank", "crashed at the river road")[0] == ("replaced", "fell near ", "crashed at ")
    assert rows("men of the army", "women of the police") == [("replaced", "men of the army", "women of the police")]
    assert ("kept", "not ", "not ") in rows("shot not down", "brought not home")


words = st.text(max_size=60)


@given(words, words)
def test_rows_make_both_texts(before: str, after: str) -> None:
    found = align_words(before, after)
    assert "".join(row.before for row in found) == before
    assert "".join(row.after for row in found) == after
    assert all(row.shift is WordChange.KEPT for row in align_words(before, before))


@given(words, st.sampled_from(["en", "ar", "de", None, "xx", ""]))
def test_marks_never_overlap(text: str, lang: str | None) -> None:
    at = 0
    for span in classify_words(text, lang, KnownNames.of(["a b", "", "Ü"], ["c, d", ","])):
        assert at <= span.start < span.end <= len(text)
        at = span.end


# --- what words are -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("it may have been shot down by mistake", ["may", "by mistake"]),
        ("shot down by way of error", ["by way of error"]),
        ("allegedly, the drone was thought to belong to them", ["allegedly", "was thought to"]),
        ("reportedly at least 12 were hit, about twelve of them", ["reportedly at least", "about"]),
        ("what was reported about the downing", []),
        ("in May it fell", []),
    ],
)
def test_hedge_phrases_marked(text: str, hedges: list[str]) -> None:
    assert [found for found, mark in marked(text) if mark == "hedge"] == hedges


def test_negation_number_date_marked() -> None:
    assert marked("it wasn’t one of 37 drones, and nobody fired on Wednesday") == [
        ("wasn’t", "negation"),
        ("37", "number"),
        ("nobody", "negation"),
        ("Wednesday", "number"),
    ]


def test_places_told_from_names() -> None:
    assert marked("it fell in the area of al-Harthiya, near Camp Taji, and the Tigris River took Ahmed Khalaf") == [
        ("al-Harthiya", "place"),
        ("Camp Taji", "place"),
        ("Tigris River", "place"),
        ("Ahmed Khalaf", "name"),
    ]


def test_sentence_capital_no_name() -> None:
    assert marked("Officers said so. They fired.") == []


def test_recorded_names_marked() -> None:
    names = KnownNames.of(["أحمد خلف", "the red line"], ["بغداد, Basra"])
    assert marked("قال أحمد خلف في بغداد", "ar", names) == [("أحمد خلف", "name"), ("بغداد", "place")]
    assert marked("they crossed the red line", "en", names) == [("the red line", "name")]
    assert marked("Basra Command fired", "en", names) == [("Basra Command", "name")]


def test_marks_follow_language() -> None:
    assert marked("die Drohne wurde angeblich nicht getroffen", "de-AT") == [
        ("angeblich", "hedge"),
        ("nicht", "negation"),
    ]
    assert marked("ربما أسقطت بالخطأ", "ar") == [("ربما", "hedge"), ("بالخطأ", "hedge")]
    assert marked("angeblich nicht", "en") == []


# --- statements ---------------------------------------------------------------------------------------------------


def compared(desk: CaseFactory, one: str, other: str, langs: tuple[str | None, str | None] = ("en", "en")) -> Drift:
    ids = [desk.says(words=words, lang=lang) for words, lang in zip((one, other), langs, strict=True)]
    return drift(desk.writer, *ids)


def only(found: Drift) -> QuotePair:
    (beside,) = found.beside
    return beside


def test_dropped_hedge_marked(desk: CaseFactory) -> None:
    found = compared(desk, "the drone was reportedly shot down", "the drone was shot down")
    (row,) = [row for row in only(found).pieces if row.shift is not WordChange.KEPT]
    assert (row.shift, row.before, row.marks) == (WordChange.DROPPED, "reportedly ", (WordClass.HEDGE,))
    assert (row.gone[0].start, row.gone[0].end) == (0, len("reportedly"))
    assert found.changed


def test_part_phrase_marked(desk: CaseFactory) -> None:
    found = compared(desk, "it was shot down by accident", "it was shot down by error")
    (row,) = [row for row in only(found).pieces if row.shift is not WordChange.KEPT]
    assert (row.before, row.after, row.marks) == ("accident", "error", (WordClass.HEDGE,))


def test_unknown_words_are_other(desk: CaseFactory) -> None:
    assert [row.marks for row in only(compared(desk, "it fell", "it landed")).pieces] == [(), (WordClass.OTHER,)]


@pytest.mark.parametrize(
    ("langs", "why"),
    [
        (("en", "ar"), Incomparable.LANGUAGES),
        (("en", None), Incomparable.UNRECORDED),
        ((None, None), Incomparable.UNRECORDED),
    ],
)
def test_languages_not_compared(desk: CaseFactory, langs: tuple[str | None, str | None], why: Incomparable) -> None:
    found = compared(desk, "shot down", "brought down", langs)
    beside = only(found)
    assert (beside.why_not, beside.pieces, found.changed) == (why, (), False)
    assert beside.one
    assert beside.other
    assert (beside.one.exact, beside.other.exact) == ("shot down", "brought down")


@pytest.mark.parametrize("langs", [("en", None), (None, None)])
def test_shared_words_are_one_language(desk: CaseFactory, langs: tuple[str | None, str | None]) -> None:
    found = compared(desk, "the drone was shot down by accident", "the drone was shot down by error", langs)
    assert (only(found).why_not, found.changed) == (None, True)
    few = compared(desk, "Ahmed Khalaf", "Ahmed Khalaf", langs)
    assert only(few).why_not is Incomparable.UNRECORDED, "names are alike in any language"


def test_more_words_on_one_side(desk: CaseFactory) -> None:
    one, other = desk.says(words="it was shot down"), desk.says(words="it was brought down")
    desk.quote(other, "we regret it deeply", desk.report())
    assert [each.why_not for each in drift(desk.writer, one, other).beside] == [None, Incomparable.UNMATCHED]


def test_region_is_same_language(desk: CaseFactory) -> None:
    assert only(compared(desk, "shot down", "brought down", ("en-GB", "en"))).why_not is None


def test_long_words_not_compared(desk: CaseFactory) -> None:
    assert only(compared(desk, "word " * 5_000, "other " * 10)).why_not is Incomparable.LONG


def test_wordless_has_no_pair(desk: CaseFactory) -> None:
    found = drift(desk.writer, desk.says(words="it fell"), desk.says())
    assert only(found).why_not is Incomparable.MISSING
    assert drift(desk.writer, desk.says(), desk.says()).beside == ()


def test_quotes_pair_by_likeness(desk: CaseFactory) -> None:
    one, other = desk.says(words="it was shot down"), desk.says(words="we regret it deeply")
    desk.quote(one, "we regret it", desk.report())
    desk.quote(other, "it was brought down", desk.report())
    desk.quote(other, "لا", desk.report(), "ar")
    found = drift(desk.writer, one, other).beside
    assert [(each.one and each.one.exact, each.other and each.other.exact) for each in found] == [
        ("it was shot down", "it was brought down"),
        ("we regret it", "we regret it deeply"),
        (None, "لا"),
    ]


def test_removed_statement_refused(desk: CaseFactory) -> None:
    with pytest.raises(NotFound):
        drift(desk.writer, desk.says(), StatementId(99))


# --- which pairs --------------------------------------------------------------------------------------------------


def test_worded_relay_is_paired(desk: CaseFactory) -> None:
    parent = desk.says(words="it may have fallen")
    child = desk.says(words="it fell", relays=parent)
    desk.says(relays=parent)
    assert pairs(wording_pairs(desk.writer, desk.case)) == [("S1", "S2", PairReason.RELAY)]
    assert drift(desk.writer, parent, child).changed


def test_wordless_parent_reports_pair(desk: CaseFactory) -> None:
    parent = desk.says()
    for words in ("it fell", "it was shot", "it was hit"):
        desk.says(words=words, relays=parent, report=desk.report())
    found = wording_pairs(desk.writer, desk.case, statement=parent)
    assert pairs(found) == [("S2", "S3", PairReason.SAME_PARENT), ("S3", "S4", PairReason.SAME_PARENT)]
    assert {pair.parent_key for pair in found} == {"S1"}


def test_captures_compared(desk: CaseFactory) -> None:
    report = desk.report()
    statement = desk.says(words="it may have been shot down", report=report)
    capture = add_excerpt_capture(desk.writer, report, ["it was shot down"])
    add_quote(desk.writer, statement, capture, "it was shot down", form=QuoteForm.DIRECT, lang="en")
    (pair,) = wording_pairs(desk.writer, desk.case)
    assert (pair.one, pair.other, pair.why) == (statement, statement, PairReason.CAPTURES)
    rows = only(drift(desk.writer, statement, statement)).pieces
    assert [(row.before, row.after, row.marks) for row in rows if row.marks] == [
        ("may have been ", "was ", (WordClass.HEDGE,))
    ]


def test_parent_words_not_childs(record: Reader) -> None:
    child, parent = (statement_id_by_key(record, CASE, key) for key in ("S10", "S2"))
    assert only(drift(record, parent, child)).why_not is Incomparable.MISSING


def test_pairs_of_one_claim(record: Reader) -> None:
    assert pairs(wording_pairs(record, CASE)) == [("S3", "S4", PairReason.SAME_PARENT)]
    assert pairs(wording_pairs(record, CASE, claim=claim(record, CASE, "C1a").id)) == [
        ("S3", "S4", PairReason.SAME_PARENT)
    ]
    assert wording_pairs(record, CASE, claim=claim(record, CASE, "C3").id) == []
    assert wording_pairs(record, CASE, statement=statement_id_by_key(record, CASE, "S5")) == []


def test_shipped_mistake_wording(record: Reader) -> None:
    (pair,) = wording_pairs(record, CASE)
    rows = [row for row in only(drift(record, pair.one, pair.other, pair=pair)).pieces if row.marks]
    hedges = [
        (row.before[gone.start : gone.end], row.after[new.start : new.end])
        for row in rows
        for gone in row.gone
        for new in row.new
        if gone.mark is new.mark is WordClass.HEDGE
    ]
    assert hedges == [("by accident", "by way of error")]
    places = [row.after[n.start : n.end] for row in rows for n in row.new if n.mark is WordClass.PLACE]
    assert places == ["Washington", "Green Zone"]
