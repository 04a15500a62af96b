-- What an article brings with it, what rules propose in it, where quotes stand in later captures, and who changed what.

ALTER TABLE reports ADD COLUMN author TEXT;
CREATE INDEX reports_by_url ON reports("case", url) WHERE url IS NOT NULL;

-- headers and redirects are JSON: [["Content-Type", "text/html"], …] and [["https://…", 301], …].
ALTER TABLE captures ADD COLUMN tool TEXT;
ALTER TABLE captures ADD COLUMN tool_version TEXT;
ALTER TABLE captures ADD COLUMN final_url TEXT;
ALTER TABLE captures ADD COLUMN status INTEGER;
ALTER TABLE captures ADD COLUMN headers TEXT CHECK (headers IS NULL OR json_valid(headers));
ALTER TABLE captures ADD COLUMN redirects TEXT CHECK (redirects IS NULL OR json_valid(redirects));
CREATE INDEX captures_by_report ON captures(report, id);
CREATE INDEX captures_by_raw ON captures(raw_sha256) WHERE raw_sha256 IS NOT NULL;
CREATE INDEX captures_by_superseded ON captures(supersedes) WHERE supersedes IS NOT NULL;

-- What the rules propose in a capture; it touches nothing until a person accepts. content is JSON: [[start, end], …].
CREATE TABLE proposals (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  capture INTEGER NOT NULL REFERENCES captures(id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number >= 0),
  within INTEGER REFERENCES proposals(id) ON DELETE CASCADE,
  source_text TEXT,
  source_start INTEGER,
  source_end INTEGER,
  cue_text TEXT,
  cue_start INTEGER,
  cue_end INTEGER,
  content TEXT NOT NULL CHECK (json_valid(content)),
  form TEXT NOT NULL CHECK (form IN ('direct', 'indirect', 'mixed', 'headline')),
  act TEXT NOT NULL CHECK (act IN ('assert', 'report', 'confirm', 'deny', 'retract', 'correct', 'apologise', 'query',
                                   'hedge', 'decline', 'advise')),
  denies INTEGER NOT NULL DEFAULT 0 CHECK (denies IN (0, 1)),
  outlet_text TEXT,
  outlet_start INTEGER,
  outlet_end INTEGER,
  time_text TEXT,
  time_start INTEGER,
  time_end INTEGER,
  antecedent_text TEXT,
  antecedent_start INTEGER,
  antecedent_end INTEGER,
  answers_start INTEGER,
  answers_end INTEGER,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  proposer TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'rejected')),
  statement INTEGER REFERENCES statements(id),
  UNIQUE (capture, number),
  CHECK ((state = 'accepted') = (statement IS NOT NULL)),
  CHECK (within <> id)
) STRICT;
CREATE INDEX proposals_by_statement ON proposals(statement) WHERE statement IS NOT NULL;
CREATE INDEX proposals_by_within ON proposals(within) WHERE within IS NOT NULL;

-- Where a quote taken from one capture stands in a later one of the same report. A quote itself stays where it was taken.
CREATE TABLE quote_places (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  quote INTEGER NOT NULL REFERENCES quotes(id),
  capture INTEGER NOT NULL REFERENCES captures(id),
  found TEXT NOT NULL CHECK (found IN ('exact', 'moved', 'fuzzy', 'orphan')),
  start INTEGER CHECK (start >= 0),
  "end" INTEGER,
  exact TEXT,
  likeness REAL NOT NULL CHECK (likeness BETWEEN 0 AND 1),
  decided TEXT NOT NULL CHECK (decided IN ('machine', 'open', 'accepted', 'rejected')),
  UNIQUE (quote, capture),
  CHECK ("end" > start),
  CHECK ((found = 'orphan') = (start IS NULL)),
  CHECK ((start IS NULL) = ("end" IS NULL) AND (start IS NULL) = (exact IS NULL)),
  CHECK ((found = 'fuzzy') = (decided <> 'machine'))
) STRICT;
CREATE INDEX quote_places_by_capture ON quote_places(capture, start);
CREATE INDEX quote_places_open ON quote_places(decided) WHERE decided = 'open';

CREATE TRIGGER quote_places_stand_in_their_capture BEFORE INSERT ON quote_places
WHEN NEW.exact IS NOT NULL
 AND NEW.exact IS NOT (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start) FROM captures WHERE id = NEW.capture)
BEGIN SELECT RAISE(ABORT, 'These words are not in the capture at that place.'); END;

CREATE TRIGGER quote_places_stay_in_their_capture BEFORE UPDATE OF exact, start, "end", capture ON quote_places
WHEN NEW.exact IS NOT NULL
 AND NEW.exact IS NOT (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start) FROM captures WHERE id = NEW.capture)
BEGIN SELECT RAISE(ABORT, 'These words are not in the capture at that place.'); END;

-- What a form holds that was left before it was saved.
CREATE TABLE drafts (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  form TEXT NOT NULL,
  "case" INTEGER REFERENCES cases(id) ON DELETE CASCADE,
  "values" TEXT NOT NULL CHECK (json_valid("values")),
  left_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX drafts_of_form ON drafts(form, coalesce("case", 0));

-- Every change a person makes: the action they took, and under it each row it changed. Undoing is an action too.
CREATE TABLE actions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),
  who TEXT NOT NULL CHECK (who <> ''),
  words TEXT NOT NULL CHECK (words <> ''),
  undoes INTEGER REFERENCES actions(id),
  redoes INTEGER REFERENCES actions(id),
  CHECK (undoes IS NULL OR redoes IS NULL)
) STRICT;
CREATE INDEX actions_by_undone ON actions(undoes) WHERE undoes IS NOT NULL;
CREATE INDEX actions_by_redone ON actions(redoes) WHERE redoes IS NOT NULL;

-- before and after are the row as JSON: all of it where it came or went, the changed columns where it changed. Of a
-- capture that came, raw and text are left out: the row itself has them and is never edited.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  action INTEGER NOT NULL REFERENCES actions(id),
  op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
  "table" TEXT NOT NULL,
  "row" INTEGER NOT NULL,
  before TEXT CHECK (before IS NULL OR json_valid(before)),
  after TEXT CHECK (after IS NULL OR json_valid(after)),
  CHECK ((op = 'insert') = (before IS NULL)),
  CHECK ((op = 'delete') = (after IS NULL))
) STRICT;
CREATE INDEX journal_by_action ON journal(action, seq);
CREATE INDEX journal_by_row ON journal("table", "row");

CREATE TRIGGER journal_is_never_edited BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'The journal is never edited: undoing is a new entry.'); END;

CREATE TRIGGER journal_is_never_shortened BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'Nothing is deleted from the journal.'); END;

CREATE TRIGGER actions_are_never_edited BEFORE UPDATE ON actions
BEGIN SELECT RAISE(ABORT, 'The journal is never edited: undoing is a new entry.'); END;

CREATE TRIGGER actions_are_never_removed BEFORE DELETE ON actions
BEGIN SELECT RAISE(ABORT, 'Nothing is deleted from the journal.'); END;
