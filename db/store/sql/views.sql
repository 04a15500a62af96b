-- Views to read in sqlite3 or Datasette. The desk reads the same rows.

-- Sources that are the same by the newest judgement of the pair; each pair both ways.
CREATE VIEW same_as AS
WITH last(a, b) AS (
  SELECT a, b FROM same_sources s
  WHERE judgement = 'same' AND NOT EXISTS (SELECT 1 FROM same_sources n WHERE n.a = s.a AND n.b = s.b AND n.id > s.id)
)
SELECT a AS source, b AS other FROM last UNION ALL SELECT b, a FROM last;

-- One row per source that is judged to be the same as another, directly or through others. Their person is the source
-- that was added first, and is known as well as the best known of them. A source without a row here stands for itself.
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

-- One step up from a source: to a body it belongs to, or to a source that is judged to be the same. Boundaries, such as
-- states, are left out at both ends.
CREATE VIEW belongings AS
SELECT af.member AS source, af.org AS body FROM affiliations af
JOIN sources m ON m.id = af.member AND NOT m.is_boundary JOIN sources o ON o.id = af.org AND NOT o.is_boundary
UNION ALL
SELECT source, other FROM same_as;

-- How well the speaker of each statement is known. Statements that only pass others on, or name no source, are
-- "not_recorded". person is the speaker, or the one source that stands for all judged the same.
CREATE VIEW standings AS
SELECT st.id AS statement, st.source,
       CASE
         WHEN st.basis IN ('not_recorded', 'relay') OR st.voice = 'relayed'
              OR coalesce(pe.naming, so.naming) = 'unattributed' THEN 'not_recorded'
         WHEN coalesce(pe.naming, so.naming) IN ('named', 'role') THEN 'named'
         ELSE 'anonymous'
       END AS standing,
       coalesce(pe.person, st.source) AS person
FROM statements st
JOIN sources so ON so.id = st.source
LEFT JOIN persons pe ON pe.source = st.source;

-- Statements that are withdrawn, each with those that withdraw it: what its speaker retracts, also as others pass that
-- on, and what is known only through statements that their own speakers retract. Others withdraw nothing.
-- CROSS JOIN fixes the join order: there are few retractions, and many statements.
CREATE VIEW withdrawn AS
WITH RECURSIVE heads(statement, retraction, head) AS (
  SELECT other, statement, statement FROM statement_links WHERE kind = 'retracts'
  UNION
  SELECT heads.statement, heads.retraction, r.parent FROM heads JOIN relays r ON r.child = heads.head
), retracted(statement, retraction) AS (
  SELECT DISTINCT heads.statement, heads.retraction FROM heads
  CROSS JOIN statements st ON st.id = heads.statement CROSS JOIN statements re ON re.id = heads.head
  WHERE st.source = re.source OR EXISTS (
    SELECT 1 FROM persons a JOIN persons b ON b.person = a.person WHERE a.source = st.source AND b.source = re.source)
)
SELECT statement, retraction FROM retracted
UNION
SELECT heard.id, re.retraction FROM retracted re
CROSS JOIN statements child ON child.id = re.statement CROSS JOIN relays r ON r.child = child.id
CROSS JOIN statements heard ON heard.id = r.parent AND (heard.report IS NULL OR heard.report = child.report)
WHERE NOT EXISTS (
  SELECT 1 FROM relays o WHERE o.parent = heard.id AND o.child NOT IN (SELECT statement FROM retracted));

-- The origins of each claim: statements that bear on it and pass on no statement that also bears on it. Those that are
-- "not_recorded" count as no origin; those that are withdrawn are in withdrawn_origins.
CREATE VIEW origins AS
SELECT s.claim, s.statement, s.polarity, s.certainty, t.source, t.standing, t.person
FROM stances s
JOIN standings t ON t.statement = s.statement
WHERE NOT EXISTS (
  SELECT 1 FROM relays r JOIN stances p ON p.statement = r.parent AND p.claim = s.claim
  WHERE r.child = s.statement
) AND s.statement NOT IN (SELECT statement FROM withdrawn);

-- Statements that would be origins of a claim, had they not been withdrawn; each with those that withdraw it.
CREATE VIEW withdrawn_origins AS
SELECT s.claim, s.statement, s.polarity, t.source, t.person, w.retraction
FROM withdrawn w JOIN stances s ON s.statement = w.statement JOIN standings t ON t.statement = s.statement
WHERE NOT EXISTS (
  SELECT 1 FROM relays r JOIN stances p ON p.statement = r.parent AND p.claim = s.claim
  WHERE r.child = s.statement
);

-- Denials: statements against a claim, without those that only pass on another statement against the same claim.
-- Of denials that pass each other on in a ring, the first is listed.
-- CROSS JOIN fixes the join order: a statement passes on few others, while many statements may bear on a claim.
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

-- The newest assessment of each claim that has one.
CREATE VIEW verdicts AS
SELECT a.claim, a.verdict, a.likelihood, a.confidence, a.rationale, a.who, a.at, a.id AS assessment
FROM assessments a
WHERE NOT EXISTS (SELECT 1 FROM assessments n WHERE n.claim = a.claim AND n.id > a.id);

-- Claims with the number of origins for and against them. Named and anonymous origins are counted by person, since one
-- person who says a thing twice is one origin; statements without a recorded origin are counted one by one.
-- Claims that were joined into another are left out: the other has their statements.
CREATE VIEW claims_overview AS
SELECT c.id, k.key AS "case", c.key, c.text, p.key AS parent, c.part, c.is_background,
  (SELECT count(DISTINCT person) FROM origins o
    WHERE o.claim = c.id AND polarity = 1 AND standing = 'named') AS for_named,
  (SELECT count(DISTINCT person) FROM origins o
    WHERE o.claim = c.id AND polarity = 1 AND standing = 'anonymous') AS for_anonymous,
  (SELECT count(*) FROM origins o
    WHERE o.claim = c.id AND polarity = 1 AND standing = 'not_recorded') AS for_not_recorded,
  (SELECT count(DISTINCT person) FROM origins o
    WHERE o.claim = c.id AND polarity = -1 AND standing = 'named') AS against_named,
  (SELECT count(DISTINCT person) FROM origins o
    WHERE o.claim = c.id AND polarity = -1 AND standing = 'anonymous') AS against_anonymous,
  (SELECT count(*) FROM origins o
    WHERE o.claim = c.id AND polarity = -1 AND standing = 'not_recorded') AS against_not_recorded,
  (SELECT count(DISTINCT person) FROM withdrawn_origins o
    WHERE o.claim = c.id AND polarity = 1) AS for_withdrawn,
  (SELECT count(DISTINCT person) FROM withdrawn_origins o
    WHERE o.claim = c.id AND polarity = -1) AS against_withdrawn,
  (SELECT count(DISTINCT st.report) FROM stances s JOIN statements st ON st.id = s.statement
    WHERE s.claim = c.id AND s.polarity = 1) AS carried_by_reports
FROM claims c
JOIN cases k ON k.id = c."case"
LEFT JOIN claims p ON p.id = c.parent
WHERE c.joined_into IS NULL;

-- Denials with the keys of the claims they deny, and of those they are silent on: claims near them, not of the
-- background, that somebody makes and of which their source says nothing. Near are the denied claim's family and every
-- claim of a report that also makes the denied claim. passed_on_by counts the reports that pass the denial on.
CREATE VIEW denials AS
SELECT d.id, k.key AS "case", st.key AS statement, so.name AS source, ou.name AS outlet, re.key AS report,
  (SELECT group_concat(key, ' ') FROM (
    SELECT c.key FROM stances s JOIN claims c ON c.id = s.claim WHERE s.statement = d.id AND s.polarity = -1
      AND c.joined_into IS NULL
    ORDER BY CAST(substr(c.key, 2) AS INTEGER), length(c.key), c.key)) AS denies,
  (SELECT group_concat(key, ' ') FROM (
    WITH RECURSIVE begun(claim) AS (
      SELECT claim FROM stances WHERE statement = d.id AND polarity = -1
    ), up(claim) AS (
      SELECT claim FROM begun
      UNION
      SELECT c.parent FROM up JOIN claims c ON c.id = up.claim WHERE c.parent IS NOT NULL
    ), family(claim) AS (
      SELECT claim FROM up
      UNION
      SELECT c.id FROM family JOIN claims c ON c.parent = family.claim
    ), near(claim) AS (
      SELECT claim FROM family
      UNION
      SELECT also.claim FROM begun JOIN stances made ON made.claim = begun.claim AND made.polarity = 1
      JOIN statements maker ON maker.id = made.statement JOIN statements beside ON beside.report = maker.report
      JOIN stances also ON also.statement = beside.id AND +also.polarity = 1
    ), spoken(source) AS (
      SELECT d.source
      UNION
      SELECT other.source FROM persons own JOIN persons other ON other.person = own.person WHERE own.source = d.source
    )
    SELECT c.key FROM near JOIN claims c ON c.id = near.claim
    WHERE NOT c.is_background AND c.joined_into IS NULL
      AND NOT EXISTS (SELECT 1 FROM stances s WHERE s.statement = d.id AND s.claim = c.id)
      AND EXISTS (SELECT 1 FROM stances s WHERE s.claim = c.id AND s.polarity = 1)
      AND NOT EXISTS (
        SELECT 1 FROM stances s JOIN statements own ON own.id = s.statement AND own.voice = 'own'
        WHERE s.claim = c.id AND own.source IN (SELECT source FROM spoken))
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

-- The report chain of each case: as a person set it, else every report by time. words are the quotes from a held text;
-- where there are none, those that other reports have of it.
CREATE VIEW chain AS
WITH steps AS (
  SELECT "case", report, row_number() OVER (PARTITION BY "case" ORDER BY position) AS step, note FROM chain_steps
  UNION ALL
  SELECT r."case", r.id,
         row_number() OVER (PARTITION BY r."case"
                            ORDER BY r.published_lo IS NULL, r.published_lo, r.published_hi, r.id),
         NULL
  FROM reports r WHERE NOT EXISTS (SELECT 1 FROM chain_steps c WHERE c."case" = r."case")
)
SELECT k.key AS "case", steps.step, re.key AS report, ou.name AS outlet, re.published_raw, re.published_edtf,
  re.holding, via.key AS known_via,
  (SELECT group_concat(st.key, ' ') FROM statements st WHERE st.report = re.id) AS statements,
  coalesce(
    (SELECT group_concat(q.exact, ' / ') FROM captures ca JOIN quotes q ON q.capture = ca.id
      JOIN statements st ON st.id = q.statement
      WHERE ca.report = re.id AND re.holding = 'held' AND (st.report = re.id OR EXISTS (
        SELECT 1 FROM relays r JOIN statements ch ON ch.id = r.child WHERE r.parent = st.id AND ch.report = re.id))),
    (SELECT group_concat(q.exact, ' / ') FROM quotes q JOIN statements st ON st.id = q.statement
      WHERE st.report = re.id)) AS words,
  steps.note
FROM steps
JOIN cases k ON k.id = steps."case"
JOIN reports re ON re.id = steps.report
JOIN sources ou ON ou.id = re.outlet
LEFT JOIN reports via ON via.id = re.known_via
ORDER BY k.id, steps.step;
