"""The libraries that read articles: imported late, named when they are missing, and kept from the terminal."""

from __future__ import annotations

import logging
from functools import cache
from importlib import import_module, metadata
from typing import TYPE_CHECKING

from db.errors import NeedsExtra

if TYPE_CHECKING:
    from types import ModuleType

INSTALL = "pip install 'onrecord[intake]'"
"""What installs all of them."""

_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "readability", "pypdf", "feedparser", "charset_normalizer")


def library(module: str, reads: str) -> ModuleType:
    """A library of the extra ``intake``, imported when it is first needed.

    :param module: the module's name ("pypdf").
    :param reads: what it reads, for the sentence ("PDF files").
    :raises NeedsExtra: it is not installed.
    """
    _keep_logs_off_the_terminal()
    try:
        return import_module(module)
    except ImportError as error:
        raise NeedsExtra(f"Reading {reads} needs a library that is not installed.", f"Install it: {INSTALL}") from error


@cache
def version(distribution: str) -> str:
    """The installed version of a distribution, empty when it runs from a source folder.

    :param distribution: its name in the package index.
    """
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


@cache
def _keep_logs_off_the_terminal() -> None:
    """Logging prints on stderr, over the desk, what no handler takes; handlers that a caller sets still get it."""
    for name in _LOGGERS:
        logging.getLogger(name).addHandler(logging.NullHandler())
