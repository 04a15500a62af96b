-- Who changed what, and what follows from it: when each case changed, what was counted of it, which imported row became
-- what. Tables of the latter kind are not journaled themselves and name rows without foreign keys, so that they still
-- hold when a removal, or an import, is undone.

-- An action is one change that a person made. Undoing one is an action too.
CREATE TABLE actions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its number in the history
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),  -- when, UTC
  who TEXT NOT NULL CHECK (who <> ''),  -- the person
  words TEXT NOT NULL CHECK (words <> ''),  -- what was done, as the history shows it
  undoes INTEGER REFERENCES actions(id),  -- the action that this one takes back
  redoes INTEGER REFERENCES actions(id),  -- the undone action that this one brings back
  part_of INTEGER REFERENCES actions(id),  -- the first action of a long import: its parts are undone as one
  CHECK (undoes IS NULL OR redoes IS NULL)
) STRICT;
CREATE INDEX actions_by_undone ON actions(undoes) WHERE undoes IS NOT NULL;  -- whether an action is undone
CREATE INDEX actions_by_redone ON actions(redoes) WHERE redoes IS NOT NULL;  -- whether an action is redone
CREATE INDEX actions_by_whole ON actions(part_of) WHERE part_of IS NOT NULL;  -- the parts of a long import

-- The journal has each row that an action changed.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order of changes
  action INTEGER NOT NULL REFERENCES actions(id),  -- the action that changed it
  op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),  -- whether it came, changed or went
  "table" TEXT NOT NULL,  -- the table of the row
  "row" INTEGER NOT NULL,  -- its id
  before TEXT CHECK (before IS NULL OR json_valid(before)),  -- JSON: all of a row that went, else the changed columns
  -- JSON: all of a row that came, else the changed columns; of a capture without raw and text, which never change
  after TEXT CHECK (after IS NULL OR json_valid(after)),
  CHECK ((op = 'insert') = (before IS NULL)),
  CHECK ((op = 'delete') = (after IS NULL))
) STRICT;
CREATE INDEX journal_by_action ON journal(action, seq);  -- what an action changed
CREATE INDEX journal_by_row ON journal("table", "row");  -- what happened to a row; the highest id a table ever had
-- the keys of removed rows, which are not given again: without it, each new key would read the whole journal
CREATE INDEX journal_of_removed ON journal("table", seq) WHERE op = 'delete';

CREATE TRIGGER journal_is_never_edited BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'The journal is never edited: undoing is a new entry.'); END;

CREATE TRIGGER journal_is_never_shortened BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'Nothing is deleted from the journal.'); END;

CREATE TRIGGER actions_are_never_edited BEFORE UPDATE ON actions
BEGIN SELECT RAISE(ABORT, 'The journal is never edited: undoing is a new entry.'); END;

CREATE TRIGGER actions_are_never_removed BEFORE DELETE ON actions
BEGIN SELECT RAISE(ABORT, 'Nothing is deleted from the journal.'); END;

-- How often each case was changed, and when last.
CREATE TABLE case_changes (
  "case" INTEGER PRIMARY KEY,  -- the case; 0 stands for what cases share, such as sources
  version INTEGER NOT NULL,  -- the number of changes
  at TEXT CHECK (at GLOB '????-??-??T??:??:??Z'),  -- when a person changed it last, UTC
  action INTEGER  -- the action by which they did
) STRICT;

-- How many claims each case has, without those that were joined into another. Triggers keep it.
CREATE TABLE case_tallies (
  "case" INTEGER PRIMARY KEY,  -- the case
  claims INTEGER NOT NULL,  -- its claims
  undecided INTEGER NOT NULL  -- those of them whose status is new
) STRICT;

CREATE TRIGGER tally_claims_that_come AFTER INSERT ON claims WHEN NEW.joined_into IS NULL
BEGIN
  INSERT INTO case_tallies ("case", claims, undecided) VALUES (NEW."case", 1, NEW.status = 'new')
  ON CONFLICT ("case") DO UPDATE SET claims = claims + 1, undecided = undecided + excluded.undecided;
END;

CREATE TRIGGER tally_claims_that_go AFTER DELETE ON claims WHEN OLD.joined_into IS NULL
BEGIN
  UPDATE case_tallies SET claims = claims - 1, undecided = undecided - (OLD.status = 'new') WHERE "case" = OLD."case";
END;

CREATE TRIGGER tally_claims_that_change AFTER UPDATE OF status, joined_into ON claims
BEGIN
  UPDATE case_tallies SET
    claims = claims + (NEW.joined_into IS NULL) - (OLD.joined_into IS NULL),
    undecided = undecided + (NEW.joined_into IS NULL AND NEW.status = 'new')
                          - (OLD.joined_into IS NULL AND OLD.status = 'new')
  WHERE "case" = NEW."case";
END;

-- What was last counted of a case for the home screen. It holds only while version and shared are still the case's.
CREATE TABLE case_glances (
  "case" INTEGER PRIMARY KEY,  -- the case
  version INTEGER NOT NULL,  -- its case_changes.version when it was counted
  shared INTEGER NOT NULL,  -- the case_changes.version of case 0 at that time
  both_ways INTEGER NOT NULL,  -- undecided claims with statements for and against
  several INTEGER,  -- claims with more than one known origin for them; NULL here and below: not counted
  single INTEGER,  -- claims with exactly one
  without INTEGER,  -- claims with none
  against INTEGER,  -- claims of any of these with a statement against
  alarms INTEGER  -- alarms that are not set aside
) STRICT;

-- A run of a table import. What follows lets a second run add nothing, and a broken one go on where it stopped.
CREATE TABLE tables_brought (
  id INTEGER PRIMARY KEY,  -- its number in this store
  "case" INTEGER NOT NULL,  -- the case it was imported into
  name TEXT NOT NULL,  -- the name of the table's file
  rows_are TEXT NOT NULL CHECK (rows_are IN ('claims', 'appearances')),  -- what a row of the table becomes
  mapping TEXT NOT NULL,  -- the mapping file, as it was
  who TEXT,  -- the person who imported it; NULL: nobody's change
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z')  -- when, UTC
) STRICT;

-- The claim that each imported row became. A row that was undone and imported again is here twice, since either claim
-- can be brought back.
CREATE TABLE claims_brought (
  "case" INTEGER NOT NULL,  -- the case
  external TEXT NOT NULL CHECK (external <> ''),  -- the claim's id in the table
  claim INTEGER NOT NULL,  -- the claim it became
  told BLOB NOT NULL,  -- digest of the words it came with, to find a row that changed
  brought INTEGER NOT NULL,  -- the run, in tables_brought
  line INTEGER NOT NULL,  -- the line of the table
  PRIMARY KEY ("case", external, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_brought_by_claim ON claims_brought(claim);  -- the row that a claim came from

-- The statement that each imported appearance of a claim became.
CREATE TABLE appearances_brought (
  "case" INTEGER NOT NULL,  -- the case
  identity BLOB NOT NULL CHECK (length(identity) = 16),  -- digest of the claim's id in the table, address and stance
  statement INTEGER NOT NULL,  -- the statement it became
  told TEXT NOT NULL,  -- the date as it was written, to find a row that changed
  brought INTEGER NOT NULL,  -- the run, in tables_brought
  line INTEGER NOT NULL,  -- the line of the table
  PRIMARY KEY ("case", identity, statement)
) STRICT, WITHOUT ROWID;
