package org.antiphon.identity.relay;

/** The statements of {@link PostgresOutbox}. */
final class OutboxSql {

    static final String INSERT = """
            INSERT INTO outbox (id, contract, data, gas_limit) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING""";

    private static final String SELECT = """
            SELECT o.id, o.contract, o.data, o.gas_limit, o.state, o.transaction_hash, o.block_hash, o.block_number,
                   o.succeeded, o.refusal, b.nonce AS broadcast_nonce, b.transaction_hash AS broadcast_hash, b.raw
            FROM outbox o LEFT JOIN outbox_broadcast b ON b.id = o.id
            """;

    static final String FIND = SELECT + "WHERE o.id = $1 ORDER BY b.sequence";

    static final String UNFINAL = SELECT + """
            WHERE o.state IN ('PENDING', 'BROADCAST', 'INCLUDED')
            ORDER BY o.nonce NULLS LAST, o.sequence, b.sequence""";

    static final String RECORD_BROADCASTS = """
            WITH sent AS (
                SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[])
                    WITH ORDINALITY AS s(id, nonce, transaction_hash, raw, place)
            ), known AS (
                UPDATE outbox o
                SET state = 'BROADCAST', nonce = sent.nonce, transaction_hash = NULL, block_hash = NULL,
                    block_number = NULL, succeeded = NULL, refusal = NULL
                FROM sent WHERE o.id = sent.id RETURNING o.id
            )
            INSERT INTO outbox_broadcast (id, nonce, transaction_hash, raw)
            SELECT sent.id, sent.nonce, sent.transaction_hash, decode(sent.raw, 'hex')
            FROM sent JOIN known ON known.id = sent.id
            ORDER BY sent.place""";

    static final String RECORD_RECEIPTS = """
            UPDATE outbox o
            SET state = 'INCLUDED', transaction_hash = r.transaction_hash, block_hash = r.block_hash,
                block_number = r.block_number, succeeded = r.succeeded, refusal = NULL
            FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::boolean[])
                AS r(id, transaction_hash, block_hash, block_number, succeeded)
            WHERE o.id = r.id""";

    static final String CLEAR_RECEIPTS = """
            UPDATE outbox
            SET state = 'BROADCAST', transaction_hash = NULL, block_hash = NULL, block_number = NULL, succeeded = NULL,
                refusal = NULL
            WHERE id = ANY($1)""";

    static final String RESET = """
            WITH forgotten AS (DELETE FROM outbox_broadcast WHERE id = ANY($1))
            UPDATE outbox
            SET state = 'PENDING', nonce = NULL, transaction_hash = NULL, block_hash = NULL, block_number = NULL,
                succeeded = NULL, refusal = NULL
            WHERE id = ANY($1)""";

    static final String MARK_FINAL = "UPDATE outbox SET state = 'FINAL' WHERE id = ANY($1)";

    static final String MARK_REFUSED = """
            UPDATE outbox
            SET state = 'REFUSED', refusal = $2, transaction_hash = NULL, block_hash = NULL, block_number = NULL,
                succeeded = NULL
            WHERE id = $1""";

    static final String BACKLOG = """
            SELECT count(*) AS waiting, coalesce(extract(epoch FROM now() - min(created_at)), 0)::bigint AS oldest_seconds
            FROM outbox WHERE state IN ('PENDING', 'BROADCAST')""";

    /** Takes the outbox for a wallet, unless it still holds unfinished transactions of another. */
    static final String CLAIM_WALLET = """
            INSERT INTO outbox_wallet (address) VALUES ($1)
            ON CONFLICT (single) DO UPDATE SET address = excluded.address
            WHERE outbox_wallet.address = excluded.address
               OR NOT EXISTS (SELECT FROM outbox WHERE state IN ('PENDING', 'BROADCAST', 'INCLUDED'))""";

    private OutboxSql() {}
}
