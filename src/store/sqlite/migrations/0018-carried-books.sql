-- What the books count of entries up to a number (setting `carried`), so that no look at them counts all of these again.
-- `kind` is that of a disposition, or `accepted`; `incident` is empty for what belongs to none. `gone`: how many of the
-- entries have no row any more, the newest of which came at `gone_at`; all others still have theirs, so that everything
-- here can be counted anew.
CREATE TABLE carried (
  kind     TEXT    NOT NULL,
  incident TEXT    NOT NULL,
  entries  INTEGER NOT NULL,
  gone     INTEGER NOT NULL DEFAULT 0,
  gone_at  INTEGER,
  PRIMARY KEY (kind, incident)
) STRICT, WITHOUT ROWID;

INSERT INTO carried (kind, incident, entries)
  SELECT kind, coalesce(incident, ''), count(*) FROM disposition
  WHERE source IN ('sentry', 'sentry-legacy') GROUP BY kind, incident;
INSERT INTO carried (kind, incident, entries)
  SELECT 'accepted', '',
    (SELECT count(*) FROM inbox WHERE source IN ('sentry', 'sentry-legacy') AND seq <= applied.cursor)
    + (SELECT count(*) FROM disposition WHERE source IN ('sentry', 'sentry-legacy') AND pruned = 1)
  FROM (SELECT CAST(value AS INTEGER) AS cursor FROM setting WHERE name = 'cursor') AS applied;
INSERT INTO setting (name, value)
  SELECT 'carried', value FROM setting WHERE name = 'cursor';
-- Bytes of the bodies that are kept of them.
INSERT INTO setting (name, value)
  SELECT 'carried-bytes', (SELECT coalesce(sum(bytes), 0) FROM inbox WHERE seq <= CAST(setting.value AS INTEGER))
  FROM setting WHERE name = 'cursor';

-- They only served to count and to remove; now both go by the numbers of entries.
DROP INDEX disposition_pruned;
DROP INDEX disposition_incident;

-- Whether an incident has to be kept for one of its letters is asked of each that is over.
CREATE INDEX dead_letter_incident ON dead_letter (incident) WHERE state = 'open';
