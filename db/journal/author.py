"""Whose hand it is: the name that the journal puts beside every change."""

from __future__ import annotations

import getpass
import os

from db.text.normalize import cleaned_line

NOBODY = "somebody"
"""Who it was where neither the person, the environment nor the system says."""


def whoever(named: str | None = None) -> str:
    """The name to journal a change under.

    :param named: what a person says with ``--as``; else ``ONRECORD_AS`` counts, else the system's user.
    """
    return cleaned_line(named or "") or cleaned_line(os.environ.get("ONRECORD_AS", "")) or _system_user() or NOBODY


def _system_user() -> str:
    try:
        return cleaned_line(getpass.getuser())
    except (ImportError, KeyError, OSError):  # a user id without a name
        return ""
