-- The record: who said what, through whom, in which words. Columns are explained in DESIGN words in README.md.
-- Times: *_raw are the words as given, *_edtf is EDTF (ISO 8601-2), *_lo and *_hi are UTC bounds, YYYY-MM-DDTHH:MM:SSZ.

CREATE TABLE cases (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  key TEXT NOT NULL UNIQUE CHECK (key GLOB 'K[0-9]*'),
  title TEXT NOT NULL CHECK (title <> ''),
  place TEXT,
  tz TEXT NOT NULL,
  day_edtf TEXT,
  summary TEXT
) STRICT;

CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  key TEXT NOT NULL UNIQUE CHECK (key GLOB 'W[0-9]*'),
  "case" INTEGER REFERENCES cases(id),
  name TEXT NOT NULL CHECK (name <> ''),
  short TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'body', 'outlet', 'group')),
  naming TEXT NOT NULL CHECK (naming IN ('named', 'role', 'anonymous', 'collective', 'unattributed')),
  is_boundary INTEGER NOT NULL DEFAULT 0 CHECK (is_boundary IN (0, 1))
) STRICT;
CREATE INDEX sources_by_case ON sources("case");

CREATE TABLE reports (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  key TEXT NOT NULL CHECK (key GLOB 'R[0-9]*'),
  "case" INTEGER NOT NULL REFERENCES cases(id),
  outlet INTEGER NOT NULL REFERENCES sources(id),
  title TEXT,
  url TEXT,
  lang TEXT,
  published_raw TEXT,
  published_edtf TEXT,
  published_lo TEXT CHECK (published_lo GLOB '????-??-??T??:??:??Z'),
  published_hi TEXT CHECK (published_hi GLOB '????-??-??T??:??:??Z'),
  holding TEXT NOT NULL CHECK (holding IN ('held', 'excerpt', 'cited')),
  known_via INTEGER REFERENCES reports(id),
  UNIQUE ("case", key),
  CHECK (known_via <> id),
  CHECK (published_lo <= published_hi)
) STRICT;
CREATE INDEX reports_in_time ON reports("case", published_lo IS NULL, published_lo, published_hi, id);
CREATE INDEX reports_by_outlet ON reports(outlet);
CREATE INDEX reports_by_known_via ON reports(known_via);

CREATE TABLE captures (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  report INTEGER NOT NULL REFERENCES reports(id),
  captured_at TEXT NOT NULL CHECK (captured_at GLOB '????-??-??T??:??:??Z'),
  method TEXT NOT NULL CHECK (method IN ('paste', 'file', 'http', 'feed', 'pdf', 'excerpt')),
  raw BLOB,
  raw_sha256 TEXT CHECK (length(raw_sha256) = 64),
  text TEXT NOT NULL,
  text_sha256 TEXT NOT NULL CHECK (length(text_sha256) = 64),
  supersedes INTEGER REFERENCES captures(id),
  UNIQUE (report, text_sha256),
  CHECK (supersedes <> id),
  CHECK ((raw IS NULL) = (raw_sha256 IS NULL))
) STRICT;

CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  key TEXT NOT NULL CHECK (key GLOB 'S[0-9]*'),
  "case" INTEGER NOT NULL REFERENCES cases(id),
  source INTEGER NOT NULL REFERENCES sources(id),
  report INTEGER REFERENCES reports(id),
  act TEXT NOT NULL CHECK (act IN ('assert', 'report', 'confirm', 'deny', 'retract', 'correct', 'apologise', 'query',
                                   'hedge', 'decline', 'advise')),
  voice TEXT NOT NULL CHECK (voice IN ('own', 'relayed')),
  basis TEXT NOT NULL CHECK (basis IN ('eyewitness', 'official', 'insider', 'document', 'relay', 'not_recorded')),
  summary TEXT,
  said_raw TEXT,
  said_edtf TEXT,
  said_lo TEXT CHECK (said_lo GLOB '????-??-??T??:??:??Z'),
  said_hi TEXT CHECK (said_hi GLOB '????-??-??T??:??:??Z'),
  UNIQUE ("case", key),
  CHECK (said_lo <= said_hi)
) STRICT;
CREATE INDEX statements_by_source ON statements(source, "case");
CREATE INDEX statements_by_report ON statements(report);

CREATE TABLE quotes (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  statement INTEGER NOT NULL REFERENCES statements(id),
  capture INTEGER NOT NULL REFERENCES captures(id),
  exact TEXT NOT NULL CHECK (exact <> ''),
  prefix TEXT NOT NULL DEFAULT '',
  suffix TEXT NOT NULL DEFAULT '',
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL,
  form TEXT NOT NULL CHECK (form IN ('direct', 'indirect', 'mixed', 'headline')),
  lang TEXT,
  via_translation INTEGER CHECK (via_translation IN (0, 1)),
  cue TEXT,
  UNIQUE (statement, capture, start, "end"),
  CHECK ("end" > start)
) STRICT;
CREATE INDEX quotes_by_capture ON quotes(capture, start);

CREATE TABLE affiliations (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  member INTEGER NOT NULL REFERENCES sources(id),
  org INTEGER NOT NULL REFERENCES sources(id),
  kind TEXT NOT NULL CHECK (kind IN ('part_of', 'member_of', 'speaks_for', 'owned_by')),
  valid_edtf TEXT,
  quote INTEGER REFERENCES quotes(id),
  UNIQUE (member, org, kind, valid_edtf),
  CHECK (member <> org)
) STRICT;
CREATE INDEX affiliations_by_org ON affiliations(org);

CREATE TABLE relays (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  child INTEGER NOT NULL REFERENCES statements(id),
  parent INTEGER NOT NULL REFERENCES statements(id),
  kind TEXT NOT NULL CHECK (kind IN ('quotes', 'paraphrases', 'translates', 'republishes', 'summarises', 'alludes')),
  ground TEXT NOT NULL CHECK (ground IN ('explicit', 'inferred', 'text_match')),
  quote INTEGER REFERENCES quotes(id),
  UNIQUE (child, parent),
  CHECK (child <> parent)
) STRICT;
CREATE INDEX relays_by_parent ON relays(parent, child);

CREATE TABLE claims (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  key TEXT NOT NULL CHECK (key GLOB 'C[0-9]*'),
  "case" INTEGER NOT NULL REFERENCES cases(id),
  text TEXT NOT NULL CHECK (text <> ''),
  parent INTEGER REFERENCES claims(id),
  part TEXT CHECK (part IN ('necessary', 'detail', 'alternative')),
  is_background INTEGER NOT NULL DEFAULT 0 CHECK (is_background IN (0, 1)),
  UNIQUE ("case", key),
  CHECK (parent <> id),
  CHECK ((parent IS NULL) = (part IS NULL))
) STRICT;
CREATE INDEX claims_in_order ON claims("case", CAST(substr(key, 2) AS INTEGER), length(key), key);
CREATE INDEX claims_by_parent ON claims(parent);

CREATE TABLE stances (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  statement INTEGER NOT NULL REFERENCES statements(id),
  claim INTEGER NOT NULL REFERENCES claims(id),
  polarity INTEGER NOT NULL CHECK (polarity IN (-1, 0, 1)),
  certainty TEXT NOT NULL CHECK (certainty IN ('certain', 'probable', 'possible', 'uncommitted')),
  UNIQUE (statement, claim)
) STRICT;
CREATE INDEX stances_by_claim ON stances(claim, statement, polarity);
CREATE INDEX stances_against ON stances(statement) WHERE polarity = -1;

CREATE TABLE claim_parties (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  claim INTEGER NOT NULL REFERENCES claims(id),
  source INTEGER NOT NULL REFERENCES sources(id),
  role TEXT NOT NULL CHECK (role IN ('credited', 'accused', 'affected', 'quoted')),
  UNIQUE (claim, source, role)
) STRICT;
CREATE INDEX claim_parties_by_source ON claim_parties(source);

CREATE TABLE statement_links (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  statement INTEGER NOT NULL REFERENCES statements(id),
  kind TEXT NOT NULL CHECK (kind IN ('denies', 'confirms', 'corrects', 'retracts', 'responds_to', 'before', 'after')),
  other INTEGER NOT NULL REFERENCES statements(id),
  UNIQUE (statement, kind, other),
  CHECK (statement <> other)
) STRICT;
CREATE INDEX statement_links_by_other ON statement_links(other);

CREATE TABLE chain_steps (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  "case" INTEGER NOT NULL REFERENCES cases(id),
  position INTEGER NOT NULL CHECK (position > 0),
  report INTEGER NOT NULL REFERENCES reports(id),
  note TEXT,
  UNIQUE ("case", position),
  UNIQUE ("case", report)
) STRICT;
CREATE INDEX chain_steps_by_report ON chain_steps(report);
