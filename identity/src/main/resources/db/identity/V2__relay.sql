-- Which request a signer used a nonce for. The primary key decides a race between two requests.
CREATE TABLE relay_request (
    signer text NOT NULL,
    nonce text NOT NULL,
    digest text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (signer, nonce)
);

-- Every transaction that the relay was ever given, kept after it is final as the answer to a repeated request.
CREATE TABLE outbox (
    id text PRIMARY KEY,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    contract text NOT NULL,
    data bytea NOT NULL,
    gas_limit bigint NOT NULL,
    state text NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'BROADCAST', 'INCLUDED', 'FINAL', 'REFUSED')),
    nonce bigint,
    transaction_hash text,
    block_hash text,
    block_number bigint,
    succeeded boolean,
    refusal text,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX outbox_unfinal ON outbox (nonce NULLS LAST, sequence) WHERE state IN ('PENDING', 'BROADCAST', 'INCLUDED');

-- The oldest transaction that waits for its block.
CREATE INDEX outbox_waiting ON outbox (created_at) WHERE state IN ('PENDING', 'BROADCAST');

CREATE TABLE outbox_broadcast (
    id text NOT NULL REFERENCES outbox ON DELETE CASCADE,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    nonce bigint NOT NULL,
    transaction_hash text NOT NULL,
    raw bytea NOT NULL,
    PRIMARY KEY (id, sequence)
);

-- The wallet whose nonces the outbox holds; one row.
CREATE TABLE outbox_wallet (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    address text NOT NULL
);
