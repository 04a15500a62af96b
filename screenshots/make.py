"""Make screenshots of the app with the example case, as SVG: ``.venv/bin/python screenshots/make.py``."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from textual.worker import WorkerCancelled

from db.maintenance.demo import temporary_demo
from tui.app import prepare_app

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Picture:
    """One screenshot: its size in cells, its theme, and the keys that lead to it."""

    name: str
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (120, 40)
    theme: str = "onrecord-dark"


PICTURES = (
    Picture("desk-step-1"),
    Picture("desk-step-2", ("n",)),
    Picture("desk-step-3", ("n", "n")),
    Picture("claim", ("2", "enter")),
    Picture("denial", ("3", "enter")),
    Picture("report", ("1", "k", "enter", "j", "enter")),
    Picture("source", ("1", "j", "j", "j", "enter")),
    Picture("add", ("2", "a")),
    Picture("form", ("2", "j", "e", "tab", "tab")),
    Picture("reader", ("1", "k", "enter", "j", "enter", "r", "n", "n")),
    Picture("alarms", ("A",)),
    Picture("graph", ("2", "c", "l")),
    Picture("timeline", ("m", "j")),
    Picture("past", ("m", "j", "enter")),
    Picture("triage", ("t", "v", "c")),
    Picture("search", ("ctrl+f", *"laser")),
    Picture("keys", ("question_mark",)),
    Picture("light", ("n", "n"), theme="onrecord-light"),
    Picture("contrast", ("n", "n"), theme="onrecord-contrast"),
    Picture("narrow", ("2",), size=(80, 24)),
    Picture("small", size=(40, 12)),
)


async def draw_svg(store: Path, picture: Picture) -> str:
    """Draw one screenshot.

    :param store: a store with the example case.
    :returns: the SVG.
    """
    app = prepare_app(store, None, theme=picture.theme)
    async with app.run_test(size=picture.size) as pilot:
        for key in ("", *picture.keys):
            if key:
                await pilot.press(key)
            await pilot.pause()
            while any(not worker.is_finished for worker in app.workers):
                with suppress(WorkerCancelled):  # a newer question replaced it
                    await app.workers.wait_for_complete()
                await pilot.pause()
        return app.export_screenshot()


def main() -> None:
    """Write every screenshot beside this file."""
    for picture in PICTURES:
        with temporary_demo() as store:  # a new store for each, since keys may write to it
            (HERE / f"{picture.name}.svg").write_text(asyncio.run(draw_svg(store, picture)), "utf-8")


if __name__ == "__main__":
    main()
