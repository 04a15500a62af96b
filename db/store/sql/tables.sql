-- These five files are the schema of version 11 and stay as they are; db/store/schema_changes.py adds later columns.
--
-- The record: who said what, through whom, in which words; and what people judge of it.
-- Every row has an id, which numbers it in this store, and a ULID, which names it in any store. Rows that people see
-- also have a key, such as C3. Ids and keys of removed rows are not reused: the journal and citations refer to them.
-- Times of the world are kept three ways: *_raw as the text gives them, *_edtf as EDTF (ISO 8601-2), and *_lo and *_hi
-- as the earliest and the latest moment in UTC. Columns called "at" are UTC moments, YYYY-MM-DDTHH:MM:SSZ.
-- A text column that is NULL was not recorded; "" is not used for that.

-- A case is one incident under triage.
CREATE TABLE cases (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  key TEXT NOT NULL UNIQUE CHECK (key GLOB 'K[0-9]*'),  -- K1, K2 … in the whole store
  title TEXT NOT NULL CHECK (title <> ''),  -- one line
  place TEXT,  -- where it happened, in words
  tz TEXT NOT NULL,  -- its local time zone, an IANA name such as Asia/Baghdad
  day_edtf TEXT,  -- the day it happened, EDTF
  summary TEXT,  -- what it is about, in the desk's words
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))  -- 1: put away, left out of lists of cases
) STRICT;

-- A source is whoever speaks or publishes.
CREATE TABLE sources (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  key TEXT NOT NULL UNIQUE CHECK (key GLOB 'W[0-9]*'),  -- W1, W2 … in the whole store
  "case" INTEGER REFERENCES cases(id),  -- the only case it belongs to; NULL: cases share it
  name TEXT NOT NULL CHECK (name <> ''),  -- as the desk writes it
  short TEXT,  -- its name where there is little room
  kind TEXT NOT NULL CHECK (kind IN ('person', 'body', 'outlet', 'group')),  -- what it is
  -- how well we know it: by name, by role, as one unnamed person, as many, or not at all ("media reports")
  naming TEXT NOT NULL CHECK (naming IN ('named', 'role', 'anonymous', 'collective', 'unattributed')),
  is_boundary INTEGER NOT NULL DEFAULT 0 CHECK (is_boundary IN (0, 1))  -- 1: the walk up affiliations ends here
) STRICT;
CREATE INDEX sources_by_case ON sources("case");  -- the sources of one case, and those that cases share
CREATE INDEX sources_by_number ON sources(CAST(substr(key, 2) AS INTEGER));  -- the highest number, for the next key

-- A report is one published work by an outlet.
CREATE TABLE reports (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  key TEXT NOT NULL CHECK (key GLOB 'R[0-9]*'),  -- R1, R2 … in its case
  "case" INTEGER NOT NULL REFERENCES cases(id),  -- the case it is part of
  outlet INTEGER NOT NULL REFERENCES sources(id),  -- the source that publishes it
  title TEXT,  -- its headline
  url TEXT,  -- its address
  lang TEXT,  -- its language, a BCP 47 tag such as ar
  published_raw TEXT,  -- when it was published, in the words given
  published_edtf TEXT,  -- the same as EDTF
  published_lo TEXT CHECK (published_lo GLOB '????-??-??T??:??:??Z'),  -- not before, UTC
  published_hi TEXT CHECK (published_hi GLOB '????-??-??T??:??:??Z'),  -- not after, UTC
  -- what we have of it: its text, some of its words, or only what another report cites
  holding TEXT NOT NULL CHECK (holding IN ('held', 'excerpt', 'cited')),
  known_via INTEGER REFERENCES reports(id),  -- the report through which we know of it
  author TEXT,  -- its byline
  UNIQUE ("case", key),
  CHECK (known_via <> id),
  CHECK (published_lo <= published_hi)
) STRICT;
-- the report chain where nobody set it
CREATE INDEX reports_in_time ON reports("case", published_lo IS NULL, published_lo, published_hi, id);
CREATE INDEX reports_by_known_via ON reports(known_via);  -- what is known through a report
CREATE INDEX reports_by_url ON reports("case", url) WHERE url IS NOT NULL;  -- whether an address is on record already
CREATE INDEX reports_by_number ON reports("case", CAST(substr(key, 2) AS INTEGER));  -- the next key
-- whether an outlet publishes in a case, though it publishes a million reports in others
CREATE INDEX reports_by_outlet ON reports(outlet, "case");
CREATE INDEX reports_to_get ON reports("case") WHERE holding = 'cited';  -- originals to get

-- A capture is one immutable copy of a report's text. A changed page is a new capture.
CREATE TABLE captures (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  report INTEGER NOT NULL REFERENCES reports(id),  -- the report it is a copy of
  captured_at TEXT NOT NULL CHECK (captured_at GLOB '????-??-??T??:??:??Z'),  -- when it was taken, UTC
  method TEXT NOT NULL CHECK (method IN ('paste', 'file', 'http', 'feed', 'pdf', 'excerpt')),  -- how it was taken
  raw BLOB,  -- the bytes as they came; NULL where only text was given
  raw_sha256 TEXT CHECK (length(raw_sha256) = 64),  -- SHA-256 of raw, in hex
  text TEXT NOT NULL,  -- the text, in NFC and without control characters; quotes count its code points
  text_sha256 TEXT NOT NULL CHECK (length(text_sha256) = 64),  -- SHA-256 of text as UTF-8, in hex
  supersedes INTEGER REFERENCES captures(id),  -- the capture of the same report before this one
  tool TEXT,  -- the library that read the text out of raw
  tool_version TEXT,  -- its version
  final_url TEXT,  -- the address that answered, after redirects
  status INTEGER,  -- HTTP status of the answer
  headers TEXT CHECK (headers IS NULL OR json_valid(headers)),  -- JSON: [["Content-Type", "text/html"], …]
  redirects TEXT CHECK (redirects IS NULL OR json_valid(redirects)),  -- JSON: [["https://…", 301], …]
  UNIQUE (report, text_sha256),
  CHECK (supersedes <> id),
  CHECK ((raw IS NULL) = (raw_sha256 IS NULL))
) STRICT;
CREATE INDEX captures_by_report ON captures(report, id);  -- the newest capture of a report
-- whether the same bytes were imported before
CREATE INDEX captures_by_raw ON captures(raw_sha256) WHERE raw_sha256 IS NOT NULL;
CREATE INDEX captures_by_superseded ON captures(supersedes) WHERE supersedes IS NOT NULL;  -- the capture after one

-- A statement is one act of saying, by one source, in at most one report.
CREATE TABLE statements (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  key TEXT NOT NULL CHECK (key GLOB 'S[0-9]*'),  -- S1, S2 … in its case
  "case" INTEGER NOT NULL REFERENCES cases(id),  -- the case it is part of
  source INTEGER NOT NULL REFERENCES sources(id),  -- who says it
  report INTEGER REFERENCES reports(id),  -- the report that makes it; NULL: said outside any report
  -- what the source does in saying it
  act TEXT NOT NULL CHECK (act IN ('assert', 'report', 'confirm', 'deny', 'retract', 'correct', 'apologise', 'query',
                                   'hedge', 'decline', 'advise')),
  voice TEXT NOT NULL CHECK (voice IN ('own', 'relayed')),  -- whether the source speaks for itself or passes on another
  -- what it rests on, as far as it says; not_recorded and relay count as no origin
  basis TEXT NOT NULL CHECK (basis IN ('eyewitness', 'official', 'insider', 'document', 'relay', 'not_recorded')),
  summary TEXT,  -- what it says, in the desk's words
  said_raw TEXT,  -- when it was said, in the words given
  said_edtf TEXT,  -- the same as EDTF
  said_lo TEXT CHECK (said_lo GLOB '????-??-??T??:??:??Z'),  -- not before, UTC
  said_hi TEXT CHECK (said_hi GLOB '????-??-??T??:??:??Z'),  -- not after, UTC
  UNIQUE ("case", key),
  CHECK (said_lo <= said_hi)
) STRICT;
CREATE INDEX statements_by_source ON statements(source, "case");  -- what a source says, in one case or in all
CREATE INDEX statements_by_report ON statements(report);  -- what a report says
CREATE INDEX statements_by_number ON statements("case", CAST(substr(key, 2) AS INTEGER));  -- the next key

-- A quote is the exact words of a statement, anchored in a capture by position and context (W3C Web Annotation).
CREATE TABLE quotes (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  statement INTEGER NOT NULL REFERENCES statements(id),  -- the statement whose words these are
  capture INTEGER NOT NULL REFERENCES captures(id),  -- the capture they were taken from
  exact TEXT NOT NULL CHECK (exact <> ''),  -- the words
  prefix TEXT NOT NULL DEFAULT '',  -- up to 32 characters before them
  suffix TEXT NOT NULL DEFAULT '',  -- up to 32 characters after them
  start INTEGER NOT NULL CHECK (start >= 0),  -- where they begin in the capture's text, in code points
  "end" INTEGER NOT NULL,  -- where they end, exclusive
  form TEXT NOT NULL CHECK (form IN ('direct', 'indirect', 'mixed', 'headline')),  -- how the report gives them
  lang TEXT,  -- their language, a BCP 47 tag
  via_translation INTEGER CHECK (via_translation IN (0, 1)),  -- 1: the report translated them
  cue TEXT,  -- the words that attribute them ("told Reuters that")
  UNIQUE (statement, capture, start, "end"),
  CHECK ("end" > start)
) STRICT;
CREATE INDEX quotes_by_capture ON quotes(capture, start);  -- the quotes of a text, in its order

-- An affiliation says that one source belongs to another.
CREATE TABLE affiliations (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  member INTEGER NOT NULL REFERENCES sources(id),  -- the source that belongs
  org INTEGER NOT NULL REFERENCES sources(id),  -- the source it belongs to
  kind TEXT NOT NULL CHECK (kind IN ('part_of', 'member_of', 'speaks_for', 'owned_by')),  -- how it belongs
  valid_edtf TEXT,  -- when that held, EDTF
  quote INTEGER REFERENCES quotes(id),  -- the words that say so
  UNIQUE (member, org, kind, valid_edtf),
  CHECK (member <> org)
) STRICT;
CREATE INDEX affiliations_by_org ON affiliations(org);  -- who belongs to a source

-- A relay says that one statement passes on another. Loops are allowed: a loop is a finding.
CREATE TABLE relays (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  child INTEGER NOT NULL REFERENCES statements(id),  -- the statement that passes on
  parent INTEGER NOT NULL REFERENCES statements(id),  -- the statement it passes on
  -- how the child renders it
  kind TEXT NOT NULL CHECK (kind IN ('quotes', 'paraphrases', 'translates', 'republishes', 'summarises', 'alludes')),
  ground TEXT NOT NULL CHECK (ground IN ('explicit', 'inferred', 'text_match')),  -- how we know that it does
  quote INTEGER REFERENCES quotes(id),  -- the words that say so
  UNIQUE (child, parent),
  CHECK (child <> parent)
) STRICT;
CREATE INDEX relays_by_parent ON relays(parent, child);  -- who passes a statement on

-- A claim is one self-contained proposition, in the desk's own words.
CREATE TABLE claims (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  key TEXT NOT NULL CHECK (key GLOB 'C[0-9]*'),  -- C1, C2 … in its case; the parts of C1 are C1a, C1b …
  "case" INTEGER NOT NULL REFERENCES cases(id),  -- the case it is part of
  text TEXT NOT NULL CHECK (text <> ''),  -- the proposition
  parent INTEGER REFERENCES claims(id),  -- the claim it is a part of
  part TEXT CHECK (part IN ('necessary', 'detail', 'alternative')),  -- which kind of part
  is_background INTEGER NOT NULL DEFAULT 0 CHECK (is_background IN (0, 1)),  -- 1: not about the incident itself
  status TEXT NOT NULL DEFAULT 'new'
    CHECK (status IN ('new', 'triaged', 'in_progress', 'second_look', 'done')),  -- how far the desk is with it
  joined_into INTEGER REFERENCES claims(id) CHECK (joined_into <> id),  -- the claim that stands for both since a join
  UNIQUE ("case", key),
  CHECK (parent <> id),
  CHECK ((parent IS NULL) = (part IS NULL))
) STRICT;
-- the order of keys: C1, C1a, C2 … C10; it also has the highest number, for the next key
CREATE INDEX claims_in_order ON claims("case", CAST(substr(key, 2) AS INTEGER), length(key), key);
CREATE INDEX claims_by_parent ON claims(parent);  -- the parts of a claim
CREATE INDEX claims_by_join ON claims(joined_into) WHERE joined_into IS NOT NULL;  -- what was joined into a claim
-- the triage queue: a walk past the decided claims would take as long as all of them
CREATE INDEX claims_undecided ON claims("case", CAST(substr(key, 2) AS INTEGER), length(key), key)
  WHERE status = 'new' AND joined_into IS NULL;
CREATE INDEX claims_by_status ON claims("case", status, joined_into);  -- counts by status
-- the list of claims, without those that were joined into another
CREATE INDEX claims_shown ON claims("case", CAST(substr(key, 2) AS INTEGER), length(key), key)
  WHERE joined_into IS NULL;

-- A stance says how a statement bears on a claim.
CREATE TABLE stances (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  statement INTEGER NOT NULL REFERENCES statements(id),  -- the statement that bears
  claim INTEGER NOT NULL REFERENCES claims(id),  -- the claim it bears on
  polarity INTEGER NOT NULL CHECK (polarity IN (-1, 0, 1)),  -- 1 for, -1 against, 0 neither
  -- how far the source commits itself (FactBank); who only passes something on is uncommitted
  certainty TEXT NOT NULL CHECK (certainty IN ('certain', 'probable', 'possible', 'uncommitted')),
  UNIQUE (statement, claim)
) STRICT;
CREATE INDEX stances_by_claim ON stances(claim, statement, polarity);  -- what bears on a claim; the origin walk
CREATE INDEX stances_against ON stances(statement) WHERE polarity = -1;  -- which statements are denials

-- The parties of a claim are the sources it is about; one that says nothing itself is a missing voice.
CREATE TABLE claim_parties (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  claim INTEGER NOT NULL REFERENCES claims(id),  -- the claim
  source INTEGER NOT NULL REFERENCES sources(id),  -- the source it is about
  role TEXT NOT NULL CHECK (role IN ('credited', 'accused', 'affected', 'quoted')),  -- the part it has in the claim
  UNIQUE (claim, source, role)
) STRICT;
CREATE INDEX claim_parties_by_source ON claim_parties(source);  -- the claims about a source

-- A link between two statements; the origin walk does not follow it.
CREATE TABLE statement_links (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  statement INTEGER NOT NULL REFERENCES statements(id),  -- the statement that denies, confirms …
  -- what it does to the other
  kind TEXT NOT NULL CHECK (kind IN ('denies', 'confirms', 'corrects', 'retracts', 'responds_to', 'before', 'after')),
  other INTEGER NOT NULL REFERENCES statements(id),  -- the statement it does that to
  UNIQUE (statement, kind, other),
  CHECK (statement <> other)
) STRICT;
CREATE INDEX statement_links_by_other ON statement_links(other);  -- what was done to a statement

-- The report chain as a person set it; a case without rows here goes by time.
CREATE TABLE chain_steps (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  "case" INTEGER NOT NULL REFERENCES cases(id),  -- the case whose chain it is
  position INTEGER NOT NULL CHECK (position > 0),  -- its place in the chain, from 1
  report INTEGER NOT NULL REFERENCES reports(id),  -- the report at that step
  note TEXT,  -- why it stands there
  UNIQUE ("case", position),
  UNIQUE ("case", report)
) STRICT;
CREATE INDEX chain_steps_by_report ON chain_steps(report);  -- whether a report is a step

-- A proposal is an attribution that a rule reads in a capture; it changes nothing until a person accepts it.
-- Positions are code points of the capture's text, end exclusive.
CREATE TABLE proposals (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  capture INTEGER NOT NULL REFERENCES captures(id) ON DELETE CASCADE,  -- the text it was read in
  number INTEGER NOT NULL CHECK (number >= 0),  -- its place among the proposals of that text, from 0
  within INTEGER REFERENCES proposals(id) ON DELETE CASCADE,  -- the proposal whose content contains this one
  source_text TEXT,  -- who says it; NULL where the text names nobody
  source_start INTEGER,  -- where those words begin
  source_end INTEGER,  -- where they end
  cue_text TEXT,  -- the words that attribute
  cue_start INTEGER,  -- where they begin
  cue_end INTEGER,  -- where they end
  content TEXT NOT NULL CHECK (json_valid(content)),  -- what is said, as JSON spans: [[start, end], …]
  form TEXT NOT NULL CHECK (form IN ('direct', 'indirect', 'mixed', 'headline')),  -- as quotes.form
  -- as statements.act
  act TEXT NOT NULL CHECK (act IN ('assert', 'report', 'confirm', 'deny', 'retract', 'correct', 'apologise', 'query',
                                   'hedge', 'decline', 'advise')),
  denies INTEGER NOT NULL DEFAULT 0 CHECK (denies IN (0, 1)),  -- 1: cue or content denies
  outlet_text TEXT,  -- the channel that carries it ("told Reuters")
  outlet_start INTEGER,  -- where those words begin
  outlet_end INTEGER,  -- where they end
  time_text TEXT,  -- when it was said ("earlier on Wednesday")
  time_start INTEGER,  -- where those words begin
  time_end INTEGER,  -- where they end
  antecedent_text TEXT,  -- whom "he" or "the agency" probably stands for
  antecedent_start INTEGER,  -- where those words begin
  antecedent_end INTEGER,  -- where they end
  answers_start INTEGER,  -- where the earlier content that it answers ("denied this") begins
  answers_end INTEGER,  -- where that ends
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),  -- good for sorting proposals only
  proposer TEXT NOT NULL,  -- what proposed it, such as rules
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'rejected')),  -- what a person decided
  statement INTEGER REFERENCES statements(id),  -- the statement it became when it was accepted
  UNIQUE (capture, number),
  CHECK ((state = 'accepted') = (statement IS NOT NULL)),
  CHECK (within <> id)
) STRICT;
CREATE INDEX proposals_by_statement ON proposals(statement) WHERE statement IS NOT NULL;  -- what a statement came from
CREATE INDEX proposals_by_within ON proposals(within) WHERE within IS NOT NULL;  -- removing one removes those within it

-- Where a quote stands in a later capture of its report. The quote itself stays where it was taken.
CREATE TABLE quote_places (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  quote INTEGER NOT NULL REFERENCES quotes(id),  -- the quote
  capture INTEGER NOT NULL REFERENCES captures(id),  -- the later capture
  -- how it was found: in the same words at the same place, at another place, in changed words, or not at all
  found TEXT NOT NULL CHECK (found IN ('exact', 'moved', 'fuzzy', 'orphan')),
  start INTEGER CHECK (start >= 0),  -- where it begins there, in code points
  "end" INTEGER,  -- where it ends, exclusive
  exact TEXT,  -- the words that stand there
  likeness REAL NOT NULL CHECK (likeness BETWEEN 0 AND 1),  -- how alike those are to the quote; 1: the same
  -- who settled it: the rules, nobody yet, or a person; changed words always wait for a person
  decided TEXT NOT NULL CHECK (decided IN ('machine', 'open', 'accepted', 'rejected')),
  UNIQUE (quote, capture),
  CHECK ("end" > start),
  CHECK ((found = 'orphan') = (start IS NULL)),
  CHECK ((start IS NULL) = ("end" IS NULL) AND (start IS NULL) = (exact IS NULL)),
  CHECK ((found = 'fuzzy') = (decided <> 'machine'))
) STRICT;
CREATE INDEX quote_places_by_capture ON quote_places(capture, start);  -- the quotes of a later text, in its order
CREATE INDEX quote_places_open ON quote_places(decided) WHERE decided = 'open';  -- places that wait for a person

-- A draft is what was typed into a form that was left before it was saved. It is not journaled.
CREATE TABLE drafts (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  form TEXT NOT NULL,  -- the form, with the key of what it edits: claim, claim C3
  "case" INTEGER REFERENCES cases(id) ON DELETE CASCADE,  -- the case it was opened in; NULL: none
  "values" TEXT NOT NULL CHECK (json_valid("values")),  -- JSON: the form's text by field
  left_at TEXT NOT NULL  -- when it was left, UTC
) STRICT;
CREATE UNIQUE INDEX drafts_of_form ON drafts(form, coalesce("case", 0));  -- one draft a form and case

-- Whether two sources are the same. The newest judgement of a pair counts; the others stay. So it is with every table
-- of judgements below.
CREATE TABLE same_sources (
  id INTEGER PRIMARY KEY,  -- its number in this store; a newer judgement has a higher one
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  a INTEGER NOT NULL REFERENCES sources(id),  -- the source that was added first
  b INTEGER NOT NULL REFERENCES sources(id),  -- the other
  judgement TEXT NOT NULL CHECK (judgement IN ('same', 'different', 'unsure')),  -- what was judged
  reason TEXT NOT NULL CHECK (reason <> ''),  -- why
  who TEXT NOT NULL CHECK (who <> ''),  -- the person who judges
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),  -- when, UTC
  CHECK (a < b)
) STRICT;
CREATE INDEX same_sources_by_pair ON same_sources(a, b, id);  -- the newest judgement of a pair
CREATE INDEX same_sources_by_other ON same_sources(b, a, id);  -- the judgements of a source that was added second

-- Whether two sources are independent of each other.
CREATE TABLE independence (
  id INTEGER PRIMARY KEY,  -- its number in this store; a newer judgement has a higher one
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  a INTEGER NOT NULL REFERENCES sources(id),  -- the source that was added first
  b INTEGER NOT NULL REFERENCES sources(id),  -- the other
  judgement TEXT NOT NULL CHECK (judgement IN ('independent', 'not_independent', 'unsure')),  -- what was judged
  reason TEXT NOT NULL CHECK (reason <> ''),  -- why
  who TEXT NOT NULL CHECK (who <> ''),  -- the person who judges
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),  -- when, UTC
  CHECK (a < b)
) STRICT;
CREATE INDEX independence_by_pair ON independence(a, b, id);  -- the newest judgement of a pair
CREATE INDEX independence_by_other ON independence(b, a, id);  -- the judgements of a source that was added second

-- Alarms that a person set aside, or took up again. Alarms themselves are computed and not stored.
CREATE TABLE alarms_set_aside (
  id INTEGER PRIMARY KEY,  -- its number in this store; a newer judgement has a higher one
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  "case" INTEGER NOT NULL REFERENCES cases(id),  -- the case whose alarm it is
  kind TEXT NOT NULL CHECK (kind <> ''),  -- the kind of alarm, such as echo
  subject TEXT NOT NULL CHECK (subject <> ''),  -- what the alarm is about, in keys
  judgement TEXT NOT NULL CHECK (judgement IN ('set_aside', 'stands')),  -- what was judged
  -- SHA-256 of the rows behind the alarm: when they change, it is back
  fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
  reason TEXT NOT NULL CHECK (reason <> ''),  -- why
  who TEXT NOT NULL CHECK (who <> ''),  -- the person who judges
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z')  -- when, UTC
) STRICT;
-- the newest judgement of an alarm
CREATE INDEX alarms_set_aside_by_subject ON alarms_set_aside("case", kind, subject, id);

-- A verdict on a claim. Likelihood and confidence are the words of ICD 203 (2015), D.6.e(2)(a) and D.6.e(1).
CREATE TABLE assessments (
  id INTEGER PRIMARY KEY,  -- its number in this store; a newer judgement has a higher one
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  claim INTEGER NOT NULL REFERENCES claims(id),  -- the claim that is judged
  -- what was judged
  verdict TEXT NOT NULL CHECK (verdict IN ('unverified', 'corroborated', 'disputed', 'refuted', 'retracted',
                                           'unverifiable', 'superseded')),
  -- how likely the claim is true
  likelihood TEXT CHECK (likelihood IN ('almost_no_chance', 'very_unlikely', 'unlikely', 'roughly_even_chance',
                                        'likely', 'very_likely', 'almost_certain')),
  confidence TEXT CHECK (confidence IN ('low', 'moderate', 'high')),  -- how well founded the judgement is
  rationale TEXT CHECK (rationale <> ''),  -- why
  who TEXT NOT NULL CHECK (who <> ''),  -- the person who judges
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z')  -- when, UTC
) STRICT;
CREATE INDEX assessments_by_claim ON assessments(claim, id);  -- the newest assessment of a claim
CREATE INDEX assessments_by_verdict ON assessments(verdict, claim, id);  -- the claims with a verdict

-- The Admiralty code: a letter for how reliable a source is, a digit for how credible a statement is on a claim.
CREATE TABLE ratings (
  id INTEGER PRIMARY KEY,  -- its number in this store; a newer judgement has a higher one
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  source INTEGER REFERENCES sources(id),  -- the source that gets a letter
  statement INTEGER REFERENCES statements(id),  -- or the statement that gets a digit
  claim INTEGER REFERENCES claims(id),  -- and the claim it gets it on
  letter TEXT CHECK (letter IN ('A', 'B', 'C', 'D', 'E', 'F')),  -- A reliable … E unreliable, F can't be judged
  digit INTEGER CHECK (digit BETWEEN 1 AND 6),  -- 1 confirmed … 5 improbable, 6 can't be judged
  reason TEXT CHECK (reason <> ''),  -- why
  who TEXT NOT NULL CHECK (who <> ''),  -- the person who judges
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),  -- when, UTC
  CHECK ((source IS NULL) = (letter IS NULL)),
  CHECK ((statement IS NULL) = (claim IS NULL) AND (statement IS NULL) = (digit IS NULL)),
  CHECK ((source IS NULL) <> (statement IS NULL))
) STRICT;
CREATE INDEX ratings_by_source ON ratings(source, id) WHERE source IS NOT NULL;  -- the newest letter of a source
CREATE INDEX ratings_by_stance ON ratings(statement, claim, id) WHERE statement IS NOT NULL;  -- the newest digit
CREATE INDEX ratings_by_claim ON ratings(claim) WHERE claim IS NOT NULL;  -- all digits given on a claim

-- Tags, notes and tasks are each on one thing: exactly one of their on_ columns is set.
CREATE TABLE tags (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  tag TEXT NOT NULL CHECK (tag <> '' AND length(tag) <= 60),  -- the name of the tag
  on_case INTEGER REFERENCES cases(id),  -- the case it is on
  on_source INTEGER REFERENCES sources(id),  -- or the source
  on_report INTEGER REFERENCES reports(id),  -- or the report
  on_statement INTEGER REFERENCES statements(id),  -- or the statement
  on_claim INTEGER REFERENCES claims(id),  -- or the claim
  CHECK ((on_case IS NOT NULL) + (on_source IS NOT NULL) + (on_report IS NOT NULL) + (on_statement IS NOT NULL)
         + (on_claim IS NOT NULL) = 1)
) STRICT;
-- the tags of one thing, each once
CREATE UNIQUE INDEX tags_on_case ON tags(on_case, tag) WHERE on_case IS NOT NULL;
CREATE UNIQUE INDEX tags_on_source ON tags(on_source, tag) WHERE on_source IS NOT NULL;
CREATE UNIQUE INDEX tags_on_report ON tags(on_report, tag) WHERE on_report IS NOT NULL;
CREATE UNIQUE INDEX tags_on_statement ON tags(on_statement, tag) WHERE on_statement IS NOT NULL;
CREATE UNIQUE INDEX tags_on_claim ON tags(on_claim, tag) WHERE on_claim IS NOT NULL;
CREATE INDEX tags_by_tag ON tags(tag, on_claim);  -- the claims with a tag; the tags there are

-- A note is text that a person wrote on a thing.
CREATE TABLE notes (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  key TEXT NOT NULL UNIQUE CHECK (key GLOB 'N[0-9]*'),  -- N1, N2 … in the whole store
  text TEXT NOT NULL CHECK (text <> ''),  -- the note, in markdown
  who TEXT NOT NULL CHECK (who <> ''),  -- the person who wrote it
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),  -- when, UTC
  on_case INTEGER REFERENCES cases(id),  -- the case it is on
  on_source INTEGER REFERENCES sources(id),  -- or the source
  on_report INTEGER REFERENCES reports(id),  -- or the report
  on_statement INTEGER REFERENCES statements(id),  -- or the statement
  on_claim INTEGER REFERENCES claims(id),  -- or the claim
  CHECK ((on_case IS NOT NULL) + (on_source IS NOT NULL) + (on_report IS NOT NULL) + (on_statement IS NOT NULL)
         + (on_claim IS NOT NULL) = 1)
) STRICT;
-- the notes on one thing
CREATE INDEX notes_on_case ON notes(on_case) WHERE on_case IS NOT NULL;
CREATE INDEX notes_on_source ON notes(on_source) WHERE on_source IS NOT NULL;
CREATE INDEX notes_on_report ON notes(on_report) WHERE on_report IS NOT NULL;
CREATE INDEX notes_on_statement ON notes(on_statement) WHERE on_statement IS NOT NULL;
CREATE INDEX notes_on_claim ON notes(on_claim) WHERE on_claim IS NOT NULL;

-- A task is work that is left to do on a thing.
CREATE TABLE tasks (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  key TEXT NOT NULL UNIQUE CHECK (key GLOB 'T[0-9]*'),  -- T1, T2 … in the whole store
  text TEXT NOT NULL CHECK (text <> ''),  -- the work
  person TEXT CHECK (person <> ''),  -- whose work it is
  due TEXT CHECK (due GLOB '????-??-??'),  -- the day it is due
  done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),  -- 1: it is done
  who TEXT NOT NULL CHECK (who <> ''),  -- the person who asked for it
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),  -- when, UTC
  on_case INTEGER REFERENCES cases(id),  -- the case it is on
  on_source INTEGER REFERENCES sources(id),  -- or the source
  on_report INTEGER REFERENCES reports(id),  -- or the report
  on_statement INTEGER REFERENCES statements(id),  -- or the statement
  on_claim INTEGER REFERENCES claims(id),  -- or the claim
  CHECK ((on_case IS NOT NULL) + (on_source IS NOT NULL) + (on_report IS NOT NULL) + (on_statement IS NOT NULL)
         + (on_claim IS NOT NULL) = 1)
) STRICT;
CREATE INDEX tasks_open ON tasks(due) WHERE NOT done;  -- open tasks by the day they are due
-- the tasks on one thing
CREATE INDEX tasks_on_case ON tasks(on_case) WHERE on_case IS NOT NULL;
CREATE INDEX tasks_on_source ON tasks(on_source) WHERE on_source IS NOT NULL;
CREATE INDEX tasks_on_report ON tasks(on_report) WHERE on_report IS NOT NULL;
CREATE INDEX tasks_on_statement ON tasks(on_statement) WHERE on_statement IS NOT NULL;
CREATE INDEX tasks_on_claim ON tasks(on_claim) WHERE on_claim IS NOT NULL;

-- Joining two claims that say the same, and setting them apart again.
CREATE TABLE claim_joins (
  id INTEGER PRIMARY KEY,  -- its number in this store; a newer judgement has a higher one
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  claim INTEGER NOT NULL REFERENCES claims(id),  -- the claim that is joined, or set apart
  other INTEGER NOT NULL REFERENCES claims(id),  -- the claim that stands for both
  judgement TEXT NOT NULL CHECK (judgement IN ('joined', 'apart')),  -- what was judged
  reason TEXT CHECK (reason <> ''),  -- why
  who TEXT NOT NULL CHECK (who <> ''),  -- the person who judges
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),  -- when, UTC
  CHECK (claim <> other)
) STRICT;
CREATE INDEX claim_joins_by_claim ON claim_joins(claim, id);  -- the newest judgement of a claim
CREATE INDEX claim_joins_by_other ON claim_joins(other, id);  -- what was joined into a claim, and when

-- The stances that a join gave to the other claim: setting apart takes back these and no others.
CREATE TABLE joined_stances (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  "join" INTEGER NOT NULL REFERENCES claim_joins(id),  -- the join
  stance INTEGER NOT NULL REFERENCES stances(id),  -- the stance it gave
  UNIQUE ("join", stance)
) STRICT;
CREATE INDEX joined_stances_by_stance ON joined_stances(stance);  -- whether a stance came by a join

-- A filter that was saved under a name.
CREATE TABLE filters (
  id INTEGER PRIMARY KEY,  -- its number in this store
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),  -- its name in any store
  name TEXT NOT NULL UNIQUE CHECK (name <> '' AND length(name) <= 60),  -- the name
  words TEXT NOT NULL CHECK (words <> '')  -- the filter, as it is typed
) STRICT;
