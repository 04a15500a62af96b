"""What is typed into the filter of the claims: words such as status:new, explained, completed and asked."""

from __future__ import annotations

from typing import Any

from db.cases import Case
from db.claims import claim_ids
from db.ids import Ids
from db.reader import Reader
from db.terms import ClaimId
from tui import wording
from tui.text import line

_OFFERED = 4
"""What may stand next, shown at once."""


class ClaimFilter:
    """The filter of the claims of a case. What it imports comes with the first letter that is typed."""

    def __init__(self, case: Case) -> None:
        self._case = case.id
        self.noted = ""
        """What is to be known of what was found last, safe to show."""

    def find(self, record: Reader, matching: str, **how: Any) -> Ids[ClaimId]:
        """Ids of the claims that a filter leaves, in order; all of them for an empty one."""
        self.noted = ""
        if not matching.strip():
            return claim_ids(record, self._case, "", **how)
        from db.search.filtering import claims_left
        from db.search.query import parse

        left = claims_left(record, parse(matching), self._case, how.get("progress"), into=how.get("into"))
        said = [line(str(each)) for each in left.problems[:1]]
        if left.undated:
            said.append(f"{wording.counted(left.undated, 'claim')} of unknown time left out")
        self.noted = " · ".join(said)
        return left.ids

    def problem(self, typed: str) -> str:
        """What keeps a filter from being asked, safe to show; empty for nothing."""
        from db.search.query import parse

        wrong = parse(typed).wrong
        return line(str(wrong[0])) if wrong else ""

    def offered(self, record: Reader, typed: str) -> tuple[str, str]:
        """What may stand where a person is typing, safe to show; and the filter with the first of it put in."""
        from db.search.completing import completion

        found = completion(record, typed)
        if not found.candidates:
            return line(found.hint), ""
        first = found.candidates[0].words
        said = [
            f"{line(each.words)} {line(each.about)}" if len(found.candidates) == 1 and each.about else line(each.words)
            for each in found.candidates[:_OFFERED]
        ]
        more = " …" if len(found.candidates) > _OFFERED else ""
        return f"⇥ {' · '.join(said)}{more}", typed[: found.start] + first + typed[found.end :]
