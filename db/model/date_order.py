"""The order of day and month in dates of numbers, such as 6/10/2010, as the person of this process set it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum


class DateOrder(StrEnum):
    """Which of two numbers of a date is the day, as in 6/10/2010."""

    DAY_MONTH = "day-month"
    MONTH_DAY = "month-day"
    ASK = "ask"


_order: DateOrder | Callable[[], DateOrder] = DateOrder.ASK


def current_date_order() -> DateOrder:
    """The order that is set."""
    return _order() if callable(_order) else _order


def set_date_order(order: DateOrder | Callable[[], DateOrder]) -> None:
    """Set the order of day and month for this process.

    :param order: the order, or a function that gives it when a date needs it.
    """
    global _order
    _order = order


@contextmanager
def date_order(order: DateOrder) -> Iterator[None]:
    """The order of day and month inside the block."""
    before = _order
    set_date_order(order)
    try:
        yield
    finally:
        set_date_order(before)
