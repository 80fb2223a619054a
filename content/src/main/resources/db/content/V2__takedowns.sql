-- Which original a blob was made of; an original is of itself. A ruling on one of them is about all that share an original.
CREATE TABLE origins (
    cid text NOT NULL REFERENCES blobs ON DELETE CASCADE,
    original_cid text NOT NULL,
    PRIMARY KEY (cid, original_cid)
);

CREATE INDEX origins_by_original ON origins (original_cid);

INSERT INTO origins (cid, original_cid)
SELECT cid, original_cid
FROM (
    SELECT orig_file_cid AS cid, orig_file_cid AS original_cid FROM uploads
    UNION SELECT value, orig_file_cid FROM uploads, jsonb_each_text(results)
    UNION SELECT cid, original_cid FROM image_variants
) made
JOIN blobs USING (cid);

-- What Arbitration took down, and when it came back. A reorganisation deletes the row or empties its last column.
CREATE TABLE takedowns (
    case_id numeric PRIMARY KEY,
    content_type smallint NOT NULL,
    content_id numeric NOT NULL,
    cid text NOT NULL,
    block_number bigint NOT NULL,
    reinstated_at_block bigint
);

CREATE INDEX takedowns_by_cid ON takedowns (cid) WHERE reinstated_at_block IS NULL;
CREATE INDEX takedowns_by_content ON takedowns (content_type, content_id) WHERE reinstated_at_block IS NULL;

-- The newest blocks whose rulings are in the table above: those that may be taken back and the one they stand on.
CREATE TABLE followed_blocks (
    number bigint PRIMARY KEY,
    hash text NOT NULL,
    parent_hash text NOT NULL,
    mined_at timestamptz NOT NULL
);
