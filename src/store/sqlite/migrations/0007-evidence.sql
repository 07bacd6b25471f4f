-- Issues remember the newest traces that they were part of, no longer the first alone.
UPDATE issue SET doc = json_set(doc, '$.traces', CASE
  WHEN doc ->> '$.evidence.traceId' IS NULL THEN json('[]')
  ELSE json_array(doc ->> '$.evidence.traceId')
END);
