"""Keys as the desk reads them: two keys pressed one after the other that are one, such as ``gg``."""

from __future__ import annotations

from collections.abc import Collection

STAYS = "v"
"""The first key that stays begun until escape, as a menu that stays open: each further key decides a claim."""


class KeySequences:
    """Joins keys to sequences. No key waits on a screen that has no sequence with it."""

    def __init__(self) -> None:
        self.begun = ""
        """The first key of a sequence, whose second one is awaited; empty for none."""

    def read(self, key: str, bound: Collection[str]) -> str:
        """Read a key.

        :param bound: all keys and sequences that do something on the screen.
        :returns: the key or the sequence that it ends; empty where it begins or leaves one.
        """
        before, joined = self.begun, self.begun + key
        stays = before == STAYS and _begins(before, bound)
        self.begun = before if stays else ""
        if before and joined in bound:
            return joined
        if stays and key == "escape":
            self.begun = ""
            return ""
        if key not in bound and _begins(key, bound):
            self.begun = key
            return ""
        return key


def _begins(key: str, bound: Collection[str]) -> bool:
    return any(is_sequence(each) and each[0] == key for each in bound)


def is_sequence(key: str) -> bool:
    """Whether a key of the table is a sequence of two."""
    return len(key) == 2 and key not in _SHORT_NAMES


_SHORT_NAMES = frozenset(("up", *(f"f{number}" for number in range(1, 10))))
"""Names of single keys that have two letters."""
