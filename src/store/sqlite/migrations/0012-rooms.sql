-- Notifications may be of surface `room`, `room-post` and `invite`, and receivers of kind `rooms`, from now on. A relay
-- that does not know them would stop at the first of them, so it is told here not to open the file at all.
SELECT 1;
