-- What people look at first comes out of an index: neither ten thousand children of a storm nor ten thousand
-- incidents beside it are read to find it. Generated columns, so that old rows have them at once.

-- How far up a root stands: storms, then pages that stand for many, then by severity.
ALTER TABLE incident ADD COLUMN weight INTEGER GENERATED ALWAYS AS (
  CASE
    WHEN doc ->> '$.storm' IS NOT NULL THEN 5
    WHEN doc ->> '$.kind' = 'collector' THEN 4
    WHEN doc ->> '$.severity' = 'critical' THEN 3
    WHEN doc ->> '$.severity' = 'error' THEN 2
    WHEN doc ->> '$.severity' = 'warning' THEN 1
    ELSE 0
  END
) VIRTUAL;
ALTER TABLE incident ADD COLUMN over_at INTEGER
  GENERATED ALWAYS AS (coalesce(doc ->> '$.resolution.at', changed_at)) VIRTUAL;

-- Roots are in these three, children in none.
CREATE INDEX incident_open_roots ON incident (weight DESC, opened_at DESC, added DESC)
  WHERE parent IS NULL AND status <> 'resolved' AND NOT drill;
CREATE INDEX incident_over_roots ON incident (over_at DESC, added DESC)
  WHERE parent IS NULL AND status = 'resolved' AND NOT drill;
CREATE INDEX incident_over_roots_by_weight ON incident (weight, over_at DESC, added DESC)
  WHERE parent IS NULL AND status = 'resolved' AND NOT drill;

-- What a storm adds up of its children, so that the sum reads no document.
ALTER TABLE incident ADD COLUMN last_alert_at INTEGER GENERATED ALWAYS AS (doc ->> '$.lastAlertAt') VIRTUAL;
ALTER TABLE incident ADD COLUMN alerts INTEGER GENERATED ALWAYS AS (doc ->> '$.alerts') VIRTUAL;
ALTER TABLE incident ADD COLUMN events INTEGER GENERATED ALWAYS AS (doc ->> '$.events') VIRTUAL;
ALTER TABLE incident ADD COLUMN service TEXT GENERATED ALWAYS AS (doc ->> '$.services[0].name') VIRTUAL;
ALTER TABLE incident ADD COLUMN service_at INTEGER GENERATED ALWAYS AS (doc ->> '$.services[0].firstAt') VIRTUAL;
-- Most children have one service; of the few others all are kept.
ALTER TABLE incident ADD COLUMN more_services TEXT GENERATED ALWAYS AS (
  CASE WHEN doc ->> '$.services[1].name' IS NOT NULL THEN doc -> '$.services' END
) VIRTUAL;
DROP INDEX incident_parent;
CREATE INDEX incident_family ON incident (parent, opened_at, added, last_alert_at, alerts, events)
  WHERE parent IS NOT NULL;
CREATE INDEX incident_family_services ON incident (parent, service, service_at) WHERE parent IS NOT NULL;
CREATE INDEX incident_family_more_services ON incident (parent, more_services)
  WHERE parent IS NOT NULL AND more_services IS NOT NULL;

-- Whose page went into a page "many incidents".
ALTER TABLE incident ADD COLUMN joined TEXT GENERATED ALWAYS AS (doc ->> '$.page.joined') VIRTUAL;
CREATE INDEX incident_joined ON incident (joined, opened_at, added) WHERE joined IS NOT NULL;

-- When a lane last delivered anything. It outlives the notifications, which are pruned with their incidents.
CREATE TABLE lane_use (
  lane         TEXT    PRIMARY KEY,
  delivered_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO lane_use (lane, delivered_at)
  SELECT lane, max(sent_at) FROM notification WHERE sent_at IS NOT NULL GROUP BY lane;
