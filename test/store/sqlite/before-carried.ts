/** Takes a file back to before migration 0018: the books are counted from all rows, and nothing is carried; later tables go too. */
export const beforeCarried = `
  DROP TABLE objective;
  DROP TABLE carried;
  DELETE FROM setting WHERE name IN ('carried', 'carried-bytes');
  DROP INDEX dead_letter_incident;
  CREATE INDEX disposition_incident ON disposition (incident) WHERE incident IS NOT NULL;
  CREATE INDEX disposition_pruned ON disposition (source) WHERE pruned = 1;
`;
