package org.antiphon.content.blob;

import io.r2dbc.spi.Connection;
import java.util.Comparator;
import java.util.List;
import org.antiphon.content.cid.Cid;
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
    private static final String SETTLE = """
            UPDATE blobs SET kind = $2, content_type = $3
            WHERE cid = $1 AND (kind = 'pending' OR (kind = 'image' AND $2 = 'audio'))
            """;
    private static final String REMOVE = """
            DELETE FROM blobs WHERE cid = $1 AND kind = 'pending' AND NOT EXISTS (
                SELECT FROM uploads WHERE orig_file_cid = $1 AND status <> 'error')
            """;
    private static final String EXISTS = "SELECT 1 FROM blobs WHERE cid = $1";
    private static final String FIND = "SELECT kind, content_type, size FROM blobs WHERE cid = :cid";

    private final Database database;
    private final BlobStore store;

    public BlobCatalog(Database database, BlobStore store) {
        this.database = database;
        this.store = store;
    }

    /** Fails with BLOB_NOT_FOUND, also for an original that has not been looked at yet. */
    public Mono<BlobInfo> find(Cid cid) {
        return database.client()
                .sql(FIND)
                .bind("cid", cid.toString())
                .map(row -> new BlobInfo(
                        cid,
                        BlobKind.of(row.get("kind", String.class)),
                        row.get("content_type", String.class),
                        row.get("size", Long.class)))
                .one()
                .filter(blob -> blob.kind() != BlobKind.PENDING)
                .switchIfEmpty(Mono.error(() -> new ApiException(
                        ErrorReason.ERROR_REASON_BLOB_NOT_FOUND,
                        "cid: \"%s\" (expected: a blob stored on this node)".formatted(cid))));
    }

    /** Puts blobs in place with their rows, in the caller's transaction. */
    public Mono<Void> add(Connection connection, List<DerivedBlob> blobs) {
        // one order for everyone, so that two transactions never wait for each other
        var sorted = blobs.stream()
                .sorted(Comparator.comparing(blob -> blob.staged().cid().toString()))
                .toList();
        return Flux.fromIterable(sorted)
                .concatMap(blob -> add(connection, blob))
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

    private Mono<Void> add(Connection connection, DerivedBlob blob) {
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
