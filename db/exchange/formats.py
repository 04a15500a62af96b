"""The formats that a record can be exported in."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO

from db.dataclass import dataclass
from db.errors import NotFound

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


FORMATS: tuple[Format, ...] = ()
"""In the order of the menu. Each module is imported when its format is written."""


def format_by_name(name: str) -> Format:
    """The format with a name.

    :raises NotFound: there is none.
    """
    for each in FORMATS:
        if each.name == name:
            return each
    raise NotFound(f"There is no format {name}.", f"The formats are {', '.join(each.name for each in FORMATS)}.")


def load_writer(format: Format) -> Callable[[Export, BinaryIO], None]:
    """The function that writes a format."""
    writer: Callable[[Export, BinaryIO], None] = import_module(format.module).write
    return writer
