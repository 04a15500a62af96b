"""Regular expressions that are compiled when they are first used: sets of many letters take milliseconds."""

from __future__ import annotations

import re
from typing import Any, cast


def pattern(source: str) -> re.Pattern[str]:
    """A regular expression, compiled at the first use of one of its methods."""
    return cast("re.Pattern[str]", _PatternAtFirstUse(source))


class _PatternAtFirstUse:
    def __init__(self, source: str) -> None:
        self.pattern = source

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(self.pattern), name)
        setattr(self, name, method)
        return method
