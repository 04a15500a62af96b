"""Temporary folders for what onrecord keeps in those of the person."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache


@cache
def own_folders() -> dict[str, str]:
    """Variables that keep the usual store and reports of crashes out of the person's folders, until the tests end."""
    folder = tempfile.mkdtemp(prefix="onrecord-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return {
        "XDG_STATE_HOME": f"{folder}/state",
        "XDG_DATA_HOME": f"{folder}/share",
        "XDG_CONFIG_HOME": f"{folder}/config",
    }
