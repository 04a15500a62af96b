"""Many desks of ``onrecord serve`` at once: memory and the time from a key to its drawing, beside a single one.

.venv/bin/python -m tests.bench.serve [NUMBER]
"""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import sys
import time
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientSession, ClientWebSocketResponse

from db.maintenance.demo import open_or_create_demo
from tests.support.serving import Serving, serving

KEYS = 20
"""Keys that each desk gets, one after the other."""


async def open_desk(browser: ClientSession, server: Serving) -> ClientWebSocketResponse:
    """Open a desk as a browser's page does."""
    folder, cookie = await asyncio.to_thread(server.enter)
    place = f"http://127.0.0.1:{server.port}{folder}socket?width=120&height=40"
    headers = {"Cookie": cookie, "Origin": f"http://127.0.0.1:{server.port}"}
    return await browser.ws_connect(place, headers=headers, max_msg_size=0)


async def receive_until(socket: ClientWebSocketResponse, words: str) -> None:
    """Receive until some words are drawn."""
    received = b""
    while words.encode() not in received:
        received += (await socket.receive_bytes(timeout=120))[-1_000_000:]


async def press_keys(socket: ClientWebSocketResponse) -> list[float]:
    """Press keys one by one; the milliseconds until each was drawn."""
    times = []
    for number in range(KEYS):
        key, words = ("n", "step 2 of 3") if number % 2 == 0 else ("p", "step 1 of 3")
        begun = time.perf_counter()
        await socket.send_str(json.dumps(["stdin", key]))
        await receive_until(socket, words)
        times.append((time.perf_counter() - begun) * 1000)
        await asyncio.sleep(0.5)  # as a person pauses between keys
    return times


def megabytes(process: int) -> tuple[float, float]:
    """Memory of a process: all of it, and what it shares with no other."""
    found = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    amounts = {name: int(size) for name, size in re.findall(r"^(\w+): +(\d+) kB", found, re.MULTILINE)}
    return amounts["Rss"] / 1024, (amounts["Private_Clean"] + amounts["Private_Dirty"]) / 1024


async def measure(store: Path, number: int) -> None:
    """Open some desks at once, press keys in all of them, and print the figures."""
    with serving(store, "--sessions", str(number)) as server:
        async with ClientSession() as browser, AsyncExitStack() as stack:
            begun = time.perf_counter()
            sockets = [await stack.enter_async_context(await open_desk(browser, server)) for _ in range(number)]
            await asyncio.gather(*(receive_until(each, "step 1 of 3") for each in sockets))
            opened = time.perf_counter() - begun
            times = [each for found in await asyncio.gather(*map(press_keys, sockets)) for each in found]
            memory = [megabytes(each) for each in server.desks()]
            rss, private = (statistics.mean(each[at] for each in memory) for at in (0, 1))
            own = megabytes(server.process.pid)[0]
            quantiles = statistics.quantiles(times, n=100)
            print(
                f"{number:>3} desks: all drawn after {opened:.1f} s; each {rss:.0f} MB, {private:.0f} MB of its own;"
                f" the server {own:.0f} MB; a key {statistics.median(times):.0f} ms, 95 of 100 within"
                f" {quantiles[94]:.0f} ms, the longest {max(times):.0f} ms"
            )


def main() -> None:
    """Measure one desk, and many."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with TemporaryDirectory() as folder:
        store = open_or_create_demo(Path(folder) / "desk.db")
        for each in (1, number):
            asyncio.run(measure(store, each))


if __name__ == "__main__":
    main()
