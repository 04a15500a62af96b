"""Time for the support of claims and for all alarms: ``.venv/bin/python -m tests.bench.alarms``.

Cases consist of stacks of diamonds: 8 layers of 5 statements, each relaying all of the layer above. One case has 1,000
statements with 3,000 stances on few claims; one has 300 claims and raises every alarm; one grows from 100 to 10,000
statements, to show by the time per statement how close to linear it is.
"""

from __future__ import annotations

import argparse
import sqlite3
from collections import Counter
from statistics import median
from time import process_time

from db.analysis.alarms import FINDERS, alarms
from db.journal.ulids import new_ulid
from db.journal.writer import Writer
from db.model.ids import CaseId, ClaimId
from db.queries.claim_support import claim_support
from db.queries.origins import origin_counts

LAYERS, WIDTH = 8, 5
STACK = LAYERS * WIDTH
CASE, FIRST = CaseId(1), ClaimId(1)
AIM_SUPPORT, AIM_ALARMS = 0.050, 1.0


class BulkCase:
    """A case inserted row by row, without the write functions but under the store's rules."""

    def __init__(self) -> None:
        connection = sqlite3.connect(":memory:")
        connection.execute("PRAGMA foreign_keys = ON")
        self.record = Writer(connection)
        self.made: Counter[str] = Counter()
        self.record.rows("BEGIN")
        self.row("cases", key="K1", title="A case", tz="UTC")

    def row(self, table: str, **columns: object) -> int:
        self.made[table] += 1
        return self.record.insert(table, ulid=new_ulid(), **columns)

    def source(self, naming: str = "named", kind: str = "person") -> int:
        number = self.made["sources"] + 1
        return self.row("sources", key=f"W{number}", name=f"Source {number}", kind=kind, naming=naming)

    def claim(self) -> int:
        return self.row("claims", key=f"C{self.made['claims'] + 1}", case=1, text="it happened")

    def report(self, outlet: int, via: int | None = None) -> int:
        key, holding = f"R{self.made['reports'] + 1}", "cited" if via else "excerpt"
        return self.row("reports", key=key, case=1, outlet=outlet, holding=holding, known_via=via)

    def says(self, source: int, report: int | None, *, relayed: bool) -> int:
        voice, basis = ("relayed", "relay") if relayed else ("own", "official")
        key = f"S{self.made['statements'] + 1}"
        return self.row(
            "statements", key=key, case=1, source=source, report=report, act="assert", voice=voice, basis=basis
        )

    def stack(self, claims: list[int], outlets: list[int], origins: list[int], polarity: int = 1) -> None:
        """Insert a stack of diamonds on some claims: each layer relays all of the one above."""
        above: list[int] = []
        for _ in range(LAYERS):
            layer = []
            for at in range(WIDTH):
                outlet = outlets[at % len(outlets)]
                statement = self.says(
                    outlet if above else origins[at % len(origins)],
                    self.report(outlet) if above else None,
                    relayed=bool(above),
                )
                for claim in claims:
                    self.bears(statement, claim, "uncommitted" if above else "certain", polarity)
                for parent in above:
                    self.passes_on(statement, parent)
                layer.append(statement)
            above = layer

    def odd(self, claim: int, outlets: list[int], at: int) -> None:
        """Insert what raises rarer alarms: a missing voice, a circle, an inflated certainty, an origin not recorded."""
        self.row("claim_parties", claim=claim, source=self.source(), role="accused")
        window = self.report(outlets[0])
        if at % 3 == 0:
            line = self.says(outlets[1], window, relayed=True)
            self.bears(line, claim, "certain")
            return
        first = self.says(outlets[1], self.report(outlets[1], via=window), relayed=False)
        self.bears(first, claim, "possible")
        ring = [self.says(outlets[step], window, relayed=True) for step in range(3)]
        for step, child in enumerate(ring):
            self.passes_on(child, ring[step - 1] if at % 3 == 1 else first)
            self.bears(child, claim, "certain")
        bold = self.row("statements", key=f"S{self.made['statements'] + 1}", case=1, source=outlets[5], report=window,
                        act="report", voice="own", basis="not_recorded")  # fmt: skip
        self.passes_on(bold, first)
        self.bears(bold, claim, "certain")
        self.row("statement_links", statement=bold, kind="confirms", other=first)

    def bears(self, statement: int, claim: int, certainty: str, polarity: int = 1) -> None:
        self.row("stances", statement=statement, claim=claim, polarity=polarity, certainty=certainty)

    def passes_on(self, child: int, parent: int) -> None:
        self.row("relays", child=child, parent=parent, kind="quotes", ground="explicit")


def diamonds(statements: int, claims: int = 3) -> BulkCase:
    """A case with stacks of diamonds on the same few claims, every fourth against them."""
    made = BulkCase()
    on = [made.claim() for _ in range(claims)]
    outlets = [made.source(kind="outlet") for _ in range(20)]
    for at in range(max(1, statements // STACK)):
        made.stack(on, outlets[at % 10 :], [made.source() for _ in range(WIDTH)], -1 if at % 4 == 3 else 1)
    return made


def whole_case(claims: int = 300, statements: int = 10_000) -> BulkCase:
    """A case with many claims under diamonds, a tenth of them with rarer alarms, so that nearly every one shows."""
    made = BulkCase()
    state = made.row("sources", key="W1", name="A state", kind="body", naming="named", is_boundary=1)
    ministry = made.source(kind="body")
    made.row("affiliations", member=ministry, org=state, kind="part_of")
    units = [made.source(kind="body") for _ in range(30)]
    for unit in units:
        made.row("affiliations", member=unit, org=ministry, kind="part_of")
    outlets = [made.source(kind="outlet") for _ in range(40)]
    on = [made.claim() for _ in range(claims)]
    usual, odd = on[: claims * 9 // 10], on[claims * 9 // 10 :]
    for at in range(statements // STACK):
        turn = at % (len(usual) // 3)
        three = usual[turn * 3 : turn * 3 + 3]
        origins = [units[turn % 30]] if turn % 2 else [made.source() for _ in range(WIDTH)]
        made.stack(three, outlets[at % 30 :], origins, -1 if at % 7 == 6 else 1)
    for at, claim in enumerate(odd):
        made.odd(claim, outlets, at)
        if at:
            made.row("same_sources", a=units[at - 1], b=units[at], judgement="unsure", reason="why", who="Rana",
                     at="2026-01-01T00:00:00Z")  # fmt: skip
    return made


def median_seconds(what, times: int) -> float:  # type: ignore[no-untyped-def]
    """The median processor time of a call, which does not depend on other programs."""
    taken = []
    for _ in range(times):
        started = process_time()
        what()
        taken.append(process_time() - started)
    return median(taken)


def compare_to_aim(found: float, aim: float) -> str:
    return f"{found * 1000:8.1f} ms   aim {aim * 1000:.0f} ms   {'met' if found < aim else 'NOT MET'}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="how often each is measured; the median counts")
    times = parser.parse_args().times

    made = diamonds(1_000)
    print(f"{made.made['statements']:,} statements, {made.made['stances']:,} stances, diamonds {LAYERS} deep")
    one = median_seconds(lambda: claim_support(made.record, FIRST), times)
    print("  support of a claim  ", compare_to_aim(one, AIM_SUPPORT))
    page = median_seconds(lambda: origin_counts(made.record, [FIRST, ClaimId(2), ClaimId(3)]), times)
    print(f"  numbers of its page  {page * 1000:8.1f} ms")

    case = whole_case()
    count = {table: case.made[table] for table in ("claims", "statements", "stances", "relays")}
    print("\n" + ", ".join(f"{number:,} {table}" for table, number in count.items()))
    every = median_seconds(lambda: alarms(case.record, CASE), times)
    print("  all alarms          ", compare_to_aim(every, AIM_ALARMS))
    for finder in (each for finders in FINDERS.values() for each in finders):
        found = len(finder(case.record, CASE))
        cost = median_seconds(lambda f=finder: f(case.record, CASE), times)
        print(f"    {finder.__name__:24} {cost * 1000:8.1f} ms   {found}")

    print("\nstatements   support      per statement   alarms       per statement")
    first: tuple[float, float] | None = None
    for size in (100, 300, 1_000, 3_000, 10_000):
        grown = diamonds(size)
        number = grown.made["statements"]
        here = (
            median_seconds(lambda g=grown: claim_support(g.record, FIRST), times),
            median_seconds(lambda g=grown: alarms(g.record, CASE), times),
        )
        each = here[0] / number, here[1] / number
        first = first or each
        print(
            f"{number:10,} {here[0] * 1000:8.1f} ms   × {each[0] / first[0]:5.2f}      "
            f"{here[1] * 1000:8.1f} ms   × {each[1] / first[1]:5.2f}"
        )
    return 0 if one < AIM_SUPPORT and every < AIM_ALARMS else 1


if __name__ == "__main__":
    raise SystemExit(main())
