"""Changes of the schema since the files in ``db/store/sql``. Pure data: opening a store counts them."""

from __future__ import annotations

_VERSION_12 = """
-- Keys hold nothing but their letter, their number and the letters of parts, since they are shown everywhere. Equality
-- compares whole strings; GLOB would stop at a NUL.

CREATE TRIGGER cases_keys_are_bounded BEFORE INSERT ON cases
WHEN NEW.key IS NOT 'K' || min(CAST(substr(NEW.key, 2) AS INTEGER), 999999999999)
BEGIN SELECT RAISE(ABORT, 'The key of a case is K and a number.'); END;

CREATE TRIGGER cases_keys_stay_bounded BEFORE UPDATE OF key ON cases
WHEN NEW.key IS NOT 'K' || min(CAST(substr(NEW.key, 2) AS INTEGER), 999999999999)
BEGIN SELECT RAISE(ABORT, 'The key of a case is K and a number.'); END;

CREATE TRIGGER sources_keys_are_bounded BEFORE INSERT ON sources
WHEN NEW.key IS NOT 'W' || min(CAST(substr(NEW.key, 2) AS INTEGER), 999999999999)
BEGIN SELECT RAISE(ABORT, 'The key of a source is W and a number.'); END;

CREATE TRIGGER sources_keys_stay_bounded BEFORE UPDATE OF key ON sources
WHEN NEW.key IS NOT 'W' || min(CAST(substr(NEW.key, 2) AS INTEGER), 999999999999)
BEGIN SELECT RAISE(ABORT, 'The key of a source is W and a number.'); END;

CREATE TRIGGER reports_keys_are_bounded BEFORE INSERT ON reports
WHEN NEW.key IS NOT 'R' || min(CAST(substr(NEW.key, 2) AS INTEGER), 999999999999)
BEGIN SELECT RAISE(ABORT, 'The key of a report is R and a number.'); END;

CREATE TRIGGER reports_keys_stay_bounded BEFORE UPDATE OF key ON reports
WHEN NEW.key IS NOT 'R' || min(CAST(substr(NEW.key, 2) AS INTEGER), 999999999999)
BEGIN SELECT RAISE(ABORT, 'The key of a report is R and a number.'); END;

CREATE TRIGGER statements_keys_are_bounded BEFORE INSERT ON statements
WHEN NEW.key IS NOT 'S' || min(CAST(substr(NEW.key, 2) AS INTEGER), 999999999999)
BEGIN SELECT RAISE(ABORT, 'The key of a statement is S and a number.'); END;

CREATE TRIGGER statements_keys_stay_bounded BEFORE UPDATE OF key ON statements
WHEN NEW.key IS NOT 'S' || min(CAST(substr(NEW.key, 2) AS INTEGER), 999999999999)
BEGIN SELECT RAISE(ABORT, 'The key of a statement is S and a number.'); END;

CREATE TRIGGER notes_keys_are_bounded BEFORE INSERT ON notes
WHEN NEW.key IS NOT 'N' || min(CAST(substr(NEW.key, 2) AS INTEGER), 999999999999)
BEGIN SELECT RAISE(ABORT, 'The key of a note is N and a number.'); END;

CREATE TRIGGER notes_keys_stay_bounded BEFORE UPDATE OF key ON notes
WHEN NEW.key IS NOT 'N' || min(CAST(substr(NEW.key, 2) AS INTEGER), 999999999999)
BEGIN SELECT RAISE(ABORT, 'The key of a note is N and a number.'); END;

CREATE TRIGGER tasks_keys_are_bounded BEFORE INSERT ON tasks
WHEN NEW.key IS NOT 'T' || min(CAST(substr(NEW.key, 2) AS INTEGER), 999999999999)
BEGIN SELECT RAISE(ABORT, 'The key of a task is T and a number.'); END;

CREATE TRIGGER tasks_keys_stay_bounded BEFORE UPDATE OF key ON tasks
WHEN NEW.key IS NOT 'T' || min(CAST(substr(NEW.key, 2) AS INTEGER), 999999999999)
BEGIN SELECT RAISE(ABORT, 'The key of a task is T and a number.'); END;

CREATE TRIGGER claims_keys_are_bounded BEFORE INSERT ON claims
WHEN length(NEW.key) > 60
 OR rtrim(NEW.key, 'abcdefghijklmnopqrstuvwxyz') IS NOT 'C' || min(CAST(substr(NEW.key, 2) AS INTEGER), 999999999999)
BEGIN SELECT RAISE(ABORT, 'The key of a claim is C and a number; letters follow in that of a part.'); END;

CREATE TRIGGER claims_keys_stay_bounded BEFORE UPDATE OF key ON claims
WHEN length(NEW.key) > 60
 OR rtrim(NEW.key, 'abcdefghijklmnopqrstuvwxyz') IS NOT 'C' || min(CAST(substr(NEW.key, 2) AS INTEGER), 999999999999)
BEGIN SELECT RAISE(ABORT, 'The key of a claim is C and a number; letters follow in that of a part.'); END;
"""

_RETRACTIONS = """
CREATE INDEX statement_links_retracting ON statement_links(other) WHERE kind = 'retracts';
"""

_TRANSLATIONS = """
ALTER TABLE quotes ADD COLUMN translation TEXT /* the words in another language, by us or by somebody else */;
ALTER TABLE quotes ADD COLUMN translation_lang TEXT /* its language, a BCP 47 tag */;
ALTER TABLE quotes ADD COLUMN translation_by TEXT /* who translated them */;
"""

_VIEWS_ONLY = ""
"""A version in which only ``views.sql`` changed."""

CHANGES: tuple[str, ...] = (
    _VERSION_12 + _RETRACTIONS + _TRANSLATIONS,
    _VIEWS_ONLY,  # 13: withdrawn reads fewer statements, denials no longer use an index of all stances
)
"""The SQL of each change, the newest last; each is one version of the schema. One that a store has had stays as it is.
Views are not here: every upgrade makes them again from ``views.sql``. A change of that file is a version too, since a
store of the version before has other views.

A column of ``reports``: ``"ALTER TABLE reports ADD COLUMN section TEXT /* the part of the outlet it stands in */"``.
"""
