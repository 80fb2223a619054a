-- Whether audio is down, whatever track it stands under.
CREATE INDEX takedowns_of_blob ON takedowns (cid) WHERE cid <> '';
