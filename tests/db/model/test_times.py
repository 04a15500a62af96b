"""Times: raw words, EDTF, and UTC bounds that sort."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.errors import Refused
from db.model.times import When, parse_edtf_bounds

BOUND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def bounds(edtf: str, tz: str = "UTC") -> tuple[str | None, str | None]:
    when = parse_edtf_bounds(When(edtf=edtf), tz)
    return when.lo, when.hi


@pytest.mark.parametrize(
    ("edtf", "lo", "hi"),
    [
        ("2020-12-16", "2020-12-16T00:00:00Z", "2020-12-16T23:59:59Z"),
        ("2020-12", "2020-12-01T00:00:00Z", "2020-12-31T23:59:59Z"),
        ("2020-02", "2020-02-01T00:00:00Z", "2020-02-29T23:59:59Z"),
        ("2020", "2020-01-01T00:00:00Z", "2020-12-31T23:59:59Z"),
        ("2020-12-16?", "2020-12-16T00:00:00Z", "2020-12-16T23:59:59Z"),
        ("202X", "2020-01-01T00:00:00Z", "2029-12-31T23:59:59Z"),
        ("2020-12-16/2020-12-18", "2020-12-16T00:00:00Z", "2020-12-18T23:59:59Z"),
        ("2020-12-16/..", "2020-12-16T00:00:00Z", None),
        ("../2020-12-16", None, "2020-12-16T23:59:59Z"),
        ("2020-12-16/", "2020-12-16T00:00:00Z", None),
        ("/2020-12-16", None, "2020-12-16T23:59:59Z"),
        ("2020-12-16T21:45:00Z", "2020-12-16T21:45:00Z", "2020-12-16T21:45:00Z"),
        ("2020-12-16T21:45:00+02:00", "2020-12-16T19:45:00Z", "2020-12-16T19:45:00Z"),
        ("2020-12-16T00:30:00+03:00", "2020-12-15T21:30:00Z", "2020-12-15T21:30:00Z"),
        ("0999", "0999-01-01T00:00:00Z", "0999-12-31T23:59:59Z"),
        ("Y-17000", None, None),
    ],
)
def test_edtf_bounds(edtf: str, lo: str | None, hi: str | None) -> None:
    assert bounds(edtf) == (lo, hi)


def test_day_in_case_time_zone() -> None:
    assert bounds("2020-12-16", "Asia/Baghdad") == ("2020-12-15T21:00:00Z", "2020-12-16T20:59:59Z")
    assert bounds("2020-12-16T21:45:00", "Asia/Baghdad") == ("2020-12-16T18:45:00Z",) * 2


def test_offset_is_kept() -> None:
    assert bounds("2020-12-16T21:45:00+02:00", "Asia/Baghdad") == bounds("2020-12-16T21:45:00+02:00", "America/Lima")


@pytest.mark.parametrize(
    ("day", "lo", "hi"),
    [
        ("2020-03-29", "2020-03-28T23:00:00Z", "2020-03-29T21:59:59Z"),  # 23 hours
        ("2020-10-25", "2020-10-24T22:00:00Z", "2020-10-25T22:59:59Z"),  # 25 hours
        ("2020-03", "2020-02-29T23:00:00Z", "2020-03-31T21:59:59Z"),
    ],
)
def test_clock_change_days(day: str, lo: str, hi: str) -> None:
    assert bounds(day, "Europe/Berlin") == (lo, hi)


def test_day_without_midnight() -> None:
    """On 4 November 2018 the clocks of São Paulo went from 23:59:59 to 01:00."""
    assert bounds("2018-11-04", "America/Sao_Paulo") == ("2018-11-04T03:00:00Z", "2018-11-05T01:59:59Z")


def test_given_bounds_in_utc() -> None:
    when = parse_edtf_bounds(When("earlier", "2020-12-16", hi="2020-12-16T21:45:00+02:00"), "Asia/Baghdad")
    assert when == When("earlier", "2020-12-16", "2020-12-15T21:00:00Z", "2020-12-16T19:45:00Z")
    assert parse_edtf_bounds(when, "Asia/Baghdad") == when
    assert parse_edtf_bounds(When(lo="2020-12-16T12:00:00"), "Asia/Baghdad").lo == "2020-12-16T09:00:00Z"


def test_words_have_no_bounds() -> None:
    assert parse_edtf_bounds(When("earlier on Wednesday"), "UTC") == When("earlier on Wednesday")
    assert parse_edtf_bounds(When(), "UTC") == When()


@pytest.mark.parametrize(
    "edtf",
    [
        "Wednesday",
        "16.12.2020",
        "2020-13-01",
        "2020-02-30",
        "2020-W51-3",
        "2020-12-16T25:00:00Z",
        "2020-12-16 21:45:00",
        "2020-12-16\n",
        " 2020-12-16",
        "2020\t-12",
        "２０２０-12-16",
        "\x1b[2J",
        "\ud800",
        "2020-12-18/2020-12-16",
        "Y17E99999999",
        "Y-1E999999999999S3",
        "[" + "2020," * 40 + "2021]",
        "2020-12-16" * 100_000,
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:59:59-05:00",
    ],
)
def test_bad_edtf_refused(edtf: str) -> None:
    with pytest.raises(Refused) as refused:
        bounds(edtf)
    assert refused.value.message.endswith(".")
    assert refused.value.hint


@pytest.mark.parametrize("edtf", ["/..", "../", "..", "../.."])
def test_no_bound_prints_nothing(edtf: str, capsys: pytest.CaptureFixture[str]) -> None:
    with suppress(Refused):
        bounds(edtf)
    assert capsys.readouterr().out == ""


def test_message_repeats_the_beginning_of_a_long_time() -> None:
    for when in (When(edtf="9" * 5_000), When(lo="9" * 5_000)):
        with pytest.raises(Refused) as refused:
            parse_edtf_bounds(when, "UTC")
        assert len(refused.value.message) < 200


@pytest.mark.parametrize(
    "when",
    [
        When(lo="yesterday"),
        When(hi="2020-99-01T00:00:00Z"),
        When(lo="2020-12-17T00:00:00Z", hi="2020-12-16T00:00:00Z"),
        When(edtf="2020-12-16", hi="2020-12-15T00:00:00Z"),
    ],
)
def test_bad_bound_refused(when: When) -> None:
    with pytest.raises(Refused, match=r"not a time|backwards"):
        parse_edtf_bounds(when, "UTC")


@pytest.mark.parametrize("tz", ["Baghdad", "", "Asia", "/etc/passwd", "../../etc/passwd", "UTC\0", "+03:00", "\ud800"])
def test_bad_time_zone_refused(tz: str) -> None:
    with pytest.raises(Refused, match="not a time zone"):
        parse_edtf_bounds(When(edtf="2020-12-16"), tz)


edtf_like = st.text("0123456789-/.TZ:+X?~%SYE[]{},PQ \n", max_size=26)


@given(edtf_like | st.text(max_size=20), st.sampled_from(("UTC", "Asia/Baghdad", "America/Lima")))
@example("0001-01-01", "Asia/Baghdad")
@example("9999-12-31", "America/Lima")
def test_any_text_bounds_or_error(edtf: str, tz: str) -> None:
    try:
        when = parse_edtf_bounds(When(edtf=edtf), tz)
    except Refused:
        return
    assert when.edtf == edtf
    for bound in (when.lo, when.hi):
        assert bound is None or BOUND.fullmatch(bound)
    assert not (when.lo and when.hi) or when.lo <= when.hi


@given(st.datetimes(timezones=st.timezones()))
def test_text_order_is_time_order(moment) -> None:  # type: ignore[no-untyped-def]
    try:
        lo, hi = bounds(moment.replace(microsecond=0).isoformat()[:25])
    except Refused:
        return
    assert lo == hi
    assert lo is not None
    earlier = bounds("1970-01-01T00:00:00Z")[0]
    assert (lo < earlier) == (moment.replace(microsecond=0).timestamp() < 0)
