"""ULIDs, by which the rows of two stores can be told apart: ten characters of time, sixteen at random.

In Crockford's base 32, see https://github.com/ulid/spec.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import product
from time import time

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_ulid() -> str:
    """A new ULID; two of the same millisecond are in no order."""
    return _base32(int(time() * 1000), 10) + _base32(int.from_bytes(os.urandom(10)), 16)


def new_ulids() -> Iterator[str]:
    """New ULIDs in rising order: the time, ten random letters, then a counter."""
    while True:
        start = _base32(int(time() * 1000), 10) + _base32(int.from_bytes(os.urandom(7)) >> 6, 10)
        for letters in product(_CROCKFORD, repeat=4):
            yield f"{start}00{''.join(letters)}"


def _base32(number: int, letters: int) -> str:
    return "".join(_CROCKFORD[number >> 5 * place & 31] for place in range(letters - 1, -1, -1))
