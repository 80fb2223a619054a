-- What the index held after a block, in 32 bytes. Empty blocks change nothing and have none of their own.
ALTER TABLE blocks ADD COLUMN commitment bytea;

-- Commitment at a block: the last block with actions up to it.
CREATE INDEX blocks_with_actions ON blocks (chain, number) WHERE has_actions;

-- The vector that the commitment stands for, after the last block and after each to which a reorganisation can lead back.
CREATE TABLE state_vectors (
    chain text NOT NULL,
    block_number bigint NOT NULL,
    vector bytea NOT NULL,
    PRIMARY KEY (chain, block_number)
);
