-- What a desk decides as it works: how far a claim is, what a person judges of it, ratings, tags, notes, tasks, joins.
-- An assessment or a rating is never edited: a newer one supersedes it, and both stay.

ALTER TABLE cases ADD COLUMN archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1));

ALTER TABLE claims ADD COLUMN status TEXT NOT NULL DEFAULT 'new'
  CHECK (status IN ('new', 'triaged', 'in_progress', 'second_look', 'done'));
-- The claim that this one was joined into: it stays on record beside it, and can be set apart again.
ALTER TABLE claims ADD COLUMN joined_into INTEGER REFERENCES claims(id) CHECK (joined_into <> id);
CREATE INDEX claims_by_join ON claims(joined_into) WHERE joined_into IS NOT NULL;
CREATE INDEX claims_undecided ON claims("case", CAST(substr(key, 2) AS INTEGER), length(key), key)
  WHERE status = 'new' AND joined_into IS NULL;
CREATE INDEX claims_by_status ON claims("case", status, joined_into);

-- Likelihood and confidence are the words of ICD 203 (2015), sections D.6.e(2)(a) and D.6.e(1).
CREATE TABLE assessments (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  claim INTEGER NOT NULL REFERENCES claims(id),
  verdict TEXT NOT NULL CHECK (verdict IN ('unverified', 'corroborated', 'disputed', 'refuted', 'retracted',
                                           'unverifiable', 'superseded')),
  likelihood TEXT CHECK (likelihood IN ('almost_no_chance', 'very_unlikely', 'unlikely', 'roughly_even_chance', 'likely',
                                        'very_likely', 'almost_certain')),
  confidence TEXT CHECK (confidence IN ('low', 'moderate', 'high')),
  rationale TEXT CHECK (rationale <> ''),
  who TEXT NOT NULL CHECK (who <> ''),
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z')
) STRICT;
CREATE INDEX assessments_by_claim ON assessments(claim, id);
CREATE INDEX assessments_by_verdict ON assessments(verdict, claim, id);

-- The Admiralty code: a letter for how far a source can be relied on, a digit for how credible what it says of a claim is.
CREATE TABLE ratings (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  source INTEGER REFERENCES sources(id),
  statement INTEGER REFERENCES statements(id),
  claim INTEGER REFERENCES claims(id),
  letter TEXT CHECK (letter IN ('A', 'B', 'C', 'D', 'E', 'F')),
  digit INTEGER CHECK (digit BETWEEN 1 AND 6),
  reason TEXT CHECK (reason <> ''),
  who TEXT NOT NULL CHECK (who <> ''),
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),
  CHECK ((source IS NULL) = (letter IS NULL)),
  CHECK ((statement IS NULL) = (claim IS NULL) AND (statement IS NULL) = (digit IS NULL)),
  CHECK ((source IS NULL) <> (statement IS NULL))
) STRICT;
CREATE INDEX ratings_by_source ON ratings(source, id) WHERE source IS NOT NULL;
CREATE INDEX ratings_by_stance ON ratings(statement, claim, id) WHERE statement IS NOT NULL;
CREATE INDEX ratings_by_claim ON ratings(claim) WHERE claim IS NOT NULL;

-- Tags, notes and tasks are on one thing each: exactly one of the on_ columns says which.
CREATE TABLE tags (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  tag TEXT NOT NULL CHECK (tag <> '' AND length(tag) <= 60),
  on_case INTEGER REFERENCES cases(id),
  on_source INTEGER REFERENCES sources(id),
  on_report INTEGER REFERENCES reports(id),
  on_statement INTEGER REFERENCES statements(id),
  on_claim INTEGER REFERENCES claims(id),
  CHECK ((on_case IS NOT NULL) + (on_source IS NOT NULL) + (on_report IS NOT NULL) + (on_statement IS NOT NULL)
         + (on_claim IS NOT NULL) = 1)
) STRICT;
CREATE UNIQUE INDEX tags_on_case ON tags(on_case, tag) WHERE on_case IS NOT NULL;
CREATE UNIQUE INDEX tags_on_source ON tags(on_source, tag) WHERE on_source IS NOT NULL;
CREATE UNIQUE INDEX tags_on_report ON tags(on_report, tag) WHERE on_report IS NOT NULL;
CREATE UNIQUE INDEX tags_on_statement ON tags(on_statement, tag) WHERE on_statement IS NOT NULL;
CREATE UNIQUE INDEX tags_on_claim ON tags(on_claim, tag) WHERE on_claim IS NOT NULL;
CREATE INDEX tags_by_tag ON tags(tag, on_claim);

CREATE TABLE notes (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  key TEXT NOT NULL UNIQUE CHECK (key GLOB 'N[0-9]*'),
  text TEXT NOT NULL CHECK (text <> ''),
  who TEXT NOT NULL CHECK (who <> ''),
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),
  on_case INTEGER REFERENCES cases(id),
  on_source INTEGER REFERENCES sources(id),
  on_report INTEGER REFERENCES reports(id),
  on_statement INTEGER REFERENCES statements(id),
  on_claim INTEGER REFERENCES claims(id),
  CHECK ((on_case IS NOT NULL) + (on_source IS NOT NULL) + (on_report IS NOT NULL) + (on_statement IS NOT NULL)
         + (on_claim IS NOT NULL) = 1)
) STRICT;
CREATE INDEX notes_on_case ON notes(on_case) WHERE on_case IS NOT NULL;
CREATE INDEX notes_on_source ON notes(on_source) WHERE on_source IS NOT NULL;
CREATE INDEX notes_on_report ON notes(on_report) WHERE on_report IS NOT NULL;
CREATE INDEX notes_on_statement ON notes(on_statement) WHERE on_statement IS NOT NULL;
CREATE INDEX notes_on_claim ON notes(on_claim) WHERE on_claim IS NOT NULL;

CREATE TABLE tasks (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  key TEXT NOT NULL UNIQUE CHECK (key GLOB 'T[0-9]*'),
  text TEXT NOT NULL CHECK (text <> ''),
  person TEXT CHECK (person <> ''),
  due TEXT CHECK (due GLOB '????-??-??'),
  done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
  who TEXT NOT NULL CHECK (who <> ''),
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),
  on_case INTEGER REFERENCES cases(id),
  on_source INTEGER REFERENCES sources(id),
  on_report INTEGER REFERENCES reports(id),
  on_statement INTEGER REFERENCES statements(id),
  on_claim INTEGER REFERENCES claims(id),
  CHECK ((on_case IS NOT NULL) + (on_source IS NOT NULL) + (on_report IS NOT NULL) + (on_statement IS NOT NULL)
         + (on_claim IS NOT NULL) = 1)
) STRICT;
CREATE INDEX tasks_open ON tasks(due) WHERE NOT done;
CREATE INDEX tasks_on_case ON tasks(on_case) WHERE on_case IS NOT NULL;
CREATE INDEX tasks_on_source ON tasks(on_source) WHERE on_source IS NOT NULL;
CREATE INDEX tasks_on_report ON tasks(on_report) WHERE on_report IS NOT NULL;
CREATE INDEX tasks_on_statement ON tasks(on_statement) WHERE on_statement IS NOT NULL;
CREATE INDEX tasks_on_claim ON tasks(on_claim) WHERE on_claim IS NOT NULL;

-- Joining two claims: who, why, when; and the stances it brought to the other claim, so that setting apart takes out
-- those and no others.
CREATE TABLE claim_joins (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  claim INTEGER NOT NULL REFERENCES claims(id),
  other INTEGER NOT NULL REFERENCES claims(id),
  judgement TEXT NOT NULL CHECK (judgement IN ('joined', 'apart')),
  reason TEXT CHECK (reason <> ''),
  who TEXT NOT NULL CHECK (who <> ''),
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),
  CHECK (claim <> other)
) STRICT;
CREATE INDEX claim_joins_by_claim ON claim_joins(claim, id);
CREATE INDEX claim_joins_by_other ON claim_joins(other, id);

CREATE TABLE joined_stances (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  "join" INTEGER NOT NULL REFERENCES claim_joins(id),
  stance INTEGER NOT NULL REFERENCES stances(id),
  UNIQUE ("join", stance)
) STRICT;
CREATE INDEX joined_stances_by_stance ON joined_stances(stance);

-- A filter that was given a name comes back as a view.
CREATE TABLE filters (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  name TEXT NOT NULL UNIQUE CHECK (name <> '' AND length(name) <= 60),
  words TEXT NOT NULL CHECK (words <> '')
) STRICT;

CREATE TRIGGER assessments_are_never_edited BEFORE UPDATE ON assessments
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER assessments_are_never_replaced BEFORE INSERT ON assessments
WHEN EXISTS (SELECT 1 FROM assessments WHERE id = NEW.id OR ulid = NEW.ulid)
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER ratings_are_never_edited BEFORE UPDATE ON ratings
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER ratings_are_never_replaced BEFORE INSERT ON ratings
WHEN EXISTS (SELECT 1 FROM ratings WHERE id = NEW.id OR ulid = NEW.ulid)
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER ratings_bear_on_the_claim BEFORE INSERT ON ratings
WHEN NEW.claim IS NOT NULL AND (SELECT "case" FROM statements WHERE id = NEW.statement) <> (SELECT "case" FROM claims WHERE id = NEW.claim)
BEGIN SELECT RAISE(ABORT, 'A statement is rated on a claim of its own case.'); END;

CREATE TRIGGER claim_joins_are_never_edited BEFORE UPDATE ON claim_joins
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER claim_joins_are_never_replaced BEFORE INSERT ON claim_joins
WHEN EXISTS (SELECT 1 FROM claim_joins WHERE id = NEW.id OR ulid = NEW.ulid)
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER claim_joins_stay_in_one_case BEFORE INSERT ON claim_joins
WHEN (SELECT "case" FROM claims WHERE id = NEW.claim) <> (SELECT "case" FROM claims WHERE id = NEW.other)
BEGIN SELECT RAISE(ABORT, 'Claims that are joined belong to one case.'); END;

CREATE TRIGGER claims_joined_in_one_case BEFORE UPDATE OF joined_into ON claims
WHEN NEW.joined_into IS NOT NULL AND NEW."case" <> (SELECT "case" FROM claims WHERE id = NEW.joined_into)
BEGIN SELECT RAISE(ABORT, 'Claims that are joined belong to one case.'); END;

-- The last assessment of each claim that has one.
CREATE VIEW verdicts AS
SELECT a.claim, a.verdict, a.likelihood, a.confidence, a.rationale, a.who, a.at, a.id AS assessment
FROM assessments a
WHERE NOT EXISTS (SELECT 1 FROM assessments n WHERE n.claim = a.claim AND n.id > a.id);

DROP VIEW claims_overview;

-- Named and anonymous origins are counted by person (one person saying a thing twice is one origin);
-- sentences with no source behind them are counted one by one.
-- A claim that is joined into another is left out: the other has its statements.
CREATE VIEW claims_overview AS
SELECT c.id, k.key AS "case", c.key, c.text, p.key AS parent, c.part, c.is_background,
  (SELECT count(DISTINCT person) FROM origins o WHERE o.claim = c.id AND polarity = 1 AND standing = 'named') AS for_named,
  (SELECT count(DISTINCT person) FROM origins o WHERE o.claim = c.id AND polarity = 1 AND standing = 'anonymous') AS for_anonymous,
  (SELECT count(*) FROM origins o WHERE o.claim = c.id AND polarity = 1 AND standing = 'not_recorded') AS for_not_recorded,
  (SELECT count(DISTINCT person) FROM origins o WHERE o.claim = c.id AND polarity = -1 AND standing = 'named') AS against_named,
  (SELECT count(DISTINCT person) FROM origins o WHERE o.claim = c.id AND polarity = -1 AND standing = 'anonymous') AS against_anonymous,
  (SELECT count(*) FROM origins o WHERE o.claim = c.id AND polarity = -1 AND standing = 'not_recorded') AS against_not_recorded,
  (SELECT count(DISTINCT st.report) FROM stances s JOIN statements st ON st.id = s.statement
    WHERE s.claim = c.id AND s.polarity = 1) AS carried_by_reports
FROM claims c
JOIN cases k ON k.id = c."case"
LEFT JOIN claims p ON p.id = c.parent
WHERE c.joined_into IS NULL;

DROP VIEW denials;

-- silent_on: claims of the incident (not its background) that somebody makes and this denial leaves standing.
CREATE VIEW denials AS
SELECT d.id, k.key AS "case", st.key AS statement, so.name AS source, ou.name AS outlet, re.key AS report,
  (SELECT group_concat(key, ' ') FROM (
    SELECT c.key FROM stances s JOIN claims c ON c.id = s.claim WHERE s.statement = d.id AND s.polarity = -1
      AND c.joined_into IS NULL
    ORDER BY CAST(substr(c.key, 2) AS INTEGER), length(c.key), c.key)) AS denies,
  (SELECT group_concat(key, ' ') FROM (
    SELECT c.key FROM claims c WHERE c."case" = d."case" AND NOT c.is_background AND c.joined_into IS NULL
      AND NOT EXISTS (SELECT 1 FROM stances s WHERE s.statement = d.id AND s.claim = c.id)
      AND EXISTS (SELECT 1 FROM stances s WHERE s.claim = c.id AND s.polarity = 1)
    ORDER BY CAST(substr(c.key, 2) AS INTEGER), length(c.key), c.key)) AS silent_on,
  (WITH RECURSIVE down(node, claim) AS (
     SELECT statement, claim FROM stances WHERE statement = d.id AND polarity = -1
     UNION
     SELECT r.child, s.claim FROM down JOIN relays r ON r.parent = down.node
     JOIN stances s ON s.statement = r.child AND s.claim = down.claim AND s.polarity = -1
   )
   SELECT count(DISTINCT p.report) FROM down JOIN statements p ON p.id = down.node
   WHERE p.id <> d.id AND p.report IS NOT d.report) AS passed_on_by
FROM denial_statements d
JOIN statements st ON st.id = d.id
JOIN cases k ON k.id = d."case"
JOIN sources so ON so.id = d.source
LEFT JOIN reports re ON re.id = d.report
LEFT JOIN sources ou ON ou.id = re.outlet;
