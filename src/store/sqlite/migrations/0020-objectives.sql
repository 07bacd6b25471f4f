-- How many incidents were shown, and how many pages taken, and how many of these in time; slots of five minutes.
CREATE TABLE objective (
  name  TEXT    NOT NULL CHECK (name IN ('shown', 'paged')),
  slot  INTEGER NOT NULL,
  good  INTEGER NOT NULL,
  total INTEGER NOT NULL,
  PRIMARY KEY (name, slot)
) STRICT, WITHOUT ROWID;
