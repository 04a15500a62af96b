"""Load articles from a file, a URL or a paste, in a thread. :mod:`tui.screens.import_article` writes them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from db.dataclass import dataclass, replace
from db.errors import OnRecordError, UnreadableArticle
from tui.workers.daemon_threads import in_thread

if TYPE_CHECKING:
    from db.intake.article import Article
    from db.intake.fetch import FetchedPage
    from db.intake.reading_process import ReadingProcess

Progress = Callable[[int, int | None], None]
"""Called in the loading thread with the bytes received and, where known, the total."""


class LoadingStopped(OnRecordError):
    """A person stopped the loading."""


@dataclass(frozen=True, slots=True)
class LoadedArticles:
    """Articles that were read, with the response they came in."""

    articles: list[Article]
    """One, or several from a feed."""
    fetched: FetchedPage | None
    """The response of the server; None for a file or a paste."""


class ArticleLoader:
    """One load of articles, which can be stopped at any moment."""

    def __init__(
        self, place: str, words: str, *, allow_private: bool = False, files: bool = True, progress: Progress
    ) -> None:
        """Take the source.

        :param place: a path or a URL; with ``words``, the URL they were published at.
        :param words: pasted text.
        :param allow_private: whether to fetch from addresses of private networks too.
        :param files: whether a path is read.
        """
        self._place = place.strip()
        self._words = words
        self._allow_private = allow_private
        self._files = files
        self._progress = progress
        self._cancelled = threading.Event()
        self._coming: asyncio.Future[LoadedArticles] | None = None
        self.reading: ReadingProcess | None = None
        """The process that reads; None before it is needed."""

    async def load(self) -> LoadedArticles:
        """Load the articles.

        :raises LoadingStopped: a person stopped it.
        :raises OnRecordError: there is no article, or it can't be read.
        """
        self._coming = in_thread(self._read_place, "collecting articles")
        try:
            return await self._coming
        except OnRecordError:
            raise
        except Exception as error:  # no input may end the desk, whatever it does to a library
            message = f"Reading it failed unexpectedly ({type(error).__name__})."
            raise UnreadableArticle(message, "Save it as plain text, or paste its words.") from error

    def stop(self) -> None:
        """Stop waiting at once, and end the process that reads; the thread drops its result when it ends."""
        self._cancelled.set()
        if self.reading is not None:
            self.reading.cancel()
        if self._coming is not None and not self._coming.done():
            self._coming.set_exception(LoadingStopped("Stopped; nothing was saved."))

    def _read_place(self) -> LoadedArticles:
        from db.intake.reading_process import ReadingProcess  # kept out of start-up

        with ReadingProcess() as self.reading:
            if self._cancelled.is_set():
                self.reading.cancel()
            return self._read_by(self.reading)

    def _read_by(self, process: ReadingProcess) -> LoadedArticles:
        from db.intake.read import read_fetched, read_file, read_text  # kept out of start-up
        from db.intake.urls import looks_like_url, read_address

        is_address = looks_like_url(self._place) and not self._place.lower().startswith("file:")
        if self._words.strip():
            article = read_text(self._words, process=process)
            return LoadedArticles(
                [replace(article, url=read_address(self._place).url) if self._place else article], None
            )
        if is_address:
            from db.intake.fetch import fetch  # kept out of start-up

            process.start()
            page = fetch(
                self._place, allow_private=self._allow_private, progress=self._progress, cancelled=self._cancelled
            )
            return LoadedArticles(read_fetched(page, process=process), page)
        if not self._files:
            raise no_files_error()
        from tui.system.paths import parse_path  # kept out of start-up

        path = parse_path(self._place)
        if not path.exists():
            raise UnreadableArticle(f"There is no file {path}.", _suggest_place(self._place))
        return LoadedArticles(read_file(path, process=process), None)


def no_files_error() -> UnreadableArticle:
    """The error for a path where a browser shows the desk: it would be one of the machine that serves it."""
    return UnreadableArticle("No file can be imported in a browser.", "Give an address, or paste the article's words.")


def _suggest_place(place: str) -> str:
    """A hint for a path that does not exist."""
    first = place.partition("/")[0]
    if "." in first.strip(".") and " " not in first:
        return "For a page of the web, put https:// in front; otherwise check its name and folder."
    if place.count(" ") > 5:
        return "If these are the article's words, put them into the box below."
    return "Check its name and folder."
