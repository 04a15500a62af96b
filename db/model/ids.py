"""Ids of the record's rows, one type a table, so that mypy tells a claim's id from a statement's."""

from __future__ import annotations

from typing import NewType

CaseId = NewType("CaseId", int)
SourceId = NewType("SourceId", int)
ReportId = NewType("ReportId", int)
CaptureId = NewType("CaptureId", int)
StatementId = NewType("StatementId", int)
QuoteId = NewType("QuoteId", int)
ClaimId = NewType("ClaimId", int)
