"""Setting the chain: order, notes, and refusals."""

from __future__ import annotations

import pytest

from db.errors import Refused
from db.model.ids import ReportId
from db.queries.chain import chain
from db.write.chain import is_chain_set, move_step, note_step, put_in_chain, step_note, take_from_chain
from tests.support.factories import CaseFactory


@pytest.fixture
def reports(desk: CaseFactory) -> list[ReportId]:
    return [desk.report() for _ in range(3)]


def test_first_move_sets_order(desk: CaseFactory, reports: list[ReportId]) -> None:
    one, two, three = reports
    assert not is_chain_set(desk.writer, desk.case)
    assert move_step(desk.writer, desk.case, three, -1)
    assert is_chain_set(desk.writer, desk.case)
    assert chain(desk.writer, desk.case) == [one, three, two]
    assert move_step(desk.writer, desk.case, one, 2)
    assert chain(desk.writer, desk.case) == [three, two, one]


def test_move_beyond_end(desk: CaseFactory, reports: list[ReportId]) -> None:
    assert not move_step(desk.writer, desk.case, reports[0], -1)
    assert not is_chain_set(desk.writer, desk.case)
    assert move_step(desk.writer, desk.case, reports[0], 99)
    assert chain(desk.writer, desk.case)[-1] == reports[0]


def test_notes_go_with_steps(desk: CaseFactory, reports: list[ReportId]) -> None:
    one, two, three = reports
    assert note_step(desk.writer, desk.case, two, "  the turn\n")
    assert not note_step(desk.writer, desk.case, two, "the turn")
    move_step(desk.writer, desk.case, two, -1)
    take_from_chain(desk.writer, desk.case, one)
    put_in_chain(desk.writer, desk.case, one, note="back again", after=two)
    assert chain(desk.writer, desk.case) == [two, one, three]
    assert [step_note(desk.writer, each) for each in (one, two, three)] == ["back again", "the turn", ""]
    assert note_step(desk.writer, desk.case, two, None)
    assert step_note(desk.writer, two) == ""


def test_bad_step_refused(desk: CaseFactory, reports: list[ReportId]) -> None:
    one, two, three = reports
    with pytest.raises(Refused, match="R1 is a step of the chain already"):
        put_in_chain(desk.writer, desk.case, one)
    take_from_chain(desk.writer, desk.case, one)
    for change in take_from_chain, lambda *these: move_step(*these, 1), lambda *these: note_step(*these, "x"):
        with pytest.raises(Refused, match="R1 is not a step of the chain"):
            change(desk.writer, desk.case, one)
    take_from_chain(desk.writer, desk.case, two)
    with pytest.raises(Refused, match="the only step"):
        take_from_chain(desk.writer, desk.case, three)
    other = desk.report(case=desk.open_case())
    with pytest.raises(Refused, match="a report of that case"):
        put_in_chain(desk.writer, desk.case, other)
    assert chain(desk.writer, desk.case) == [three]
