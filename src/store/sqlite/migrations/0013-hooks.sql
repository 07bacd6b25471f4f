-- Notifications may be of surface `hook`, and receivers of kind `hook`, from now on. A relay that does not know them would
-- stop at the first of them, so it is told here not to open the file at all.
SELECT 1;
