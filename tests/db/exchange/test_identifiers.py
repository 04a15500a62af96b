"""Ids, times and addresses of records, as other programs take them."""

from __future__ import annotations

import pytest

from db.exchange.identifiers import plain_ulid, record_uuid, ulid_time, web_address
from db.journal.ulids import new_ulid


def test_a_uuid_is_the_same_in_every_store() -> None:
    ulid = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    assert str(record_uuid("claims", ulid)) == "d193d1dc-4a1e-56e7-91d9-87dc03eb4f03"
    assert record_uuid("claims", ulid) != record_uuid("stances", ulid)


@pytest.mark.parametrize(
    ("ulid", "time"),
    [
        ("01ARZ3NDEKTSV4RRFFQ69G5FAV", "2016-07-30T23:54:10.259Z"),
        ("00000000000000000000000000", "1970-01-01T00:00:00.000Z"),
        ("ZZZZZZZZZZ0000000000000000", "1970-01-01T00:00:00.000Z"),
        ("not a ulid", "1970-01-01T00:00:00.000Z"),
    ],
)
def test_a_ulid_has_the_time_of_its_making(ulid: str, time: str) -> None:
    assert ulid_time(ulid) == time


def test_a_strange_ulid_is_replaced() -> None:
    assert plain_ulid(ulid := new_ulid()) == ulid
    assert plain_ulid('"]; x --> y              ').isalnum()


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://example.org/عراق", "https://example.org/%D8%B9%D8%B1%D8%A7%D9%82"),
        ("http://münchen.example:8080/x[1]", "http://xn--mnchen-3ya.example:8080/x%5B1%5D"),
        ("https://user:secret@example.org/", "https://example.org/"),
        ("https://example.org/[person 1]", None),
        ("javascript:alert(1)", None),
        ("https:///nowhere", None),
        ("https://example.org:port/", None),
        ('https://example.org/"', None),
        ("https://[::1/", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses_are_whole_or_left_out(url: str | None, taken: str | None) -> None:
    assert web_address(url) == taken
