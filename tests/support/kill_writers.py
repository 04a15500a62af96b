"""Kill writing processes at random moments, and check the store after each. An attack runs it in its own process.

The processes are forked from this one, so that modules are imported only once.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from time import monotonic

from db.errors import NotFound, OnRecordError
from db.intake.article import Article
from db.journal.opening import open_writer
from db.journal.undo import redo, undo
from db.journal.writer import Writer
from db.maintenance.check import check
from db.markup.proposals import add_proposals
from db.model.enums import Certainty, Method, Naming, Polarity, Reliability, SourceKind, Status, Verdict
from db.model.fields import CLAIM
from db.model.ids import CaseId, ClaimId, SourceId, StatementId
from db.model.things import RowKind, Target
from db.queries.claims import claim_ids
from db.store.opening import open_reader
from db.write.annotations import add_note, add_tag, add_task
from db.write.articles import import_article
from db.write.assessments import assess, rate_sources, set_status
from db.write.claims import add_claim
from db.write.edit import edit
from db.write.remove import remove
from db.write.sources import add_source
from db.write.statements import set_stance
from tests.support.patience import let_work

KILLS_PER_STORE = 25
"""Kills after which a fresh store replaces the used one."""

CASE = CaseId(1)

LONGEST_WORK = 0.05
"""Seconds of processor time that a process gets at most; a busy machine takes its time to give them."""


def session(writer: Writer, chance: random.Random) -> Iterator[Callable[[], object]]:
    """Changes like those of a person, without end: each is one action, or none if refused."""
    words = f"{os.getpid()}"

    def claims(many: int) -> list[ClaimId]:
        found = list(claim_ids(writer, CASE))
        return [ClaimId(each) for each in chance.sample(found, min(many, len(found)))]

    def article(number: int) -> Article:
        text = (
            f"The mayor of {words} said the bridge fell on day {number}.\n\n" + "It was “an accident”, he said. " * 20
        )
        return Article(text=text, outlet="Outlet", method=Method.PASTE, tool="t", tool_version="1", raw=text.encode())

    def bring(number: int) -> None:
        landed = import_article(writer, CASE, article(number))
        add_proposals(writer, landed.capture)

    for number in cycle(range(1_000)):
        text = f"{words} says {number}"
        yield lambda text=text: add_claim(writer, CASE, text)
        yield lambda text=text: edit(writer, CLAIM, claims(1)[0], text=f"{text}, again")
        yield lambda: set_status(writer, claims(20), chance.choice(list(Status)))
        yield lambda text=text: assess(writer, claims(10), Verdict.DISPUTED, rationale=text)
        yield lambda text=text: add_tag(writer, [Target(RowKind.CLAIM, each) for each in claims(15)], text)
        yield lambda: undo(writer)
        yield lambda: redo(writer)
        yield lambda text=text: add_note(writer, Target(RowKind.CLAIM, claims(1)[0]), text)
        yield lambda number=number: bring(number)
        yield lambda text=text: add_source(writer, text, kind=SourceKind.PERSON, naming=Naming.NAMED, case=CASE)
        yield lambda: rate_sources(writer, [SourceId(1), SourceId(2)], chance.choice(list(Reliability)))
        yield lambda: set_stance(writer, StatementId(1), claims(1)[0], Polarity.AGAINST, Certainty.PROBABLE)
        yield lambda: undo(writer)
        yield lambda text=text: add_task(writer, Target(RowKind.CASE, CASE), text)
        yield lambda: remove(writer, RowKind.CLAIM, claims(1)[0])


def work(store: Path, confirmed: int, seed: int) -> None:
    """Write until killed, and reopen the store now and then.

    :param confirmed: file descriptor for the number of each confirmed action, a line each.
    """
    chance = random.Random(seed)
    os.write(confirmed, b"0\n")
    while True:
        with open_writer(store, f"P{os.getpid()}") as writer:
            writer.rows(f"PRAGMA wal_autocheckpoint = {chance.choice((4, 20, 1000))}")
            said = 0
            for act in session(writer, chance):
                try:
                    act()
                except (NotFound, OnRecordError):
                    continue
                new = sorted(writer.own)[said:]
                said += len(new)
                os.write(confirmed, "".join(f"{each}\n" for each in new).encode())
                if chance.random() < 0.05:
                    break


def kill_one(store: Path, seed: int) -> set[int]:
    """Start one process, and kill it at a random moment; every second one not before it has confirmed an action.

    :returns: the actions that it confirmed.
    """
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reads)
            work(store, writes, seed)
        finally:
            os._exit(1)
    os.close(writes)
    said = os.read(reads, 2)  # it runs
    if seed % 2:
        said += os.read(reads, 65_536)  # it has confirmed an action, however long that took
    let_work(child, random.Random(-seed - 1).uniform(0.0, LONGEST_WORK))
    os.kill(child, signal.SIGKILL)
    while piece := os.read(reads, 65_536):
        said += piece
    os.close(reads)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"it ended by itself: {status}"
    return {int(each) for each in said.split(b"\n")[:-1]} - {0}


def main(shipped: str, folder: str, kills: int, seed: int) -> None:
    """Kill processes, check the store, and print as JSON what was found after which kill."""
    store = Path(folder) / "desk.db"
    before: set[int] = set()
    found: dict[int, list[str]] = {}
    confirmed = unsaid = 0
    shutil.copy(shipped, store)
    open_writer(
        store, "P0"
    ).close()  # imports what opening a store imports late, so that no process spends its life on it
    begun = monotonic()
    for number in range(kills):
        if number % KILLS_PER_STORE == 0:
            for suffix in "-wal", "-shm", "":
                Path(f"{store}{suffix}").unlink(missing_ok=True)
            shutil.copy(shipped, store)
            before = set()
        said = kill_one(store, seed * 1_000_000 + number)
        with open_reader(store) as record:
            after = set(record.column("SELECT id FROM actions"))
            checked = check(record)
        confirmed += len(said)
        unsaid += len(after - before - said)
        broke = [f"{each.part}: {each.sentence}" for each in checked.findings]
        if not before | said <= after:
            broke.append(f"lost {sorted((before | said) - after)}")
        if len(after - before - said) > 1:
            broke.append(f"done and not said {sorted(after - before - said)}")
        if broke:
            found[number] = broke
        before = after
    print(json.dumps({"confirmed": confirmed, "unsaid": unsaid, "found": found, "seconds": monotonic() - begun}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
