package org.antiphon.content.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.antiphon.content.blob.BlobCatalog;
import org.antiphon.content.blob.BlobKind;
import org.antiphon.content.blob.DerivedBlob;
import org.antiphon.content.blob.StagedBlob;
import org.antiphon.content.cid.Cid;
import org.antiphon.content.media.Preview;
import org.antiphon.content.media.Probe;
import org.antiphon.server.Database;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table of uploads, which is also the queue of the work on them. */
final class UploadStore {
    private static final String COLUMNS = """
            id, status, template, orig_filename, orig_file_cid, size, preview_start_seconds, results::text AS results,
            probe::text AS probe, error_reason, error_message, created_at, updated_at""";
    private static final String INSERT = """
            INSERT INTO uploads (
                id, request_id, status, template, orig_filename, orig_file_cid, size, preview_start_seconds)
            VALUES ($1, $2, 'new', $3, $4, $5, $6, $7) RETURNING %s""".formatted(COLUMNS);
    private static final String CLAIM = """
            UPDATE uploads SET status = 'busy', updated_at = now() WHERE id = (
                SELECT id FROM uploads WHERE status = 'new' AND (template = 'audio') = :audio
                ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING %s""".formatted(COLUMNS);
    private static final String DONE = """
            UPDATE uploads SET status = 'done', results = CAST($2 AS jsonb), probe = CAST($3 AS jsonb),
                updated_at = now()
            WHERE id = $1 RETURNING %s""".formatted(COLUMNS);
    private static final String FAILED = """
            UPDATE uploads SET status = 'error', error_reason = $2, error_message = $3, updated_at = now()
            WHERE id = $1 RETURNING %s""".formatted(COLUMNS);
    private static final String VARIANT = """
            INSERT INTO image_variants (original_cid, variant, cid) VALUES ($1, $2, $3)
            ON CONFLICT (original_cid, variant) DO UPDATE SET cid = excluded.cid""";
    private static final ObjectMapper json = new ObjectMapper();

    private final Database database;
    private final BlobCatalog catalog;

    UploadStore(Database database, BlobCatalog catalog) {
        this.database = database;
        this.catalog = catalog;
    }

    Mono<Upload> find(String id) {
        return findBy("id", id);
    }

    Mono<Upload> findByRequest(String requestId) {
        return findBy("request_id", requestId);
    }

    /** Makes a received original part of the node: its file, its row and its upload become visible together. */
    Mono<Upload> accept(String id, UploadRequest request, StagedBlob original) {
        var blob = new DerivedBlob(original, BlobKind.PENDING, "application/octet-stream");
        return database.transaction(connection -> catalog.add(connection, original.cid(), List.of(blob))
                .then(Mono.defer(() -> one(
                        connection,
                        INSERT,
                        id,
                        text(request.requestId().orElse(null)),
                        request.template().key(),
                        request.filename(),
                        original.cid().toString(),
                        original.size(),
                        Parameters.in(
                                R2dbcType.DOUBLE,
                                request.preview().map(Preview::startSeconds).orElse(null))))));
    }

    /** Takes the oldest waiting upload for work; empty when none waits. */
    Mono<Upload> claim(boolean audio) {
        return database.client()
                .sql(CLAIM)
                .bind("audio", audio)
                .map(UploadStore::upload)
                .one();
    }

    /** Puts back what was at work when the node went down. */
    Mono<Long> requeue() {
        return database.client()
                .sql("UPDATE uploads SET status = 'new', updated_at = now() WHERE status = 'busy'")
                .fetch()
                .rowsUpdated();
    }

    /** The uploads that wait or are at work. */
    Mono<Long> countPending() {
        return database.client()
                .sql("SELECT count(*) AS pending FROM uploads WHERE status IN ('new', 'busy')")
                .map(row -> Objects.requireNonNull(row.get("pending", Long.class)))
                .one();
    }

    Mono<Upload> finish(Upload upload, WorkResult result) {
        return database.transaction(connection -> catalog.add(connection, upload.original(), result.blobs())
                .then(catalog.settle(
                        connection, upload.original(), result.originalKind(), result.originalContentType()))
                .then(variants(connection, upload, result))
                .then(Mono.defer(
                        () -> one(connection, DONE, upload.id(), write(cids(result)), write(result.probe())))));
    }

    Mono<Upload> fail(Upload upload, UploadFailure failure) {
        return database.transaction(connection -> one(
                        connection, FAILED, upload.id(), failure.reason(), failure.message())
                .flatMap(failed ->
                        catalog.removeUnneeded(connection, upload.original()).thenReturn(failed)));
    }

    private static Mono<Void> variants(Connection connection, Upload upload, WorkResult result) {
        return result.originalKind() != BlobKind.IMAGE
                ? Mono.empty()
                : Flux.fromIterable(cids(result).entrySet())
                        .concatMap(entry -> Flux.from(connection
                                        .createStatement(VARIANT)
                                        .bind(0, upload.original().toString())
                                        .bind(1, entry.getKey())
                                        .bind(2, entry.getValue())
                                        .execute())
                                .concatMap(inserted -> inserted.getRowsUpdated()))
                        .then();
    }

    private static Map<String, String> cids(WorkResult result) {
        var cids = new LinkedHashMap<String, String>();
        result.derived()
                .forEach((key, blob) -> cids.put(key, blob.staged().cid().toString()));
        return cids;
    }

    private Mono<Upload> findBy(String column, String value) {
        return database.client()
                .sql("SELECT %s FROM uploads WHERE %s = :value".formatted(COLUMNS, column))
                .bind("value", value)
                .map(UploadStore::upload)
                .one();
    }

    private static Mono<Upload> one(Connection connection, String sql, Object... values) {
        var statement = connection.createStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.bind(i, values[i]);
        }
        return Flux.from(statement.execute())
                .concatMap(result -> result.map(UploadStore::upload))
                .single();
    }

    private static Object text(@Nullable String value) {
        return Parameters.in(R2dbcType.VARCHAR, value);
    }

    private static Upload upload(Readable row) {
        var start = row.get("preview_start_seconds", Double.class);
        var probe = row.get("probe", String.class);
        var reason = row.get("error_reason", String.class);
        var status = UploadStatus.of(column(row, "status", String.class));
        return new Upload(
                column(row, "id", String.class),
                status,
                Template.of(column(row, "template", String.class)),
                column(row, "orig_filename", String.class),
                Cid.parse(column(row, "orig_file_cid", String.class)),
                column(row, "size", Long.class),
                Optional.ofNullable(start).map(Preview::new),
                read(column(row, "results", String.class), new TypeReference<>() {}),
                Optional.ofNullable(probe).map(text -> read(text, new TypeReference<Probe>() {})),
                status == UploadStatus.DONE ? 1 : 0,
                Optional.ofNullable(reason)
                        .map(why -> new UploadFailure(why, column(row, "error_message", String.class))),
                column(row, "created_at", Instant.class),
                column(row, "updated_at", Instant.class));
    }

    private static <T> T column(Readable row, String name, Class<T> type) {
        return Objects.requireNonNull(row.get(name, type), name);
    }

    private static <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
