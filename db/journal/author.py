"""The author of changes: the name that the journal records with every action."""

from __future__ import annotations

import getpass
import os

from db.text.normalize import normalize_line

UNKNOWN_AUTHOR = "somebody"
"""The author if the person, the environment and the system all name none."""


def default_author(named: str | None = None) -> str:
    """The name to record changes under.

    :param named: the name given with ``--as``; if it is empty, ``ONRECORD_AS`` counts, then the system's user.
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
