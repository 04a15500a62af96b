-- Views a person can read in sqlite3 or Datasette. The desk reads the same rows.

-- One row per claim and statement that the claim rests on: no relay parent of the statement bears on the claim.
-- A line that only passes others on, or names no source, is "not_recorded": it counts as no origin.
CREATE VIEW origins AS
SELECT s.claim, s.statement, s.polarity, s.certainty, st.source,
       CASE
         WHEN st.basis IN ('not_recorded', 'relay') OR st.voice = 'relayed' OR so.naming = 'unattributed' THEN 'not_recorded'
         WHEN so.naming IN ('named', 'role') THEN 'named'
         ELSE 'anonymous'
       END AS standing
FROM stances s
JOIN statements st ON st.id = s.statement
JOIN sources so ON so.id = st.source
WHERE NOT EXISTS (
  SELECT 1 FROM relays r JOIN stances p ON p.statement = r.parent AND p.claim = s.claim
  WHERE r.child = s.statement
);

-- Named and anonymous origins are counted by source (one person saying a thing twice is one origin);
-- sentences with no source behind them are counted one by one.
CREATE VIEW claims_overview AS
SELECT c.id, k.key AS "case", c.key, c.text, p.key AS parent, c.part, c.is_background,
  (SELECT count(DISTINCT source) FROM origins o WHERE o.claim = c.id AND polarity = 1 AND standing = 'named') AS for_named,
  (SELECT count(DISTINCT source) FROM origins o WHERE o.claim = c.id AND polarity = 1 AND standing = 'anonymous') AS for_anonymous,
  (SELECT count(*) FROM origins o WHERE o.claim = c.id AND polarity = 1 AND standing = 'not_recorded') AS for_not_recorded,
  (SELECT count(DISTINCT source) FROM origins o WHERE o.claim = c.id AND polarity = -1 AND standing = 'named') AS against_named,
  (SELECT count(DISTINCT source) FROM origins o WHERE o.claim = c.id AND polarity = -1 AND standing = 'anonymous') AS against_anonymous,
  (SELECT count(*) FROM origins o WHERE o.claim = c.id AND polarity = -1 AND standing = 'not_recorded') AS against_not_recorded,
  (SELECT count(DISTINCT st.report) FROM stances s JOIN statements st ON st.id = s.statement
    WHERE s.claim = c.id AND s.polarity = 1) AS carried_by_reports
FROM claims c
JOIN cases k ON k.id = c."case"
LEFT JOIN claims p ON p.id = c.parent;

-- A denial is listed once, at its own voice: a statement that bears against a claim, unless it only passes on another
-- that bears against the same claim. Denials that pass each other on in a ring are listed at the first of them.
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
      JOIN relays r ON r.child = up.node
      JOIN stances p ON p.statement = r.parent AND p.claim = s.claim AND p.polarity = -1
    ), down(node) AS (
      SELECT d.id
      UNION
      SELECT r.child FROM down
      JOIN relays r ON r.parent = down.node
      JOIN stances p ON p.statement = r.child AND p.claim = s.claim AND p.polarity = -1
    )
    SELECT 1 FROM up WHERE node <> d.id AND (
      node < d.id
      OR (SELECT voice FROM statements WHERE id = node) = 'own'
      OR node NOT IN (SELECT node FROM down)
    )
  ))
);

-- silent_on: claims of the incident (not its background) that somebody makes and this denial leaves standing.
CREATE VIEW denials AS
SELECT d.id, k.key AS "case", st.key AS statement, so.name AS source, ou.name AS outlet, re.key AS report,
  (SELECT group_concat(key, ' ') FROM (
    SELECT c.key FROM stances s JOIN claims c ON c.id = s.claim WHERE s.statement = d.id AND s.polarity = -1
    ORDER BY CAST(substr(c.key, 2) AS INTEGER), length(c.key), c.key)) AS denies,
  (SELECT group_concat(key, ' ') FROM (
    SELECT c.key FROM claims c WHERE c."case" = d."case" AND NOT c.is_background
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

-- The walk a person set; else every report of the case by time, then by key.
CREATE VIEW chain AS
WITH steps AS (
  SELECT "case", report, row_number() OVER (PARTITION BY "case" ORDER BY position) AS step, note FROM chain_steps
  UNION ALL
  SELECT r."case", r.id,
         row_number() OVER (PARTITION BY r."case" ORDER BY r.published_lo IS NULL, r.published_lo, r.published_hi, r.id),
         NULL
  FROM reports r WHERE NOT EXISTS (SELECT 1 FROM chain_steps c WHERE c."case" = r."case")
)
SELECT k.key AS "case", steps.step, re.key AS report, ou.name AS outlet, re.published_raw, re.published_edtf,
  re.holding, via.key AS known_via,
  (SELECT group_concat(st.key, ' ') FROM statements st WHERE st.report = re.id) AS statements,
  (SELECT group_concat(q.exact, ' / ') FROM quotes q JOIN statements st ON st.id = q.statement WHERE st.report = re.id) AS words,
  steps.note
FROM steps
JOIN cases k ON k.id = steps."case"
JOIN reports re ON re.id = steps.report
JOIN sources ou ON ou.id = re.outlet
LEFT JOIN reports via ON via.id = re.known_via
ORDER BY k.id, steps.step;
