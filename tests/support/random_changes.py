"""Random changes of a copy of the shipped case, for property tests. Many are refused by the record's rules."""

from __future__ import annotations

from hypothesis import strategies as st

from db.model.enums import (
    Act,
    AffiliationKind,
    Certainty,
    Ground,
    Method,
    Naming,
    Polarity,
    QuoteForm,
    RelayMode,
    SourceKind,
)
from db.model.fields import CLAIM
from db.model.ids import CaseId, ClaimId, ReportId, SourceId, StatementId
from db.model.things import RowKind
from db.write.captures import add_capture
from db.write.cases import add_case
from db.write.chain import set_chain, take_from_chain
from db.write.claims import add_claim
from db.write.edit import edit
from db.write.remove import remove
from db.write.sources import add_affiliation, add_source
from db.write.statements import add_quote, add_relay, add_statement, set_stance

CASE = CaseId(1)
NAMES = st.sampled_from(["one", "two", "three"])
SMALL = st.integers(1, 6)

CHANGES = st.one_of(
    st.builds(lambda t: lambda w: add_claim(w, CASE, t), NAMES),
    st.builds(lambda i, t: lambda w: edit(w, CLAIM, ClaimId(i), text=t), SMALL, NAMES),
    st.builds(lambda i: lambda w: remove(w, RowKind.CLAIM, i), SMALL),
    st.builds(lambda i: lambda w: remove(w, RowKind.STATEMENT, i), SMALL),
    st.builds(lambda i: lambda w: remove(w, RowKind.QUOTE, i), SMALL),
    st.builds(lambda i: lambda w: remove(w, RowKind.REPORT, i, whole=True), st.integers(1, 4)),
    st.builds(lambda i: lambda w: remove(w, RowKind.SOURCE, i, whole=True), SMALL),
    st.builds(lambda i: lambda w: take_from_chain(w, CASE, ReportId(i)), SMALL),
    st.builds(
        lambda i, j, p: lambda w: set_stance(w, StatementId(i), ClaimId(j), Polarity(p), Certainty.POSSIBLE),
        SMALL,
        SMALL,
        st.sampled_from([-1, 0, 1]),
    ),
    st.builds(lambda t: lambda w: add_source(w, t, kind=SourceKind.BODY, naming=Naming.NAMED), NAMES),
    st.builds(
        lambda i, j: lambda w: add_affiliation(w, SourceId(i), AffiliationKind.PART_OF, SourceId(j)), SMALL, SMALL
    ),
    st.builds(
        lambda i, j: (
            lambda w: add_relay(w, StatementId(i), StatementId(j), kind=RelayMode.QUOTES, ground=Ground.INFERRED)
        ),
        SMALL,
        SMALL,
    ),
    st.builds(lambda t: lambda w: add_case(w, t, tz="UTC"), NAMES),
    st.builds(lambda i, t: lambda w: add_capture(w, ReportId(i), t, method=Method.PASTE), st.integers(1, 4), NAMES),
    st.builds(
        lambda i: (
            lambda w: add_quote(
                w, StatementId(i), w.column("SELECT max(id) FROM captures")[0], "t", form=QuoteForm.DIRECT
            )
        ),
        SMALL,
    ),
    st.builds(lambda i: lambda w: add_statement(w, CASE, SourceId(i), act=Act.DENY), SMALL),
    st.permutations([1, 2, 3, 4]).map(
        lambda order: lambda w: set_chain(w, CASE, [(ReportId(report), None) for report in order])
    ),
)
