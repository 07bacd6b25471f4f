-- What people look at first comes out of an index: neither ten thousand children of a storm nor ten thousand
-- incidents beside it are read to find it. Plain columns, written beside the document: eight indices over generated
-- ones would parse it again and again at every write.

-- How far up a root stands: storms, then pages that stand for many, then by severity. NULL: a drill, never listed.
ALTER TABLE incident ADD COLUMN weight INTEGER;
-- When a resolved one was resolved.
ALTER TABLE incident ADD COLUMN over_at INTEGER;
-- What a storm adds up of its children. Most have one service; only where there are more are all kept, as JSON.
ALTER TABLE incident ADD COLUMN last_alert_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incident ADD COLUMN alerts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incident ADD COLUMN events INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incident ADD COLUMN service TEXT;
ALTER TABLE incident ADD COLUMN service_at INTEGER;
ALTER TABLE incident ADD COLUMN more_services TEXT;
-- The page "many incidents" that its own page went into.
ALTER TABLE incident ADD COLUMN joined TEXT;

UPDATE incident SET
  weight = CASE
    WHEN drill THEN NULL
    WHEN doc ->> '$.storm' IS NOT NULL THEN 5
    WHEN doc ->> '$.kind' = 'collector' THEN 4
    WHEN doc ->> '$.severity' = 'critical' THEN 3
    WHEN doc ->> '$.severity' = 'error' THEN 2
    WHEN doc ->> '$.severity' = 'warning' THEN 1
    ELSE 0
  END,
  over_at = CASE WHEN status = 'resolved' THEN coalesce(doc ->> '$.resolution.at', changed_at) END,
  last_alert_at = doc ->> '$.lastAlertAt',
  alerts = doc ->> '$.alerts',
  events = doc ->> '$.events',
  service = doc ->> '$.services[0].name',
  service_at = doc ->> '$.services[0].firstAt',
  more_services = CASE WHEN json_array_length(doc, '$.services') > 1 THEN doc -> '$.services' END,
  joined = doc ->> '$.page.joined';

-- Roots are in these three, children in none. The columns at the end let open ones be counted out of the index.
CREATE INDEX incident_open_roots ON incident (weight DESC, opened_at DESC, added DESC, parent, status)
  WHERE parent IS NULL AND status <> 'resolved' AND weight IS NOT NULL;
CREATE INDEX incident_over_roots ON incident (over_at DESC, added DESC, parent, status, weight)
  WHERE parent IS NULL AND status = 'resolved' AND weight IS NOT NULL;
CREATE INDEX incident_over_roots_by_weight ON incident (weight, over_at DESC, added DESC)
  WHERE parent IS NULL AND status = 'resolved' AND weight IS NOT NULL;

DROP INDEX incident_parent;
CREATE INDEX incident_family ON incident (parent, opened_at, added, last_alert_at, alerts, events)
  WHERE parent IS NOT NULL;
CREATE INDEX incident_family_services ON incident (parent, service, service_at) WHERE parent IS NOT NULL;
CREATE INDEX incident_family_more_services ON incident (parent, more_services)
  WHERE parent IS NOT NULL AND more_services IS NOT NULL;

CREATE INDEX incident_joined ON incident (joined, opened_at, added) WHERE joined IS NOT NULL;

-- When a lane last delivered anything. It outlives the notifications, which are pruned with their incidents.
CREATE TABLE lane_use (
  lane         TEXT    PRIMARY KEY,
  delivered_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO lane_use (lane, delivered_at)
  SELECT lane, max(sent_at) FROM notification WHERE sent_at IS NOT NULL GROUP BY lane;
