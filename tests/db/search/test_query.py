"""Parsing of a query: words, filter words, and errors with their place."""

from __future__ import annotations

import sqlite3
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.search.fields import FilterWord
from db.search.query import MOST_TERMS, ProblemWeight, fts_expression, parse_query

typing = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            [
                "AND (",
                '"',
                "*",
                "-",
                "NEAR(",
                "status:",
                "status:new",
                "origins:<2",
                "-tag:",
                "before:20",
                ":",
                "^a",
                "{text}:",
            ]
        ),
    ),
    max_size=12,
).map(" ".join)


def test_words_and_filter_words() -> None:
    query = parse_query('drone -tag:old "exact words" status:new,triaged origins:<2')
    assert [(term.word, term.value, term.negated, term.exact) for term in query.terms] == [
        (None, "drone", False, False),
        (FilterWord.TAG, "old", True, False),
        (None, "exact words", False, True),
        (FilterWord.STATUS, "new,triaged", False, False),
        (FilterWord.ORIGINS, "<2", False, False),
    ]
    assert not query.problems
    assert query.terms[3].values == ("new", "triaged")


@pytest.mark.parametrize(
    ("typed", "sentence", "nearest", "place"),
    [
        ("a stauts:new", "There is no filter word “stauts:”", "status:", (2, 12)),
        ("status:dnoe x", "“dnoe” is not a value of “status:”", "status:done", (0, 11)),
        ("verdict:new x", "“new” is not a value", "status:new", (0, 11)),
        ("foo:bar", "There is no filter word “foo:”", None, (0, 7)),
        ("status: new", "Nothing follows “status:”", "status:new", (0, 7)),
        ("before:2020-13 x", "“2020-13” is not a value of “before:”", None, (0, 14)),
        ("origins:many", "“many” is not a value of “origins:”", None, (0, 12)),
        ("rating:G7 x", "“G7” is not a value of “rating:”", None, (0, 9)),
    ],
)
def test_wrong_word_has_its_place(typed: str, sentence: str, nearest: str | None, place: tuple[int, int]) -> None:
    (problem,) = parse_query(typed).wrong
    assert sentence in problem.sentence
    assert (problem.start, problem.end) == place
    assert nearest is None or problem.nearest[0] == nearest
    assert nearest is None or nearest in str(problem)


@pytest.mark.parametrize("typed", ["status:", "status:tri", "x source:", "origins:<", "before:2020-1-", "has:no"])
def test_unfinished_word_no_error(typed: str) -> None:
    query = parse_query(typed)
    assert [problem.weight for problem in query.problems] == [ProblemWeight.UNFINISHED]
    assert not query.conditions
    assert parse_query(typed, finished=True).wrong


@pytest.mark.parametrize("typed", ["http://example.org/a", "10:30", "Nota bene: a boat", "-", "* ( ) ^", '""', ""])
def test_lookalike_word_is_plain(typed: str) -> None:
    query = parse_query(typed, finished=True)
    assert not query.problems
    assert not query.conditions


def test_too_many_words_explained() -> None:
    query = parse_query("word " * 1_000)
    assert len(query.terms) == MOST_TERMS
    assert any("64 words at most" in problem.sentence for problem in query.wrong)
    assert parse_query("x" * 100_000).wrong
    assert parse_query("巴" * 1_000).wrong


@given(typing)
@example('AND ( " * - NEAR(a b, 2) {text}: ^x a:b OR')
@example('"' * 100)
def test_any_text_is_fts5_syntax(typed: str) -> None:
    query = parse_query(typed)
    for problem in query.problems:
        assert 0 <= problem.start <= problem.end <= len(typed)
        assert problem.sentence.endswith(".")
    for term in query.terms:
        assert typed[term.start : term.end].strip()
    asked = fts_expression(query.plain)
    if asked is not None:
        with sqlite3.connect(":memory:") as connection:
            connection.execute("CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='ascii')")
            connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (asked,)).fetchall()
        connection.close()
    parse_query(typed, finished=True)


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("before:2020-12-16", "2020-12-15T21:00:00Z"),
        ("before:16.12.2020", "2020-12-15T21:00:00Z"),
        ('before:"6 Oct 2010"', "2010-10-05T21:00:00Z"),
        ('before:"Oct 2010"', "2010-09-30T21:00:00Z"),
        ('before:"16.12.2020 21:45"', "2020-12-16T18:45:00Z"),
        ("before:2020-12-16T21:45", "2020-12-16T18:45:00Z"),
        ("before:2020-12-16T21:45Z", "2020-12-16T21:45:00Z"),
        ('before:"16 Dec 2020 21:45 UTC"', "2020-12-16T21:45:00Z"),
    ],
)
def test_dates_of_a_filter_are_in_the_zone_of_the_case(typed: str, begins: str) -> None:
    (term,) = parse_query(typed).terms
    assert term.days is not None
    assert term.days.begins(ZoneInfo("Asia/Baghdad")) == begins


def test_a_date_with_two_readings_is_asked_about() -> None:
    (problem,) = parse_query("before:3/4/2020 drone").problems
    assert "3 April or 4 March" in problem.sentence
