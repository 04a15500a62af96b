"""Time zones by any part of their names."""

from __future__ import annotations

import pytest

from db.model.time_zones import zone_named, zones_like


@pytest.mark.parametrize(
    ("typed", "first"),
    [("baghdad", "Asia/Baghdad"), ("BAGH", "Asia/Baghdad"), ("new york", "America/New_York"), ("utc", "UTC")],
)
def test_zone_is_found_by_part_of_its_name(typed: str, first: str) -> None:
    assert zones_like(typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("baghdad", "Asia/Baghdad"), ("asia/baghdad", "Asia/Baghdad"), ("Mars/Olympus", "Mars/Olympus"), ("bagh", "bagh")],
)
def test_only_a_whole_place_names_a_zone(typed: str, zone: str) -> None:
    assert zone_named(typed) == zone
