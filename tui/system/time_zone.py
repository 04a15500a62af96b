"""The time zone of the system, as an IANA name."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from db.model.times import is_time_zone


def system_zone(environ: Mapping[str, str] = os.environ, clock: Path = Path("/etc/localtime")) -> str:
    """The time zone of the system; UTC where it has no IANA name.

    :param clock: the file that stands for the zone, a link into the folder of zones.
    """
    linked = str(clock.resolve()).rpartition("/zoneinfo/")[2]
    for name in (environ.get("TZ", "").lstrip(":"), linked):
        if name and not name.startswith("/") and is_time_zone(name):
            return name
    return "UTC"
