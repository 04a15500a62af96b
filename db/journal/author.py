"""Whose hand it is: the name that the journal puts beside every change."""

from __future__ import annotations

import getpass
import os

from db.text.normalize import normalize_line

UNKNOWN_AUTHOR = "somebody"
"""Who it was where neither the person, the environment nor the system says."""


def default_author(named: str | None = None) -> str:
    """The name to journal a change under.

    :param named: what a person says with ``--as``; else ``ONRECORD_AS`` counts, else the system's user.
    """
    return (
        normalize_line(named or "")
        or normalize_line(os.environ.get("ONRECORD_AS", ""))
        or _system_user()
        or UNKNOWN_AUTHOR
    )


def _system_user() -> str:
    try:
        return normalize_line(getpass.getuser())
    except (ImportError, KeyError, OSError):  # a user id without a name
        return ""
