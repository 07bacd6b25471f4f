-- Generations keep their own reasons, issues are known by environment class, and pages remember what they told.

-- An issue that was none of production's is known under a key of its own from now on.
UPDATE issue SET
  key = 'non-production:' || key,
  doc = json_set(doc, '$.key', 'non-production:' || key)
WHERE json_extract(doc, '$.environmentClass') = 'non-production';

UPDATE issue SET doc = json_set(doc,
  '$.kind', CASE WHEN key LIKE 'metric:%' OR key LIKE 'non-production:metric:%' THEN 'occurrence' ELSE 'error' END,
  '$.project', NULL,
  '$.newestEventAt', NULL,
  '$.firesSince', json_extract(doc, '$.firstAt'),
  '$.toldBy', json('[]'),
  '$.quietMs', 0);

UPDATE incident SET doc = json_set(doc, '$.issues', (
  SELECT json_group_array(
    CASE WHEN EXISTS (SELECT 1 FROM issue WHERE issue.key = 'non-production:' || one.value)
      THEN 'non-production:' || one.value ELSE one.value END)
  FROM json_each(incident.doc, '$.issues') AS one
)) WHERE json_extract(doc, '$.environmentClass') = 'non-production';

UPDATE incident SET doc = json_set(doc,
  '$.environments', coalesce((
    SELECT json_group_array(DISTINCT environment.value)
    FROM json_each(incident.doc, '$.issues') AS own
      JOIN issue ON issue.key = own.value,
      json_each(issue.doc, '$.environments') AS environment
  ), json('[]')),
  '$.eventSeen', json('true'),
  '$.unpaged', NULL,
  '$.sample.about', json('[]'),
  '$.seenAtAck', CASE WHEN json_type(doc, '$.seenAtAck') = 'object' THEN json_object(
    'projects', json_array_length(doc, '$.seenAtAck.services'),
    'severity', json_extract(doc, '$.seenAtAck.severity'),
    'storm', json(CASE WHEN json_type(doc, '$.storm') = 'object' THEN 'true' ELSE 'false' END)
  ) END);

-- Of the pages before the newest one the reasons were not kept.
UPDATE incident SET doc = json_set(doc, '$.page', json_object(
  'generations', (
    WITH RECURSIVE life (n) AS (
      SELECT 1 UNION ALL SELECT n + 1 FROM life WHERE n < json_extract(incident.doc, '$.generation')
    )
    SELECT json_group_array(json_object(
      'reason', json_extract(incident.doc, '$.page.reason'),
      'since', json_extract(incident.doc, '$.page.since'),
      'joined', CASE WHEN n = json_extract(incident.doc, '$.generation')
        THEN json_extract(incident.doc, '$.page.joined') END
    )) FROM life
  ),
  'beat', 0,
  'beatAt', NULL,
  'joined', json_extract(doc, '$.page.joined'),
  'withdrawn', json_extract(doc, '$.page.withdrawn')
)) WHERE json_type(doc, '$.page') = 'object';

UPDATE incident SET doc = json_remove(doc, '$.generation');

UPDATE issue SET doc = json_insert(doc, '$.evidence.hints', json('[]'));

UPDATE baseline SET doc = json_set(doc, '$.services', json('[]'));

UPDATE setting SET value = json_set(value,
  '$.policy.paging.againMs', 600000,
  '$.policy.paging.anewMs', 7200000,
  '$.policy.paging.growth', json('{"factor":2,"notBeforeMs":300000,"everyMs":900000}'),
  '$.policy.paging.collectorEveryMs', 300000,
  '$.policy.environments', json('{"production":[],"quiet":[]}'))
WHERE name = 'brain';

-- What is shown is not shown anew for this: the digests stay, and only what a newer version reads is filled in.
UPDATE notification SET
  sent = json_set(sent, '$.beat', 0, '$.acknowledged', json('false')),
  wanted = CASE surface
    WHEN 'page' THEN json_set(wanted, '$.projection.beat', 0, '$.projection.environmentKnown', json('true'))
    WHEN 'message' THEN json_set(wanted,
      '$.projection.what.about', json('[]'), '$.projection.pageAgain', 0, '$.projection.notPaged', NULL)
    ELSE wanted END;
