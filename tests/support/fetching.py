"""Fetch pages from a server on this machine."""

from __future__ import annotations

import pytest

from db.errors import NotFetched
from db.intake.fetch import FetchedPage, fetch
from tests.support.patience import HANG

HTML = ("Content-Type", "text/html")
WORDS = b"<p>\xd8\xae\xd8\xa8\xd8\xb1 and words</p>"


def fetch_local(url: str, seconds: float = HANG, most_bytes: int = 100_000) -> FetchedPage:
    return fetch(url, allow_private=True, most_seconds=seconds, most_bytes=most_bytes)


def fetch_refusal(url: str, seconds: float = HANG, most_bytes: int = 100_000) -> str:
    """Assert that a fetch fails with a complete error.

    :returns: its message.
    """
    with pytest.raises(NotFetched) as refused:
        fetch_local(url, seconds, most_bytes)
    assert refused.value.exit_code == 16
    assert refused.value.message.endswith(".")
    assert refused.value.hint
    assert refused.value.message.isprintable()
    return refused.value.message
