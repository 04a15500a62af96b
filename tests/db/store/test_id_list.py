"""Lists of ids: look-up in any order, and stopping between two pieces."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.store.id_list import Ids
from db.store.progress import Progress, QueryStopped

DISTINCT = st.lists(st.integers(1, 10_000), unique=True)


@given(DISTINCT, st.integers(0, 10_001))
def test_id_is_found(ids: list[int], other: int) -> None:
    held = Ids(ids)
    held.note_places()
    assert [held.place(id) for id in ids] == list(range(len(ids)))
    assert (other in held) == (other in ids)
    assert held == ids
    assert list(held) == ids
    assert held[1:3] == ids[1:3]


@given(DISTINCT, DISTINCT)
def test_growing_list_finds_new(first: list[int], then: list[int]) -> None:
    held = Ids(first)
    assert all(held.place(id) is not None for id in first)
    held.take(id for id in then if id not in first)
    assert {held.place(id) for id in {*first, *then}} == set(range(len(held)))


def test_other_order_is_found() -> None:
    ids = list(range(1, 30_001))
    random.Random(1).shuffle(ids)
    held = Ids(ids)
    held.note_places()
    assert [held.place(id) for id in ids[::500]] == list(range(0, 30_000, 500))
    assert held.place(30_001) is None
    assert held.place(0) is None
    assert held.place(-1) is None


def test_sparse_ids_need_no_table() -> None:
    ids = [10**15 - number for number in range(25_000)]
    held = Ids(ids)
    held.note_places()
    assert held.place(ids[24_000]) == 24_000
    assert held.place(1) is None


def test_stopped_query_ends() -> None:
    progress = Progress()
    progress.go_on(3, 10)
    assert progress.words == "30 %"
    progress.stopped = True
    with pytest.raises(QueryStopped):
        progress.go_on(4)
    assert progress.done == 3
