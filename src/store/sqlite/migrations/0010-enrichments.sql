-- Entries may be of source `enrichment` from now on. A relay that does not know it would stop at the first of them, so it
-- is told here not to open the file at all.
SELECT 1;
