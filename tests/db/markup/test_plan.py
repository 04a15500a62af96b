"""The plan of a mark-up line: each step and doubt, shown before anything is written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.analysis.alarms.echo import echoes
from db.errors import NotFound, OnRecordError, Refused
from db.journal.undo import redo, undo
from db.markup.apply import apply_plan
from db.markup.plan import MarkupContext
from db.markup.planner import plan_line
from db.model.enums import Act, Holding, Naming, QuoteForm, RelayMode, SourceKind
from db.model.ids import ReportId, SourceId
from db.model.times import When
from db.queries.sources import sources
from db.queries.statements import Statement, statements
from db.write.reports import add_report
from db.write.sources import add_source
from tests.support.markup_desk import MarkupDesk

TRUTH = "There is no truth to what was reported by the media"


@pytest.fixture
def desk() -> Iterator[MarkupDesk]:
    """The article and the claims, without statements."""
    with MarkupDesk.in_memory() as opened:
        opened.add_claims()
        yield opened


def source(desk: MarkupDesk, name: str, kind: str = "person", naming: str = "named", **more: str) -> SourceId:
    return add_source(desk.writer, name, kind=SourceKind(kind), naming=Naming(naming), **more)


def report(desk: MarkupDesk, outlet: SourceId) -> ReportId:
    return add_report(desk.writer, desk.case, outlet, holding=Holding.CITED, known_via=desk.article)


def said(desk: MarkupDesk, line: str, *words: str, **known: str) -> list[str]:
    return [step.sentence for step in desk.plan(line, *words, **known).steps]


def statement(desk: MarkupDesk, key: str) -> Statement:
    ids = desk.writer.column('SELECT id FROM statements WHERE "case" = ? AND key = ?', desk.case, key)
    return statements(desk.writer, ids)[0]


def count(desk: MarkupDesk) -> list[int]:
    return [
        desk.writer.column(f"SELECT count(*) FROM {table}")[0]
        for table in ("sources", "reports", "claims", "statements", "relays", "quotes", "stances", "actions")
    ]


# --- the steps in words ---


def test_plan_writes_nothing(desk: MarkupDesk) -> None:
    before = count(desk)
    made = desk.plan('Ahmed Khalaf (insider) > Anadolu Agency : +C1 +"it fell" ?C3=pr -C1."by night"', TRUTH)
    assert [step.sentence for step in made.steps] == [
        "new source Ahmed Khalaf: person, named",
        "new source Anadolu Agency: outlet, named",
        "new report of Anadolu Agency: cited, known via R1",
        "new claim: “it fell”",
        "new claim, a detail of C1: “by night”",
        "new statement: Ahmed Khalaf, own voice, assert, insider: for C1 “it fell” (certain), neither C3 (probable), "
        "against “by night” (certain)",
        "new statement: Anadolu Agency in a new report relays it (quotes): for C1 “it fell” (uncommitted), "
        "neither C3 (uncommitted), against “by night” (uncommitted)",
        "new statement: Beirut article in R1 relays it (quotes): for C1 “it fell” (uncommitted), "
        "neither C3 (uncommitted), "
        "against “by night” (uncommitted)",
        "“There is no truth to what was reported by the media” quoted from R1, 343–394 (direct)",
    ]
    assert made.words == "mark up Ahmed Khalaf in R1"
    assert count(desk) == before


def test_plan_is_written_and_undone(desk: MarkupDesk) -> None:
    before = count(desk)
    written = desk.mark_up('Ahmed Khalaf > Anadolu Agency : +C1 +"it fell" -C1."by night"', TRUTH)
    assert [key for _, key in written.statements] == ["S1", "S2", "S3"]
    assert written.first == written.statements[0][0]
    assert (len(written.sources), len(written.reports), len(written.claims), len(written.quotes)) == (2, 1, 2, 1)
    keys = desk.writer.column("SELECT key FROM claims WHERE id IN (?, ?)", *written.claims)
    assert keys == ["C6", "C1f"]
    assert count(desk)[-1] == before[-1] + 1
    undo(desk.writer)
    assert count(desk)[:-1] == before[:-1]


def test_words_on_inner_statement(desk: MarkupDesk) -> None:
    desk.mark_up("Ahmed Khalaf > Anadolu Agency : +C1", TRUTH, cue="said")
    assert [bool(statement(desk, key).quotes) for key in ("S1", "S2")] == [False, True]
    desk.mark_up("Ahmed Khalaf : +C2", "dishonorable")
    desk.mark_up("R1 : +C3", "to be careful")
    on = desk.writer.column("SELECT st.key FROM quotes q JOIN statements st ON st.id = q.statement ORDER BY q.id")
    assert on == ["S2", "S4", "S6"]


def test_spans_become_quotes(desk: MarkupDesk) -> None:
    start = desk.text.index("dishonorable")
    reading = MarkupContext(
        desk.case, desk.article, desk.capture, ((start, start + 12), (start - 3, start - 1), (0, 5))
    )
    with pytest.raises(Refused, match="only spaces"):
        plan_line(desk.writer, "Ahmed Khalaf", reading)
    first = desk.text.index("There is no")
    reading = MarkupContext(desk.case, desk.article, desk.capture, ((first, first + 6), (start, start + 12)))
    written = apply_plan(desk.writer, plan_line(desk.writer, "Ahmed Khalaf", reading))
    assert [quote.exact for quote in statements(desk.writer, [written.first])[0].quotes] == ["There", "dishonorable"]


# --- how it is passed on ---


@pytest.mark.parametrize(
    ("words", "form", "station", "article"),
    [
        ("There is no truth", QuoteForm.DIRECT, RelayMode.QUOTES, RelayMode.QUOTES),
        ("dishonorable", QuoteForm.MIXED, RelayMode.QUOTES, RelayMode.QUOTES),
        ("There is no truth", QuoteForm.INDIRECT, RelayMode.PARAPHRASES, RelayMode.QUOTES),
        ("[…]", QuoteForm.INDIRECT, RelayMode.PARAPHRASES, RelayMode.PARAPHRASES),
        (None, QuoteForm.DIRECT, RelayMode.PARAPHRASES, RelayMode.PARAPHRASES),
    ],
)
def test_quote_form_by_marks(
    desk: MarkupDesk, words: str | None, form: QuoteForm, station: RelayMode, article: RelayMode
) -> None:
    if words == "[…]":
        start = desk.text.index(words)
        reading = MarkupContext(desk.case, desk.article, desk.capture, ((start, start + 3),), form)
    else:
        reading = desk.context(*([words] if words else []), form=form)
    apply_plan(desk.writer, plan_line(desk.writer, "Ahmed Khalaf > Anadolu Agency : +C1", reading))
    assert desk.writer.column("SELECT kind FROM relays ORDER BY id") == [station, article]


def test_brackets_name_the_relay(desk: MarkupDesk) -> None:
    desk.mark_up("Ahmed Khalaf > Anadolu Agency (translates) > Bas News : +C1", TRUTH)
    assert desk.writer.column("SELECT kind FROM relays ORDER BY id") == ["translates", "quotes", "quotes"]


def test_person_as_station_is_no_outlet(desk: MarkupDesk) -> None:
    made = desk.plan("Ahmed Khalaf > Steve Whitmore : +C1", TRUTH)
    assert "new source Steve Whitmore: person, named" in [step.sentence for step in made.steps]
    assert made.doubts == ("“Steve Whitmore” reads like a person: “(outlet)” after the name makes it an outlet.",)
    assert "new source Steve Whitmore: outlet, named" in said(desk, "Ahmed Khalaf > Steve Whitmore (outlet) : +C1")
    for paper in ("Le Monde", "Harbour Times", "Rudaw", "Die Welt"):
        assert f"new source {paper}: outlet, named" in said(desk, f"Ahmed Khalaf > {paper} : +C1")
    desk.mark_up("Ahmed Khalaf > Steve Whitmore : +C1")
    assert desk.writer.column("SELECT count(*) FROM reports") == [1]


def test_person_as_station_is_no_echo(desk: MarkupDesk) -> None:
    desk.mark_up("Ahmed Khalaf > Steve Whitmore : +C1")
    desk.mark_up("Ahmed Khalaf > Bas News : +C2")
    assert echoes(desk.writer, desk.case) == []
    desk.mark_up("Ahmed Khalaf > Steve Porter (outlet) : +C1")
    desk.mark_up("Ahmed Khalaf > Bas News : +C1")
    (echo,) = echoes(desk.writer, desk.case)
    assert "Steve Whitmore" not in echo.sentence


def test_article_is_no_station(desk: MarkupDesk) -> None:
    for line in ("Ahmed Khalaf > R1 : +C1", "Ahmed Khalaf > Beirut article : +C1"):
        assert len([each for each in said(desk, line) if each.startswith("new statement:")]) == 2


def test_own_publishing_no_relay(desk: MarkupDesk) -> None:
    desk.mark_up("Baghdad Operations Command @ R1 : -C1", TRUTH)
    assert desk.writer.column("SELECT count(*) FROM relays") == [0]
    assert (statement(desk, "S1").report_key, statement(desk, "S1").act) == ("R1", Act.DENY)


# --- whom a name means ---


def test_name_matched_loosely(desk: MarkupDesk) -> None:
    source(desk, "the Séralini Institute", kind="body", short="SI")
    for name in ("Seralini institute", "“The Séralini Institute”", "si", "W2", "w2"):
        assert not any(each.startswith("new source") for each in said(desk, f"{name} : +C1"))


def test_near_name_is_doubted(desk: MarkupDesk) -> None:
    source(desk, "Ahmed Khalaf")
    made = desk.plan("Captain Ahmad Khalaf : +C1", TRUTH)
    assert made.steps[0].sentence == "new source Captain Ahmad Khalaf: person, named"
    assert made.doubts == ("“Captain Ahmad Khalaf” is added as a new source; similar: W2 Ahmed Khalaf.",)


def test_ambiguous_name_refused(desk: MarkupDesk) -> None:
    source(desk, "Ali Hassan")
    source(desk, "Ali Hassan")
    with pytest.raises(Refused, match=r"several sources: W2 \(person, named\), W3") as refused:
        desk.plan("ali hassan : +C1")
    assert refused.value.hint == "Say which by its key."


def test_unnamed_is_per_report(desk: MarkupDesk) -> None:
    desk.mark_up("a security source : +C1", TRUTH)
    assert not any(each.startswith("new source") for each in said(desk, "a security source : +C2"))
    other = report(desk, source(desk, "Bas News Agency", kind="outlet"))
    made = plan_line(desk.writer, "A security source : +C1", MarkupContext(desk.case, other, summary="x"))
    assert made.steps[0].sentence == "new source A security source: person, anonymous"
    assert made.doubts == (
        "W2 a security source speaks in another report; “A security source” here is added as another.",
    )
    assert desk.writer.column("SELECT \"case\" FROM sources WHERE key = 'W2'") == [desk.case]


def test_brackets_describe_new(desk: MarkupDesk) -> None:
    assert said(desk, "Anadolu (person, role) : +C1")[0] == "new source Anadolu: person, role"
    source(desk, "Ahmed Khalaf")
    assert "W2 Ahmed Khalaf is on record as person, named, and stays so." in desk.plan("W2 (body) : +C1").doubts


def test_abbreviation_is_short(desk: MarkupDesk) -> None:
    written = desk.mark_up("x @ Iraqi News Agency (INA) : +C1", TRUTH)
    found = sources(desk.writer, written.sources)[1]
    assert (found.name, found.short) == ("Iraqi News Agency (INA)", "INA")


# --- which report an outlet's name means ---


def test_outlet_in_only_report(desk: MarkupDesk) -> None:
    bas = source(desk, "Bas News Agency", kind="outlet", short="Bas News")
    assert "new report of Bas News: cited, known via R1" in said(desk, "Ahmed Khalaf > Bas News : +C1")
    report(desk, bas)
    assert (
        said(desk, "Bas News : +C1")[0]
        == "new statement: Bas News in R2, own voice, report, not recorded: for C1 (certain)"
    )
    report(desk, bas)
    with pytest.raises(Refused, match="Bas News has several reports in this case: R2, R3"):
        desk.plan("Ahmed Khalaf > Bas News : +C1")
    assert "new statement: Bas News in R3 relays it (paraphrases): for C1 (uncommitted)" in said(
        desk, "Ahmed Khalaf > R3 : +C1"
    )


def test_new_report_made_once(desk: MarkupDesk) -> None:
    sentences = said(desk, "Baghdad Operations Command @ Bas News Agency > Anadolu Agency > Bas News Agency : -C1")
    assert sentences.count("new report of Bas News Agency: cited, known via R1") == 1
    assert sentences.count("new source Bas News Agency: outlet, named") == 1


def test_new_report_was_earlier(desk: MarkupDesk) -> None:
    desk.mark_up("Bas News Agency : +C1", TRUTH)
    assert desk.writer.rows("SELECT published_lo, published_hi, holding FROM reports WHERE key = 'R2'") == [
        (None, "2020-12-16T19:45:00Z", "cited")
    ]


def test_non_publisher_no_report(desk: MarkupDesk) -> None:
    source(desk, "Iraqi police", kind="body")
    desk.mark_up("Ahmed Khalaf > Iraqi police : +C1", TRUTH)
    assert (statement(desk, "S2").report, statement(desk, "S2").voice) == (None, "relayed")


def test_body_may_publish(desk: MarkupDesk) -> None:
    source(desk, "Iraqi police", kind="body")
    made = desk.plan("Ahmed Khalaf @ Iraqi police : +C1", TRUTH)
    assert made.doubts[0] == "Iraqi police is a body, not an outlet, and is added as the publisher."


# --- statements on record ---


def test_known_statement_relayed(desk: MarkupDesk) -> None:
    desk.mark_up("Ahmed Khalaf (insider) : +C1 +C2", TRUTH)
    assert said(desk, "S1 > Bas News Agency : +C1", "dishonorable", form=QuoteForm.INDIRECT)[2:] == [
        "new statement: Bas News Agency in a new report relays S1 (paraphrases): for C1 (uncommitted)",
        "new statement: Beirut article in R1 relays it (quotes): for C1 (uncommitted)",
        "“dishonorable” quoted from R1, 527–539 (indirect)",
    ]
    made = desk.plan("S1 : +C3", TRUTH)
    assert made.doubts == (
        "S1 has no stance on C3: there is nothing to relay.",
        "S2 in R1 relays S1 already.",
        f"“{TRUTH}” is quoted on it already.",
    )


def test_article_voice_no_relay(desk: MarkupDesk) -> None:
    desk.mark_up("R1 : +C3", TRUTH)
    with pytest.raises(Refused, match="Beirut article in R1 would relay itself"):
        desk.plan("S1 : +C3")


@pytest.mark.parametrize(
    ("line", "error", "because"),
    [
        ("S9 > R1 : +C1", NotFound, "no statement S9"),
        ("W9 : +C1", NotFound, "no source W9"),
        ("R9 : +C1", NotFound, "no report R9"),
        ("x @ R9 : +C1", NotFound, "no report R9"),
        ("x : +C9", NotFound, "no claim C9"),
        ('x : +C9."a part"', NotFound, "no claim C9"),
        ("x > S1 : +C1", Refused, "S1 is a statement"),
        ("x @ S1 : +C1", Refused, "S1 is a statement"),
        ("R1 @ R2 : +C1", Refused, "R1 is a report already"),
        ("S1 (deny) : +C1", Refused, "S1 is already on record"),
        ("S1 @ R1 : +C1", Refused, "S1 is already on record"),
        ("x > Bas News > Bas News : +C1", Refused, "would relay itself"),
        ('x : +"US forces shot down an iraqi military drone over Baghdad" -C1', Refused, "C1 is there twice"),
    ],
)
def test_empty_line_refused(desk: MarkupDesk, line: str, error: type[OnRecordError], because: str) -> None:
    before = count(desk)
    with pytest.raises(error, match=because) as refused:
        desk.plan(line, TRUTH)
    assert refused.value.message.endswith(".")
    assert refused.value.hint.endswith(".")
    assert count(desk) == before


# --- act, basis, time ---


def test_act_by_stances(desk: MarkupDesk) -> None:
    source(desk, "Bas News Agency", kind="outlet")
    own = {line: " ".join(said(desk, line)) for line in ("W2 : -C1 -C2", "W2 : -C1 +C2", "R1 : ?C1")}
    assert " deny, " in own["W2 : -C1 -C2"]
    assert " report, " in own["W2 : -C1 +C2"]
    assert " report, " in own["R1 : ?C1"]
    assert " deny, " in said(desk, "Ministry of Health : -C1")[1]
    assert " assert, " in said(desk, "Ministry of Health : ?C1")[1]
    assert " report, " in said(desk, "media reports : +C1")[1]


def test_denial_of_nothing_doubted(desk: MarkupDesk) -> None:
    made = desk.plan("Ahmed Khalaf (deny) : +C1", TRUTH)
    assert made.doubts == ("Ahmed Khalaf denies, but is against no claim: no denial will be listed.",)


@pytest.mark.parametrize(
    ("who", "basis"),
    [
        ("Ahmed Khalaf", "insider, a guess"),
        ("Ahmed Khalaf (document)", "document"),
        ("Ministry of Health", "official, a guess"),
        ("the president", "official, a guess"),
        ("two witnesses", "eyewitness, a guess"),
        ("media reports", "not recorded"),
        ("Bas News Agency", "not recorded"),
    ],
)
def test_basis_is_guessed(desk: MarkupDesk, who: str, basis: str) -> None:
    assert any(f", {basis}: for C1" in each for each in said(desk, f"{who} : +C1"))


def test_basis_as_before(desk: MarkupDesk) -> None:
    desk.mark_up("Ahmed Khalaf (eyewitness) : +C1", TRUTH)
    assert said(desk, "Ahmed Khalaf : +C2")[0].startswith(
        "new statement: Ahmed Khalaf, own voice, assert, eyewitness as in S1"
    )


def test_said_before_article(desk: MarkupDesk) -> None:
    desk.mark_up('Ahmed Khalaf (said "on Wednesday") : +C1', TRUTH, said=When(edtf="2020-12-16"))
    assert statement(desk, "S1").said == When(
        "on Wednesday", "2020-12-16", "2020-12-15T21:00:00Z", "2020-12-16T19:45:00Z"
    )
    desk.mark_up("Ahmed Khalaf : +C1", "dishonorable", said=When(edtf="2020-12-17"))
    assert statement(desk, "S3").said.hi == "2020-12-17T20:59:59Z"


# --- claims ---


def test_same_words_same_claim(desk: MarkupDesk) -> None:
    made = desk.plan(
        'Ahmed Khalaf : +"The embassy apologised to the Iraqi army" +C1."It was shot down by mistake"', TRUTH
    )
    assert not any(each.sentence.startswith("new claim") for each in made.steps)
    assert "“The embassy apologised to the Iraqi army” is C2 already." in made.doubts
    assert "“It was shot down by mistake” is C1a already." in made.doubts


def test_near_claim_is_doubted(desk: MarkupDesk) -> None:
    made = desk.plan('Ahmed Khalaf : +"the embassy apologized to the Iraqi army"', TRUTH)
    assert any(each.sentence.startswith("new claim: ") for each in made.steps)
    assert "similar: C2 the embassy apologised to the Iraqi army." in made.doubts[0]


def test_wordless_line_is_doubted(desk: MarkupDesk) -> None:
    assert desk.plan("Ahmed Khalaf : +C1").doubts == ("No words are selected, and there is no summary.",)


# --- what changed meanwhile ---


def test_stale_plan_refused(desk: MarkupDesk) -> None:
    made = desk.plan("Ahmed Khalaf : +C1", TRUTH)
    source(desk, "Ahmed Khalaf")
    before = count(desk)
    with pytest.raises(Refused, match="The record has changed since this was shown"):
        apply_plan(desk.writer, made)
    assert count(desk) == before


@pytest.mark.parametrize("spans", [((-1, 4),), ((0, 0),), ((5, 2),), ((0, 10**6),)])
def test_absent_words_refused(desk: MarkupDesk, spans: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(Refused, match="There are no words"):
        plan_line(desk.writer, "x : +C1", MarkupContext(desk.case, desk.article, desk.capture, spans))
    with pytest.raises(Refused, match="There are no words"):
        plan_line(desk.writer, "x : +C1", MarkupContext(desk.case, desk.article, None, ((0, 4),)))


def test_foreign_report_refused(desk: MarkupDesk) -> None:
    other = report(desk, source(desk, "Bas News Agency", kind="outlet"))
    with pytest.raises(Refused, match="no such capture of R2"):
        plan_line(desk.writer, "x : +C1", MarkupContext(desk.case, other, desk.capture, ((0, 4),)))
    with pytest.raises(Refused, match="no such report"):
        plan_line(desk.writer, "x : +C1", MarkupContext(desk.case, ReportId(99)))


# --- any line ---

names = st.sampled_from(
    ["Ahmed Khalaf", "a source", "media reports", "R1", "R2", "S1", "S2", "W1", "W2", "Bas News", '"a: b"', "INA (INA)"]
)
told = st.sampled_from(["", " (deny)", " (outlet)", " (person, anonymous)", " (x)"])
bearings = st.sampled_from(
    ["+C1", "-C1d=pr", "?C3", '+"it fell"', '-C1."by night"', '+"it was shot down by mistake"', "+C9"]
)
lines = st.builds(
    lambda who, about, place, stations, claims: " ".join(
        [
            who + about,
            *(["@", place] if place else []),
            *(f"> {each}" for each in stations),
            *([":", *claims] if claims else []),
        ]
    ),
    names,
    told,
    st.none() | names,
    st.lists(names, max_size=2),
    st.lists(bearings, max_size=3, unique=True),
)


@given(st.lists(lines, min_size=1, max_size=4), st.sampled_from(list(QuoteForm)), st.booleans())
def test_any_line_whole_or_refused(typed: list[str], form: QuoteForm, selects: bool) -> None:
    with MarkupDesk.in_memory() as desk:
        desk.add_claims()
        for line in typed:
            before = count(desk)
            try:
                made = desk.plan(line, *([TRUTH] if selects else []), form=form)
                apply_plan(desk.writer, made)
            except OnRecordError as error:
                assert error.message.endswith(".")  # noqa: PT017
                assert count(desk) == before
            else:
                assert all(step.sentence for step in made.steps)
                if not made.steps:  # already on record: nothing is written, and nothing is to be undone
                    assert count(desk) == before
                    continue
                undo(desk.writer)
                assert count(desk)[:-1] == before[:-1]
                redo(desk.writer)


def test_a_denying_cue_for_a_claim_is_asked_about(desk: MarkupDesk) -> None:
    asked = desk.plan("Ahmed Khalaf : +C1", TRUTH, cue="denied")
    assert asked.question == "“denied” introduces a denial, and it is for C1. Is it against?"
    assert asked.question in asked.doubts
    assert not desk.plan("Ahmed Khalaf : -C1", TRUTH, cue="denied").question
    assert not desk.plan("Ahmed Khalaf : +C1", TRUTH, cue="said").question
