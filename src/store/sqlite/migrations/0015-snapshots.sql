-- What the brain remembered after an entry, so that a replay need not begin at the first one. Written a part at a time, so
-- that no write is long; what is not `whole` was cut off, and is read by nobody.
CREATE TABLE snapshot (
  -- The last entry that it knows of.
  seq   INTEGER PRIMARY KEY,
  -- The brain's time then, virtual ms.
  at    INTEGER NOT NULL,
  -- Version of the tables that its rows are of.
  form  INTEGER NOT NULL,
  bytes INTEGER NOT NULL DEFAULT 0,
  whole INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE snapshot_part (
  seq  INTEGER NOT NULL REFERENCES snapshot (seq) ON DELETE CASCADE,
  n    INTEGER NOT NULL,
  rows BLOB    NOT NULL,
  PRIMARY KEY (seq, n)
) STRICT, WITHOUT ROWID;
