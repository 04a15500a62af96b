"""Bracketed pastes in what a terminal sends: all between the two marks is text, whatever it holds."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

from textual.message import Message

from db.dataclass import dataclass

PASTE_START, PASTE_END = "\x1b[200~", "\x1b[201~"

MOST_PASTED = 8 << 20
"""Characters of a paste that are kept; an article may have fewer."""

PASTE_PAUSE = 5.0
"""Seconds without input, after which a paste counts as ended though its end mark is missing."""

_UNMISTAKABLE = len("\x1b[2")
"""Characters of a start mark that nobody types within a moment."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A paste."""

    text: str
    lacks: str = ""
    """What may be missing, as a sentence; empty where it is whole."""


@dataclass
class PasteLacking(Message):
    """A paste came of which a part may be missing."""

    words: str
    """What may be missing, as a sentence."""


class PasteScanner:
    """Takes pastes out of the input, which may be split anywhere.

    A paste that holds an end mark itself ends there, and what follows is keys. Terminals remove the mark from what
    they paste, since no program can tell it from their own.
    """

    def __init__(self, most: int = MOST_PASTED) -> None:
        """Begin outside a paste.

        :param most: characters of a paste that are kept.
        """
        self.is_pasting = False
        self._most = most
        self._begun = ""
        """The last characters, where a mark may begin with them."""
        self._pieces: list[str] = []
        self._kept = 0
        """Characters in the pieces."""
        self._is_cut = False
        self._last = monotonic()

    @property
    def may_begin(self) -> bool:
        """Whether a start mark has most likely begun, of which the rest is to come."""
        return not self.is_pasting and len(self._begun) >= _UNMISTAKABLE and not self._is_quiet()

    def scan(self, data: str) -> Iterator[str | Pasted]:
        """Split input into pastes and what is between them, which ends with the start mark where a paste begins.

        :param data: the next characters.
        """
        self._last = monotonic()
        while data:
            mark = PASTE_END if self.is_pasting else PASTE_START
            joined = self._begun + data
            at = joined.find(mark)
            end = at + len(mark) - len(self._begun)  # in data, since no whole mark has begun before
            if self.is_pasting:
                yield from self._take(joined, at)
            else:
                self._begun = "" if at >= 0 else _begun_mark(joined, mark)
                self.is_pasting = at >= 0
                yield data[:end] if at >= 0 else data
            if at < 0:
                return
            data = data[end:]

    def end_after_pause(self) -> Pasted | None:
        """End a paste of which nothing came for a while; None where it goes on."""
        if not self.is_pasting or not self._is_quiet():
            return None
        self._keep(self._begun)
        return self._end("The paste did not end properly; its last words may be missing.")

    def forget_begun(self) -> None:
        """Take the last characters for keys."""
        self._begun = ""

    def _take(self, joined: str, at: int) -> Iterator[Pasted]:
        if at >= 0:
            self._keep(joined[:at])
            yield self._end()
            return
        self._begun = _begun_mark(joined, PASTE_END)
        self._keep(joined[: len(joined) - len(self._begun)])

    def _keep(self, text: str) -> None:
        kept = text[: max(0, self._most - self._kept)]
        self._is_cut = self._is_cut or len(kept) < len(text)
        self._kept += len(kept)
        if kept:
            self._pieces.append(kept)

    def _end(self, lacks: str = "") -> Pasted:
        if self._is_cut:
            lacks = f"The paste was too long: only its first {self._most:,} characters were taken."
        pasted = Pasted("".join(self._pieces), lacks)
        self.is_pasting, self._begun, self._kept, self._is_cut = False, "", 0, False
        self._pieces = []
        return pasted

    def _is_quiet(self) -> bool:
        return monotonic() - self._last >= PASTE_PAUSE


def _begun_mark(text: str, mark: str) -> str:
    """The end of a text with which a mark begins; empty where none does."""
    at = text.rfind(mark[0], max(0, len(text) - len(mark) + 1))
    return text[at:] if at >= 0 and mark.startswith(text[at:]) else ""
