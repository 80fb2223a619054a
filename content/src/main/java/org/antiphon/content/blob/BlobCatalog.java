package org.antiphon.content.blob;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.util.Comparator;
import java.util.List;
import org.antiphon.content.cid.Cid;
import org.antiphon.content.takedown.TakedownStore;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.antiphon.server.Database;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The table of blobs. A blob's row and its file change together under a lock of its CID, so that an upload that fails
 * can't take away the file that another upload of the same bytes was just promised.
 */
public final class BlobCatalog {
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
    private static final String ADD = """
            INSERT INTO blobs (cid, kind, content_type, size) VALUES ($1, $2, $3, $4)
            ON CONFLICT (cid) DO UPDATE SET kind = excluded.kind, content_type = excluded.content_type
            WHERE blobs.kind = 'pending'
            """;
    private static final String ADD_ORIGIN =
            "INSERT INTO origins (cid, original_cid) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    private static final String SETTLE = """
            UPDATE blobs SET kind = $2, content_type = $3
            WHERE cid = $1 AND (kind = 'pending' OR (kind = 'image' AND $2 = 'audio'))
            """;
    private static final String REMOVE = """
            DELETE FROM blobs WHERE cid = $1 AND kind = 'pending' AND NOT EXISTS (
                SELECT FROM uploads WHERE orig_file_cid = $1 AND status <> 'error')
            """;
    private static final String EXISTS = "SELECT 1 FROM blobs WHERE cid = $1";
    private static final String FIND = """
            SELECT kind, content_type, size, (
                SELECT t.case_id::text FROM origins mine
                JOIN origins kin USING (original_cid)
                JOIN takedowns t ON t.cid = kin.cid AND t.reinstated_at_block IS NULL
                WHERE mine.cid = :cid LIMIT 1
            ) AS taken_down_by
            FROM blobs WHERE cid = :cid AND kind <> 'pending'
            """;

    private final Database database;
    private final BlobStore store;

    public BlobCatalog(Database database, BlobStore store) {
        this.database = database;
        this.store = store;
    }

    /**
     * Fails with BLOB_NOT_FOUND, also for an original that has not been looked at yet, and with CONTENT_TAKEN_DOWN for all
     * that was made of the same original as a blob that a case names.
     */
    public Mono<BlobInfo> find(Cid cid) {
        return database.client()
                .sql(FIND)
                .bind("cid", cid.toString())
                .map(row -> blob(cid, row))
                .one()
                .switchIfEmpty(Mono.error(() -> new ApiException(
                        ErrorReason.ERROR_REASON_BLOB_NOT_FOUND,
                        "cid: \"%s\" (expected: a blob stored on this node)".formatted(cid))));
    }

    private static BlobInfo blob(Cid cid, Readable row) {
        var caseId = row.get("taken_down_by", String.class);
        if (caseId != null) {
            throw TakedownStore.refusal("cid: \"%s\"".formatted(cid), caseId);
        }
        return new BlobInfo(
                cid,
                BlobKind.of(row.get("kind", String.class)),
                row.get("content_type", String.class),
                row.get("size", Long.class));
    }

    /** Puts blobs that were made of an original in place with their rows, in the caller's transaction. */
    public Mono<Void> add(Connection connection, Cid original, List<DerivedBlob> blobs) {
        // one order for everyone, so that two transactions never wait for each other
        var sorted = blobs.stream()
                .sorted(Comparator.comparing(blob -> blob.staged().cid().toString()))
                .toList();
        return Flux.fromIterable(sorted)
                .concatMap(blob -> add(connection, original, blob))
                .then();
    }

    /** Gives an original its final kind, in the caller's transaction. */
    public Mono<Void> settle(Connection connection, Cid original, BlobKind kind, String contentType) {
        return run(connection, SETTLE, original.toString(), kind.key(), contentType)
                .then();
    }

    /** Removes an original that no upload needs, row and file, in the caller's transaction. */
    public Mono<Void> removeUnneeded(Connection connection, Cid original) {
        return lock(connection, original)
                .then(run(connection, REMOVE, original.toString()))
                .filter(removed -> removed > 0)
                .flatMap(removed -> store.delete(original));
    }

    /** Removes the file of a blob whose row was rolled back. */
    public Mono<Void> removeOrphan(Cid cid) {
        return database.transaction(connection -> lock(connection, cid)
                .then(Flux.from(connection
                                .createStatement(EXISTS)
                                .bind(0, cid.toString())
                                .execute())
                        .concatMap(result -> result.map(row -> true))
                        .hasElements())
                .flatMap(isKnown -> isKnown ? Mono.<Void>empty() : store.delete(cid)));
    }

    private Mono<Void> add(Connection connection, Cid original, DerivedBlob blob) {
        var cid = blob.staged().cid();
        return lock(connection, cid)
                .then(store.commit(blob.staged()))
                .then(run(
                        connection,
                        ADD,
                        cid.toString(),
                        blob.kind().key(),
                        blob.contentType(),
                        blob.staged().size()))
                .then(run(connection, ADD_ORIGIN, cid.toString(), original.toString()))
                .then();
    }

    private static Mono<Void> lock(Connection connection, Cid cid) {
        return Flux.from(
                        connection.createStatement(LOCK).bind(0, cid.toString()).execute())
                .concatMap(result -> result.map(row -> true))
                .then();
    }

    private static Mono<Long> run(Connection connection, String sql, Object... values) {
        var statement = connection.createStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.bind(i, values[i]);
        }
        return Flux.from(statement.execute())
                .concatMap(result -> result.getRowsUpdated())
                .reduce(0L, Long::sum);
    }
}
