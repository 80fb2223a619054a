-- A batch is what one transaction carries. It is fixed here before it is sent: its id and its plays never change, and the
-- ledger takes each id once.
CREATE TABLE play_batch (
    id text PRIMARY KEY,
    sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    attempt integer NOT NULL DEFAULT 0,
    recorded_at timestamptz
);

CREATE INDEX play_batch_open ON play_batch (sequence) WHERE recorded_at IS NULL;

-- Plays on their way to the ledger; they are deleted once their batch is recorded.
CREATE TABLE play (
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL,
    track_id bigint NOT NULL,
    played_at bigint NOT NULL,
    batch_id text REFERENCES play_batch
);

CREATE INDEX play_waiting ON play (sequence) WHERE batch_id IS NULL;
CREATE INDEX play_batched ON play (batch_id) WHERE batch_id IS NOT NULL;
