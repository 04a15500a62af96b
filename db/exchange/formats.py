"""The formats that a record can be exported in."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO

from db.dataclass import dataclass
from db.errors import WrongUse

if TYPE_CHECKING:
    from db.exchange.export import Export


@dataclass(frozen=True, slots=True)
class Format:
    """One format."""

    name: str
    """On the command line: ``onrecord export NAME``."""
    words: str
    """On the desk's menu, and in the help: what it is and who takes it."""
    suffix: str
    """Of its files, with the dot."""
    module: str
    """The module whose ``write(export, out)`` writes it."""
    is_text: bool = True
    """Whether it can be shown on a terminal."""
    is_list: bool = False
    """Whether it holds one list of the record, and so obeys its filter and its order."""
    needs_whole_case: bool = False
    """Whether it can't hold a part of a case."""


FORMATS: tuple[Format, ...] = (
    Format("brief", "A page to read, to hand out and to print.", ".html", "db.exchange.brief_page"),
    Format("markdown", "The same as text, for Word by way of pandoc.", ".md", "db.exchange.brief_markdown"),
    Format("csv", "A list as a table, for spreadsheets.", ".csv", "db.exchange.csv_table", is_list=True),
    Format("jsonl", "A list as JSON Lines, for programs.", ".jsonl", "db.exchange.json_lines", is_list=True),
    Format(
        "bag",
        "Evidence bag: pages and texts with digests, tables and brief, for archives and courts (BagIt).",
        ".zip",
        "db.exchange.evidence_bag",
        is_text=False,
    ),
    Format(
        "wacz",
        "What was fetched, as a web archive, for ReplayWeb.page.",
        ".wacz",
        "db.exchange.web_archive",
        is_text=False,
    ),
    Format(
        "graphml",
        "Sources, statements and claims as a graph, for yEd, Gephi, Cytoscape.",
        ".graphml",
        "db.exchange.graphml",
    ),
    Format("gexf", "The same graph for Gephi.", ".gexf", "db.exchange.gexf"),
    Format("mermaid", "The same graph as Mermaid, for Markdown.", ".mmd", "db.exchange.mermaid"),
    Format("dot", "The same graph as DOT, for Graphviz.", ".dot", "db.exchange.dot"),
    Format(
        "annotations",
        "Each quote as a W3C Web Annotation, for annotation tools.",
        ".jsonld",
        "db.exchange.web_annotation",
    ),
    Format("stix", "A STIX 2.1 bundle, for threat intelligence platforms.", ".stix.json", "db.exchange.stix"),
    Format("ftm", "FollowTheMoney entities, for Aleph and OpenAleph.", ".ftm.json", "db.exchange.follow_the_money"),
    Format(
        "datasette",
        "A copy to browse and to query, for Datasette.",
        ".zip",
        "db.exchange.datasette_copy",
        is_text=False,
    ),
    Format(
        "claimreview", "Verdicts as ClaimReview, for search engines.", ".claimreview.jsonld", "db.exchange.claim_review"
    ),
    Format(
        "case",
        "A whole case, which another store takes in.",
        ".case.jsonl",
        "db.exchange.portable_case",
        needs_whole_case=True,
    ),
)
"""In the order of the menu. Each module is imported when its format is written."""


def format_by_name(name: str) -> Format:
    """The format with a name; capitals don't matter.

    :raises WrongUse: there is none.
    """
    names = {each.name: each for each in FORMATS}
    if name.lower() in names:
        return names[name.lower()]
    from difflib import get_close_matches  # only a wrong name needs it

    near = get_close_matches(name.lower(), names, cutoff=0.5)
    known = f"The formats are {', '.join(names)}."
    raise WrongUse(f"There is no format {name}.", f"Did you mean {' or '.join(near)}? {known}" if near else known)


def file_name(format: Format, of: str, listing: str) -> str:
    """A name for a file of a format: ``K1.html``, ``K1-claims.csv``. Formats of one suffix get names of their own.

    :param of: the key of the case, or the name of the store.
    :param listing: the list that a table is made of.
    """
    if format.is_list:
        return f"{of}-{listing}{format.suffix}"
    same = [each for each in FORMATS if each.suffix == format.suffix and not each.is_list]
    return f"{of}{'' if same[:1] == [format] else f'-{format.name}'}{format.suffix}"


def load_writer(format: Format) -> Callable[[Export, BinaryIO], None]:
    """The function that writes a format."""
    writer: Callable[[Export, BinaryIO], None] = import_module(format.module).write
    return writer
