-- What people judge of sources and of alarms. A judgement is never edited: a newer one supersedes it, and both stay.
-- of same_sources and independence, a is the source that was entered first.

CREATE TABLE same_sources (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  a INTEGER NOT NULL REFERENCES sources(id),
  b INTEGER NOT NULL REFERENCES sources(id),
  judgement TEXT NOT NULL CHECK (judgement IN ('same', 'different', 'unsure')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  who TEXT NOT NULL CHECK (who <> ''),
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),
  CHECK (a < b)
) STRICT;
CREATE INDEX same_sources_by_pair ON same_sources(a, b, id);
CREATE INDEX same_sources_by_other ON same_sources(b, a, id);

CREATE TABLE independence (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  a INTEGER NOT NULL REFERENCES sources(id),
  b INTEGER NOT NULL REFERENCES sources(id),
  judgement TEXT NOT NULL CHECK (judgement IN ('independent', 'not_independent', 'unsure')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  who TEXT NOT NULL CHECK (who <> ''),
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),
  CHECK (a < b)
) STRICT;
CREATE INDEX independence_by_pair ON independence(a, b, id);
CREATE INDEX independence_by_other ON independence(b, a, id);

-- subject says in keys what the alarm is about; fingerprint is the SHA-256 of the rows behind it as they were.
CREATE TABLE alarms_set_aside (
  id INTEGER PRIMARY KEY,
  ulid TEXT NOT NULL UNIQUE CHECK (length(ulid) = 26),
  "case" INTEGER NOT NULL REFERENCES cases(id),
  kind TEXT NOT NULL CHECK (kind <> ''),
  subject TEXT NOT NULL CHECK (subject <> ''),
  judgement TEXT NOT NULL CHECK (judgement IN ('set_aside', 'stands')),
  fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
  reason TEXT NOT NULL CHECK (reason <> ''),
  who TEXT NOT NULL CHECK (who <> ''),
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z')
) STRICT;
CREATE INDEX alarms_set_aside_by_subject ON alarms_set_aside("case", kind, subject, id);

CREATE TRIGGER same_sources_are_never_edited BEFORE UPDATE ON same_sources
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER same_sources_are_never_replaced BEFORE INSERT ON same_sources
WHEN EXISTS (SELECT 1 FROM same_sources WHERE id = NEW.id OR ulid = NEW.ulid)
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER independence_is_never_edited BEFORE UPDATE ON independence
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER independence_is_never_replaced BEFORE INSERT ON independence
WHEN EXISTS (SELECT 1 FROM independence WHERE id = NEW.id OR ulid = NEW.ulid)
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER alarms_set_aside_are_never_edited BEFORE UPDATE ON alarms_set_aside
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

CREATE TRIGGER alarms_set_aside_are_never_replaced BEFORE INSERT ON alarms_set_aside
WHEN EXISTS (SELECT 1 FROM alarms_set_aside WHERE id = NEW.id OR ulid = NEW.ulid)
BEGIN SELECT RAISE(ABORT, 'A judgement is never edited: a newer one supersedes it.'); END;

-- Sources that a person judges to be one, where that judgement is the last of the two; each pair both ways.
CREATE VIEW same_as AS
WITH last(a, b) AS (
  SELECT a, b FROM same_sources s
  WHERE judgement = 'same' AND NOT EXISTS (SELECT 1 FROM same_sources n WHERE n.a = s.a AND n.b = s.b AND n.id > s.id)
)
SELECT a AS source, b AS other FROM last UNION ALL SELECT b, a FROM last;

-- One row per source that is judged to be the same as another, however far: the person is the first entered of them,
-- and known as well as the best known of them. A source that is not here is a person of its own.
CREATE VIEW persons AS
WITH RECURSIVE reach(person, source) AS (
  SELECT source, source FROM same_as GROUP BY source HAVING min(other) > source
  UNION
  SELECT reach.person, s.other FROM reach JOIN same_as s ON s.source = reach.source
), alike(source, person) AS (
  SELECT source, min(person) FROM reach GROUP BY source
)
SELECT alike.source, alike.person,
  CASE min(CASE WHEN so.naming IN ('named', 'role') THEN 1 WHEN so.naming = 'unattributed' THEN 3 ELSE 2 END)
       OVER (PARTITION BY alike.person) WHEN 1 THEN 'named' WHEN 2 THEN 'anonymous' ELSE 'unattributed' END AS naming
FROM alike JOIN sources so ON so.id = alike.source;

-- One step up from a source: to a body it belongs to, unless that is a boundary such as a state, or to what is judged
-- to be the same. A boundary belongs to nothing.
CREATE VIEW belongings AS
SELECT af.member AS source, af.org AS body FROM affiliations af
JOIN sources m ON m.id = af.member AND NOT m.is_boundary JOIN sources o ON o.id = af.org AND NOT o.is_boundary
UNION ALL
SELECT source, other FROM same_as;

DROP VIEW claims_overview;
DROP VIEW origins;

-- One row per claim and statement that the claim rests on: no relay parent of the statement bears on the claim.
-- A line that only passes others on, or names no source, is "not_recorded": it counts as no origin.
CREATE VIEW origins AS
SELECT s.claim, s.statement, s.polarity, s.certainty, st.source,
       CASE
         WHEN st.basis IN ('not_recorded', 'relay') OR st.voice = 'relayed'
              OR coalesce(pe.naming, so.naming) = 'unattributed' THEN 'not_recorded'
         WHEN coalesce(pe.naming, so.naming) IN ('named', 'role') THEN 'named'
         ELSE 'anonymous'
       END AS standing,
       coalesce(pe.person, st.source) AS person
FROM stances s
JOIN statements st ON st.id = s.statement
JOIN sources so ON so.id = st.source
LEFT JOIN persons pe ON pe.source = st.source
WHERE NOT EXISTS (
  SELECT 1 FROM relays r JOIN stances p ON p.statement = r.parent AND p.claim = s.claim
  WHERE r.child = s.statement
);

-- Named and anonymous origins are counted by person (one person saying a thing twice is one origin);
-- sentences with no source behind them are counted one by one.
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
LEFT JOIN claims p ON p.id = c.parent;

DROP VIEW denial_statements;

-- A denial is listed once, at its own voice: a statement that bears against a claim, unless it only passes on another
-- that bears against the same claim. Denials that pass each other on in a ring are listed at the first of them.
-- CROSS JOIN keeps the order: a statement passes on few, and many bear on a claim.
CREATE VIEW denial_statements AS
SELECT d.id, d."case", d.source, d.report
FROM statements d
WHERE EXISTS (
  SELECT 1 FROM stances s
  WHERE s.statement = d.id AND s.polarity = -1 AND (d.voice = 'own' OR NOT EXISTS (
    WITH RECURSIVE up(node) AS (
      SELECT d.id
      UNION
      SELECT r.parent FROM up
      CROSS JOIN relays r ON r.child = up.node
      CROSS JOIN stances p ON p.statement = r.parent AND p.claim = s.claim AND p.polarity = -1
    ), down(node) AS (
      SELECT d.id
      UNION
      SELECT r.child FROM down
      CROSS JOIN relays r ON r.parent = down.node
      CROSS JOIN stances p ON p.statement = r.child AND p.claim = s.claim AND p.polarity = -1
    )
    SELECT 1 FROM up WHERE node <> d.id AND (
      node < d.id
      OR (SELECT voice FROM statements WHERE id = node) = 'own'
      OR node NOT IN (SELECT node FROM down)
    )
  ))
);
