-- Tables brought in: which row became what, so that a second run adds nothing and a broken one goes on.
-- All of it follows from what was brought in: none of it is journaled, and none of it names a row of the record by a
-- foreign key, so that undoing an import and bringing it back finds it as it was.

-- A long import is written in parts, so that others can write meanwhile; it is undone as one.
ALTER TABLE actions ADD COLUMN part_of INTEGER REFERENCES actions(id);
CREATE INDEX actions_by_whole ON actions(part_of) WHERE part_of IS NOT NULL;

-- One row per run. mapping is the mapping file as it was.
CREATE TABLE tables_brought (
  id INTEGER PRIMARY KEY,
  "case" INTEGER NOT NULL,
  name TEXT NOT NULL,
  rows_are TEXT NOT NULL CHECK (rows_are IN ('claims', 'appearances')),
  mapping TEXT NOT NULL,
  who TEXT,
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z')
) STRICT;

-- external is the claim's id in the tables; told is a digest of the words it landed with.
-- One that was undone and landed again is here twice, since either can be brought back.
CREATE TABLE claims_brought (
  "case" INTEGER NOT NULL,
  external TEXT NOT NULL CHECK (external <> ''),
  claim INTEGER NOT NULL,
  told BLOB NOT NULL,
  brought INTEGER NOT NULL,
  line INTEGER NOT NULL,
  PRIMARY KEY ("case", external, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_brought_by_claim ON claims_brought(claim);

-- identity is a digest of the claim's id in the tables, the address and the stance; told is the date as it was written.
CREATE TABLE appearances_brought (
  "case" INTEGER NOT NULL,
  identity BLOB NOT NULL CHECK (length(identity) = 16),
  statement INTEGER NOT NULL,
  told TEXT NOT NULL,
  brought INTEGER NOT NULL,
  line INTEGER NOT NULL,
  PRIMARY KEY ("case", identity, statement)
) STRICT, WITHOUT ROWID;
