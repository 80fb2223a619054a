-- Encrypted wallets. Only a keyed hash of the look-up key is kept: the key itself is as good as a password.
CREATE TABLE authentication (
    lookup_hash bytea PRIMARY KEY CHECK (octet_length(lookup_hash) = 32),
    iv bytea NOT NULL CHECK (octet_length(iv) = 16),
    cipher_text bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
