-- Where people see a posted message, as its vendor told (`link`), and the handle for which that is known, or given up
-- (`linked`): what is posted anew is asked for anew. Plain columns, as everything about it is written in one place.
ALTER TABLE notification ADD COLUMN link TEXT;
ALTER TABLE notification ADD COLUMN linked TEXT;

-- What was over before anybody asked is not asked for.
UPDATE notification SET linked = handle
  WHERE surface = 'message' AND handle IS NOT NULL
    AND coalesce(wanted ->> '$.projection.state', '') IN ('resolved', 'part-of');

CREATE INDEX notification_unlinked ON notification (credential, severity_rank DESC, opened_at, id)
  WHERE surface = 'message' AND handle IS NOT NULL AND linked IS NOT handle AND incident NOT GLOB 'overflow-*';
