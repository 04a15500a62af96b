"""Dates as people write them: read where they have one reading, refused where they have two, else no dates."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import Refused
from db.model.date_order import DateOrder, date_order
from db.model.times import When, parse_edtf_bounds, parse_typed_bounds, parse_typed_time
from db.model.written_dates import parse_written_date

BAGHDAD = ZoneInfo("Asia/Baghdad")
NOW = datetime(2026, 11, 30, 22, 30, tzinfo=UTC)
"""In Baghdad it is 1 December."""


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("6 Oct 2010", "2010-10-06"),
        ("6th of October, 2010", "2010-10-06"),
        ("Saturday, October 9, 2010", "2010-10-09"),
        ("Dec. 16, 2020", "2020-12-16"),
        ("16-Dec-2020", "2020-12-16"),
        ("16.12.2020", "2020-12-16"),
        ("03.04.2020", "2020-04-03"),
        ("2020/12/16", "2020-12-16"),
        ("12/16/2020", "2020-12-16"),
        ("16/12/2020", "2020-12-16"),
        ("5/5/2020", "2020-05-05"),
        ("Oct 2010", "2010-10"),
        ("16.12.2020 21:45", "2020-12-16T21:45:00+03:00"),
        ("16.12.2020, 21:45 Uhr", "2020-12-16T21:45:00+03:00"),
        ("16 December 2020 at 9:45 pm", "2020-12-16T21:45:00+03:00"),
        ("16 Dec 2020 21:45 UTC", "2020-12-16T21:45:00Z"),
        ("16 Dec 2020 21:45 +0530", "2020-12-16T21:45:00+05:30"),
        ("16 Dec 2020 21:45 GMT+2", "2020-12-16T21:45:00+02:00"),
        ("today", "2026-12-01"),
        ("Yesterday", "2026-11-30"),
        ("tomorrow 18:00", "2026-12-02T18:00:00+03:00"),
        ("3 days ago", "2026-11-28"),
        ("le 16 décembre 2020 à 21h45", "2020-12-16T21:45:00+03:00"),
        ("16 de diciembre de 2020", "2020-12-16"),
        ("16. Dezember 2020", "2020-12-16"),
        ("16 грудня 2020", "2020-12-16"),
        ("16 декабря 2020 г. в 21:45", "2020-12-16T21:45:00+03:00"),
        ("١٦ ديسمبر ٢٠٢٠", "2020-12-16"),
    ],
)
def test_a_written_date_is_understood(typed: str, edtf: str) -> None:
    assert parse_written_date(typed, BAGHDAD, NOW) == edtf


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "about 6 Oct 2010",
        "before 6 Oct 2010",
        "6 Oct 2010 or later",
        "late 16 Dec 2020",
        "night of 6 Oct 2010",
        "6-7 Oct 2010",
        "16 Dec 2020 21:45 EST",
        "earlier on Wednesday",
        "Wednesday",
        "6 Oct",
        "16.12.20",
        "1 2 2020",
        "21:45",
        "21:45 2010",
        "in March",
        "31 Feb 2020",
        "last week",
        "the day before yesterday",
        "Khalaf",
        "16 Dec 2020 [bold]",
    ],
)
def test_what_would_be_a_guess_is_no_date(typed: str) -> None:
    assert parse_written_date(typed, BAGHDAD, NOW) is None


@pytest.mark.parametrize(("order", "edtf"), [("day-month", "2020-04-03"), ("month-day", "2020-03-04")])
def test_order_of_day_and_month_can_be_set(order: str, edtf: str) -> None:
    with date_order(DateOrder(order)):
        assert parse_written_date("3/4/2020", BAGHDAD) == edtf


def test_order_of_day_and_month_is_asked() -> None:
    with pytest.raises(Refused, match="may be 3 April or 4 March 2020"):
        parse_written_date("3/4/2020", BAGHDAD)


def test_wrong_weekday_is_refused() -> None:
    with pytest.raises(Refused, match="was no Friday, but a Saturday"):
        parse_written_date("Friday, October 9, 2010", BAGHDAD)


def test_edtf_and_words_stay_as_they_are() -> None:
    assert parse_typed_time("2020-12~", "UTC") == When(edtf="2020-12~")
    assert parse_typed_time("earlier on Wednesday", "UTC") == When(raw="earlier on Wednesday")


def test_bounds_can_be_written_dates() -> None:
    found = parse_typed_bounds(When(lo="16 Dec 2020", hi="16.12.2020 21:45"), "Asia/Baghdad")
    assert (found.lo, found.hi) == ("2020-12-15T21:00:00Z", "2020-12-16T18:45:00Z")


@given(
    st.text(max_size=60) | st.from_regex(r"[0-9]{1,4}[./ -][0-9]{1,2}[./ -][0-9]{1,4}( [0-9:]{1,8})?", fullmatch=True)
)
def test_whatever_is_typed_is_edtf_or_nothing(typed: str) -> None:
    try:
        found = parse_written_date(typed, BAGHDAD)
    except Refused:
        return
    assert found is None or parse_edtf_bounds(When(edtf=found), "UTC").lo
