"""Files made to keep their reader busy: each is read and imported, or refused in a sentence, in time and memory."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from db.errors import OnRecordError
from db.intake.read import read_file
from db.intake.reading_process import ReadingLimits, ReadingProcess
from db.journal.opening import open_or_create
from db.write.articles import import_article
from db.write.cases import add_case
from tests.attacks import Attack
from tests.support.hostile_articles import KINDS
from tests.support.patience import HANG

_SIZES = (3_000, 30_000, 300_000, 3_000_000, 12_000_000)
_FEW_TRIES = 20
_FEW_LIMITS = ReadingLimits(seconds=1)
_MOST_SECONDS, _MOST_MEGABYTES = 30, 500


@dataclass(frozen=True, slots=True)
class BytesTrial:
    """What became of one file."""

    kind: str
    size: int
    seconds: float
    megabytes: int
    """The peak memory of the process that read it; 0 where the system doesn't say."""
    outcome: str
    broke: str = ""


def trials(folder: Path, tries: int, seed: int) -> Iterator[BytesTrial]:
    """Read files of each kind in turn, at first small ones, and import what was read.

    Few tries have little time each, so that those that end by the limit are quick too.
    """
    rng = random.Random(seed)
    few = tries <= _FEW_TRIES
    limits = _FEW_LIMITS if few else ReadingLimits()
    kinds = list(KINDS)
    if few:
        rng.shuffle(kinds)
    with ReadingProcess(limits) as process, open_or_create(folder / "s.db", "Rana") as record:
        case = add_case(record, "Files", tz="UTC")
        for number in range(tries):
            kind = kinds[number % len(kinds)]
            size = 10_000 if few else _SIZES[number // len(kinds) % len(_SIZES)]
            name, make = KINDS[kind]
            path = folder / (name or "a.bin")
            path.write_bytes(make(size, rng))
            broke = outcome = ""
            start, worked = time.monotonic(), time.process_time()
            with _watched(process) as peak:
                try:
                    articles = read_file(path, process=process)
                    for article in articles:
                        import_article(record, case, article)
                    outcome = f"{len(articles)} read"
                except OnRecordError as error:
                    outcome = error.message
                    broke = "" if error.message.endswith(".") and error.hint else f"no sentence: {error.message}"
                except Exception as error:  # what broke is listed
                    broke = repr(error)
            seconds, worked = time.monotonic() - start, time.process_time() - worked
            if worked > _MOST_SECONDS or seconds > HANG:
                broke = broke or f"{worked:.1f} s of work, {seconds:.1f} s by the clock"
            if peak[0] > _MOST_MEGABYTES:
                broke = broke or f"{peak[0]} MB"
            broke = broke and f"{kind}, {path.stat().st_size:,} bytes: {broke}"
            yield BytesTrial(kind, path.stat().st_size, seconds, peak[0], outcome, broke)


@contextmanager
def _watched(process: ReadingProcess) -> Iterator[list[int]]:
    """The peak memory in MB of whatever process reads meanwhile."""
    peak, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.01):
            running = process.running
            try:
                status = Path(f"/proc/{running.pid}/status").read_text("ascii") if running else ""
                peak[0] = max(peak[0], int(status.partition("VmHWM:")[2].split()[0]) >> 10)
            except (OSError, IndexError):
                continue

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def _run(folder: Path, tries: int, seed: int) -> Iterator[str]:
    return (trial.broke for trial in trials(folder, tries, seed))


ATTACKS = (Attack("files made to keep their reader busy", _run, small=6, long=5 * len(KINDS)),)
