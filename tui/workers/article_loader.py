"""Getting articles from a file, an address or a paste, off the screen's thread; nothing is written here."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from db.errors import OnRecordError, UnreadableArticle

if TYPE_CHECKING:
    from db.intake.article import Article
    from db.intake.fetch import Fetched

T = TypeVar("T")

Progress = Callable[[int, int | None], None]
"""Told the bytes that have come, and how many are to come where that is known; in the gathering thread."""


class LoadingStopped(OnRecordError):
    """A person stopped it."""


@dataclass(frozen=True, slots=True)
class LoadedArticles:
    """What was got."""

    articles: list[Article]
    """One; several of a feed."""
    fetched: Fetched | None
    """What the server said, where it came over the web."""


class ArticleLoader:
    """One getting of articles, which can be left at any moment."""

    def __init__(self, place: str, words: str, *, allow_private: bool = False, progress: Progress) -> None:
        """Take what is wanted.

        :param place: a path or an address; with words, the address they were published at.
        :param words: what was pasted.
        :param allow_private: whether addresses of private networks are fetched too.
        """
        self._place = place.strip()
        self._words = words
        self._allow_private = allow_private
        self._progress = progress
        self._cancelled = threading.Event()
        self._coming: asyncio.Future[LoadedArticles] | None = None

    async def gathered(self) -> LoadedArticles:
        """Get them.

        :raises QueryStopped: a person stopped it.
        :raises OnRecordError: there is no article there, or it can't be read.
        """
        self._coming = in_thread(self._gather, "gathering articles")
        try:
            return await self._coming
        except OnRecordError:
            raise
        except Exception as error:  # what comes from outside must not end the desk, whatever it does to a library
            message = f"Reading it failed in a way nobody foresaw ({type(error).__name__})."
            raise UnreadableArticle(message, "Save it as plain text, or paste its words.") from error

    def stop(self) -> None:
        """Leave at once; what is half read is dropped when the thread comes to its end."""
        self._cancelled.set()
        if self._coming is not None and not self._coming.done():
            self._coming.set_exception(LoadingStopped("Stopped; nothing was written."))

    def _gather(self) -> LoadedArticles:
        from db.intake.read import read_fetched, read_file, read_text
        from db.intake.urls import looks_like_url, read_address

        is_address = looks_like_url(self._place) and not self._place.lower().startswith("file:")
        if self._words.strip():
            article = read_text(self._words)
            return LoadedArticles(
                [replace(article, url=read_address(self._place).url) if self._place else article], None
            )
        if is_address:
            from db.intake.fetch import fetch

            page = fetch(
                self._place, allow_private=self._allow_private, progress=self._progress, cancelled=self._cancelled
            )
            return LoadedArticles(read_fetched(page), page)
        from tui.system.paths import the_path

        path = the_path(self._place)
        if not path.exists():
            raise UnreadableArticle(f"There is no file {path}.", _rather(self._place))
        return LoadedArticles(read_file(path), None)


def in_thread(work: Callable[[], T], name: str) -> asyncio.Future[T]:
    """Do something in a thread of its own that nobody waits for when the desk is left.

    :param name: what the thread is called.
    """
    loop = asyncio.get_running_loop()
    coming: asyncio.Future[T] = loop.create_future()

    def settle(come: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the desk was left, and its loop is closed
            loop.call_soon_threadsafe(lambda: None if coming.done() else come())

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # whatever it is, it belongs to who waits
            told = error
            settle(lambda: coming.set_exception(told))
        else:
            settle(lambda: coming.set_result(result))

    threading.Thread(target=run, name=name, daemon=True).start()
    return coming


def _rather(place: str) -> str:
    """What may have been meant by a path that leads nowhere."""
    first = place.partition("/")[0]
    if "." in first.strip(".") and " " not in first:
        return "For a page of the web, put https:// in front; otherwise look at its name and folder."
    if place.count(" ") > 5:
        return "If these are the article's words, put them into the box below."
    return "Look at its name and folder."
