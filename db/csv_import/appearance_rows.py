"""A row of a table of appearances, and the parser of its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from db.csv_import.base import identity_hash
from db.csv_import.claims import LONGEST_ID
from db.csv_import.mapping import ColumnMapping, Columns
from db.csv_import.values import (
    RejectedRow,
    StanceValue,
    date_parser,
    language_parser,
    parse_host,
    parse_stance,
    value_parser,
)
from db.dataclass import dataclass
from db.model.enums import QuoteForm
from db.model.times import When
from db.text.normalize import casefold_words, normalize_line, normalize_text

LONGEST_LINE = 2_000
"""The longest headline, name of an outlet or author, in characters."""

LONGEST_WORDS = 20_000
"""The longest quoted words, in characters."""


@dataclass(frozen=True, slots=True)
class ArticleDetails:
    """What a row gives of the article besides its address, outlet and date."""

    headline: str = ""
    author: str = ""
    lang: str | None = None
    words: str = ""
    """The words to quote: those of the column, else the headline."""
    form: QuoteForm = QuoteForm.DIRECT


NO_DETAILS = ArticleDetails()


@dataclass(frozen=True, slots=True)
class AppearanceRow:
    """An appearance, as read from a row."""

    claim: str
    """The id that the tables give the claim."""
    url: str
    """Empty where the row has none."""
    outlet: str
    """Its name, else the host of the address; empty where the row has neither."""
    outlet_name: str
    """The same as names are compared."""
    side: StanceValue
    when: When
    report: str
    """What tells its report apart: the address, else the row's id, outlet and headline."""
    identity: bytes
    """Hash of claim, report and the word of the stance: it tells whether another run has the same appearance."""
    details: ArticleDetails = NO_DETAILS

    @property
    def told(self) -> str:
        """Its date, then a hash of its words if it has any: what :meth:`identity` leaves out."""
        date = self.when.edtf or ""
        return f"{date} {self.words_hash}" if self.details.words else date

    @property
    def words_hash(self) -> str:
        """A short hash of its words."""
        return identity_hash(self.details.words).hex()[:16]

    @property
    def identity_with_words(self) -> bytes:
        """The identity of further words of the same claim, report and stance."""
        return identity_hash(self.identity.hex(), self.details.words)


class AppearanceParser:
    """Parses the cells of rows."""

    def __init__(self, columns: Columns, at: dict[str, int], tz: str) -> None:
        """Prepare the parsers of the columns.

        :param at: the index of each field's column.
        :param tz: the time zone of the case.
        """
        self._claim, self._stance_at, self._url = at["claim"], at["stance"], at.get("url")
        self._stance = value_parser("stance", columns["stance"])
        self._sides = {meaning: parse_stance(meaning) for meaning in columns["stance"].values.values()}
        self._date_at, self._date = at.get("date"), date_parser(columns["date"], tz) if "date" in columns else None
        self._no_url = frozenset(columns["url"].empty) if "url" in columns else frozenset()
        self._has_more = bool(columns.keys() & _FURTHER)
        self._lines = {
            name: (at[name], _line_parser(name, columns[name]))
            for name in ("id", "headline", "outlet", "author")
            if name in columns
        }
        self._words = (at["words"], _words_parser(columns["words"])) if "words" in columns else None
        self._lang = (at["lang"], language_parser(columns["lang"])) if "lang" in columns else None

    def parse(self, cells: Sequence[str]) -> AppearanceRow:
        """Parse the cells of a row.

        :raises RejectedRow: one can't be read, or the row has nothing to identify it.
        """
        claim, word = normalize_line(cells[self._claim]), cells[self._stance_at]
        url = cells[self._url].strip() if self._url is not None else ""
        if not claim:
            raise RejectedRow("the claim's id is empty", "The claim's id is empty.")
        if self._has_more:
            return self._parse_more(cells, claim, "" if url in self._no_url else url, word)
        host = parse_host(url)
        side, when = self._side(word), self._when(cells)
        return AppearanceRow(claim, url, host, host, side, when, url, identity_hash(claim, url, normalize_line(word)))

    def _parse_more(self, cells: Sequence[str], claim: str, url: str, word: str) -> AppearanceRow:
        """Parse a row of a table that has columns for an article's headline, outlet, author, words or language."""
        line = {name: parse(cells[at]) for name, (at, parse) in self._lines.items()}
        id, headline, outlet = line.get("id", ""), line.get("headline", ""), line.get("outlet", "")
        host = parse_host(url) if url or not self._lines.keys() & _TELLING else ""
        side, when = self._side(word), self._when(cells)
        if url:
            report = url
        elif id or headline:
            report = "\x1f".join(("", id, outlet, headline))
        elif outlet:
            report = "\x1f".join(("", outlet, claim, when.edtf or ""))
        else:
            raise RejectedRow("the row has nothing to identify it", "The row has no address, id, headline or outlet.")
        quoted = self._words[1](cells[self._words[0]]) if self._words else ""
        form = QuoteForm.HEADLINE if headline and quoted in ("", headline) else QuoteForm.DIRECT
        lang = self._lang[1](cells[self._lang[0]]) if self._lang else None
        details = ArticleDetails(headline, line.get("author", ""), lang, quoted or headline, form)
        name = _compared_name(outlet) if outlet else host
        identity = identity_hash(claim, report, normalize_line(word))
        return AppearanceRow(claim, url, outlet or host, name, side, when, report, identity, details)

    def _side(self, word: str) -> StanceValue:
        meaning = self._stance(word)
        assert meaning is not None
        return self._sides[meaning]

    def _when(self, cells: Sequence[str]) -> When:
        return self._date(cells[self._date_at]) if self._date and self._date_at is not None else When()


_FURTHER = {"id", "headline", "outlet", "author", "words", "lang"}
_TELLING = {"id", "headline", "outlet"}


@lru_cache(20_000)
def _compared_name(outlet: str) -> str:
    return casefold_words(outlet).removeprefix("www.")


def _line_parser(name: str, column: ColumnMapping) -> Callable[[str], str]:
    """A parser of a line of text, which gives an empty one for what counts as empty."""
    empty = frozenset(map(normalize_line, column.empty))
    longest = LONGEST_ID if name == "id" else LONGEST_LINE

    def line(cell: str) -> str:
        said = normalize_line(cell)
        if len(said) > longest:
            raise RejectedRow(f"the {name} is too long", f"The {name} is longer than {longest:,} characters.")
        return "" if said in empty else said

    return line


def _words_parser(column: ColumnMapping) -> Callable[[str], str]:
    """A parser of quoted words, which keep their lines."""
    empty = frozenset(map(normalize_line, column.empty))

    def words(cell: str) -> str:
        said = normalize_text(cell).strip()
        if len(said) > LONGEST_WORDS:
            raise RejectedRow("the words are too long", f"The words are longer than {LONGEST_WORDS:,} characters.")
        return "" if normalize_line(said) in empty else said

    return words
