"""Small CSV tables of claims and appearances, with a mapping that also fits the COVID-19 rumor dataset."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.repository import SHARED

MAPPING = """\
[claims]
id = "claim_id"
text = "claim"

[claims.tag]
column = "veracity"
values = { T = "rated true", F = "rated false", U = "rated unverified" }

[appearances]
claim = "claim_id"
url = "url"

[appearances.date]
column = "date"
formats = ["%m %d %Y"]
empty = ["None"]

[appearances.stance]
column = "stance"
values = { support = "for", deny = "against", comment = "neither", query = "neither query" }
"""
"""It has no meaning for an empty stance, so that such rows are rejected."""

CLAIMS = """\
claim_id,veracity,claim,sentiment
1,F,"The harbour was closed, they said",3
2,T,"Two lines
in one cell",2
4,X,Nobody rates it so,1
"""

APPEARANCES = """\
claim_id,date,url,stance
1,3 17 2020,https://www.harbour.example/a,support
1,None,https://harbour.example/a,deny
2,3 18 2020,http://wire.example/b?x=1,query
2,3 18 2020,http://wire.example/b?x=1,query
claim_id,date,url,stance
3,3 18 2020,http://wire.example/c,support
1,yesterday,http://wire.example/d,support
1,3 18 2020,ftp://wire.example/e,support
1,3 18 2020,http://wire.example/f,suupport
1,3 18 2020,http://wire.example/g
"""


def write_file(folder: Path, name: str, text: str | bytes) -> Path:
    """Write a file; return its path."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def rumor_table(name: str) -> Path:
    """The path of a table of the COVID-19 rumor dataset; if it is missing, the test is skipped.

    The dataset (M. Cheng and others, MIT licence) is in the folder ``ONRECORD_RUMORS``, by default beside the project.
    """
    beside = SHARED / "data" / "covid_rumor"
    path = Path(os.environ.get("ONRECORD_RUMORS", beside)) / name
    if not path.exists():
        pytest.skip(f"the COVID-19 rumor dataset is not here: {name}; ONRECORD_RUMORS says where it is")
    return path
