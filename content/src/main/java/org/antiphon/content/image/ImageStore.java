package org.antiphon.content.image;

import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.Objects;
import org.antiphon.content.blob.BlobCatalog;
import org.antiphon.content.blob.DerivedBlob;
import org.antiphon.content.cid.Cid;
import org.antiphon.content.media.ImageVariant;
import org.antiphon.server.Database;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table of the sizes made of pictures. */
final class ImageStore {
    private static final String FIND =
            "SELECT cid FROM image_variants WHERE original_cid = :original AND variant = :key";
    private static final String ADD = """
            INSERT INTO image_variants (original_cid, variant, cid) VALUES ($1, $2, $3)
            ON CONFLICT (original_cid, variant) DO UPDATE SET cid = excluded.cid""";
    private static final String ORIGINAL = "SELECT orig_file_cid FROM uploads WHERE id = :id AND status = 'done'";

    private final Database database;
    private final BlobCatalog catalog;

    ImageStore(Database database, BlobCatalog catalog) {
        this.database = database;
        this.catalog = catalog;
    }

    /** The CID of a variant that was made before. */
    Mono<Cid> find(Cid original, ImageVariant variant) {
        return database.client()
                .sql(FIND)
                .bind("original", original.toString())
                .bind("key", variant.key())
                .map(row -> Cid.parse(Objects.requireNonNull(row.get("cid", String.class))))
                .one();
    }

    Mono<Cid> originalOf(String uploadId) {
        return database.client()
                .sql(ORIGINAL)
                .bind("id", uploadId)
                .map(row -> Cid.parse(Objects.requireNonNull(row.get("orig_file_cid", String.class))))
                .one();
    }

    Mono<Void> add(Cid original, ImageVariant variant, DerivedBlob blob) {
        return database.transaction(connection -> catalog.add(connection, original, List.of(blob))
                .then(Mono.defer(() ->
                        insert(connection, original, variant, blob.staged().cid()))));
    }

    private static Mono<Void> insert(Connection connection, Cid original, ImageVariant variant, Cid cid) {
        return Flux.from(connection
                        .createStatement(ADD)
                        .bind(0, original.toString())
                        .bind(1, variant.key())
                        .bind(2, cid.toString())
                        .execute())
                .concatMap(result -> result.getRowsUpdated())
                .then();
    }
}
