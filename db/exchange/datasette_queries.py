"""Canned queries of the copy for Datasette: questions that the desk answers, too."""

from __future__ import annotations

_WORDS = """coalesce((SELECT group_concat(
         q.exact || CASE WHEN q.words_by IS NULL THEN '' ELSE ' [in the words of ' || q.words_by || ']' END, ' | ')
        FROM quotes q WHERE q.statement = st.ulid), 'not recorded')"""
"""The quotes of a statement, and whose words they are where not the speaker's own."""

_SIDE = "CASE s.polarity WHEN 1 THEN 'for' WHEN -1 THEN 'against' ELSE 'neither' END"

QUERIES = {
    "origins_of_a_claim": {
        "title": "Origins of a claim",
        "description": "The statements that a claim rests on. Those that are not recorded count as no origin, and "
        "those that were withdrawn count no longer. :claim is a key, such as C1.",
        "sql": f"""
SELECT k.key AS "case", c.key AS claim, c.text, o.side, so.name AS speaker, o.standing,
       o.is_withdrawn AS withdrawn, st.key AS statement, {_WORDS} AS words, st.summary,
       re.key AS report, ou.name AS outlet, re.url
FROM origins o JOIN claims c ON c.ulid = o.claim JOIN cases k ON k.ulid = c."case"
JOIN statements st ON st.ulid = o.statement JOIN sources so ON so.ulid = st.source
LEFT JOIN reports re ON re.ulid = st.report LEFT JOIN sources ou ON ou.ulid = re.outlet
WHERE c.key = :claim COLLATE NOCASE
ORDER BY k.key, o.side = 'against', o.standing, st.ulid""",
    },
    "who_carries_a_claim": {
        "title": "Who carries a claim",
        "description": "Every statement that bears on a claim, and the statement it passes on. :claim is a key.",
        "sql": f"""
SELECT k.key AS "case", c.key AS claim, {_SIDE} AS side, s.certainty,
       st.key AS statement, so.name AS said_by,
       ou.name AS outlet, re.published_edtf AS published, {_WORDS} AS words, st.summary,
       (SELECT group_concat(pa.key, ' ') FROM relays r JOIN statements pa ON pa.ulid = r.parent
        WHERE r.child = st.ulid) AS passes_on, re.url
FROM stances s JOIN claims c ON c.ulid = s.claim JOIN cases k ON k.ulid = c."case"
JOIN statements st ON st.ulid = s.statement JOIN sources so ON so.ulid = st.source
LEFT JOIN reports re ON re.ulid = st.report LEFT JOIN sources ou ON ou.ulid = re.outlet
WHERE c.key = :claim COLLATE NOCASE
ORDER BY k.key, re.published_lo IS NULL, re.published_lo, st.ulid""",
    },
    "who_passes_a_statement_on": {
        "title": "Who passes a statement on",
        "description": "The statements that pass one on, directly or through others. :statement is a key, such as S1.",
        "sql": f"""
WITH RECURSIVE down(node) AS (
  SELECT ulid FROM statements WHERE key = :statement COLLATE NOCASE
  UNION SELECT r.child FROM down JOIN relays r ON r.parent = down.node)
SELECT st.key AS statement, so.name AS said_by, ou.name AS outlet, re.published_edtf AS published,
       {_WORDS} AS words, st.summary,
       re.url
FROM down JOIN statements st ON st.ulid = down.node JOIN sources so ON so.ulid = st.source
LEFT JOIN reports re ON re.ulid = st.report LEFT JOIN sources ou ON ou.ulid = re.outlet
ORDER BY re.published_lo IS NULL, re.published_lo, st.ulid""",
    },
    "claims_with_numbers": {
        "title": "Claims with their numbers and verdicts",
        "description": "The three numbers of each side, what was withdrawn, and the newest verdict that a person gave.",
        "sql": """
SELECT k.key AS "case", c.key AS claim, c.text, f.named AS for_named, f.anonymous AS for_anonymous,
       f.not_recorded AS for_not_recorded, f.withdrawn AS for_withdrawn, a.named AS against_named,
       a.anonymous AS against_anonymous, a.not_recorded AS against_not_recorded, a.withdrawn AS against_withdrawn,
       f.outlets, v.verdict, v.who, v.at
FROM claims c JOIN cases k ON k.ulid = c."case"
LEFT JOIN claim_numbers f ON f.claim = c.ulid AND f.side = 'for'
LEFT JOIN claim_numbers a ON a.claim = c.ulid AND a.side = 'against'
LEFT JOIN assessments v ON v.rowid = (SELECT max(n.rowid) FROM assessments n WHERE n.claim = c.ulid)
ORDER BY k.key, CAST(substr(c.key, 2) AS INTEGER), length(c.key), c.key""",
    },
    "denials_and_what_they_leave_open": {
        "title": "Denials, and what they leave open",
        "sql": f"""
SELECT k.key AS "case", st.key AS statement, so.name AS denied_by, d.denies, d.silent_on, {_WORDS} AS words, st.summary,
       ou.name AS outlet, re.url
FROM denials d JOIN statements st ON st.ulid = d.statement JOIN cases k ON k.ulid = st."case"
JOIN sources so ON so.ulid = d.source
LEFT JOIN reports re ON re.ulid = d.report LEFT JOIN sources ou ON ou.ulid = re.outlet
ORDER BY st.ulid""",
    },
    "what_a_source_says": {
        "title": "What a source says",
        "description": ":source is a key, such as W1.",
        "sql": f"""
SELECT k.key AS "case", st.key AS statement, st.act, st.voice, {_WORDS} AS words, st.summary,
       (SELECT group_concat(c.key || ' ' || {_SIDE}, ', ') FROM stances s JOIN claims c ON c.ulid = s.claim
        WHERE s.statement = st.ulid) AS claims, re.key AS report, re.url
FROM statements st JOIN sources so ON so.ulid = st.source JOIN cases k ON k.ulid = st."case"
LEFT JOIN reports re ON re.ulid = st.report
WHERE so.key = :source COLLATE NOCASE
ORDER BY st.ulid""",
    },
}
"""By the name in the address."""
