package org.antiphon.content.image;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.antiphon.content.blob.BlobCatalog;
import org.antiphon.content.blob.BlobInfo;
import org.antiphon.content.blob.BlobKind;
import org.antiphon.content.blob.BlobStore;
import org.antiphon.content.blob.DerivedBlob;
import org.antiphon.content.cid.Cid;
import org.antiphon.content.media.ImageScaler;
import org.antiphon.content.media.ImageVariant;
import org.antiphon.content.media.MediaKit;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.antiphon.server.Database;
import reactor.core.publisher.Mono;

/**
 * Pictures in their sizes. A size that was not made with the upload is made when it is first asked for, once, however
 * many ask for it at the same time.
 */
public final class Images {
    private static final Pattern UPLOAD_ID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");

    private final ImageStore store;
    private final BlobCatalog catalog;
    private final BlobStore blobs;
    private final MediaKit media;
    private final Semaphore makers;
    private final Map<String, Mono<Cid>> inTheMaking = new ConcurrentHashMap<>();

    /** Opens the pictures of a node; {@code maxMakers} sizes are made at a time. */
    public Images(Database database, BlobCatalog catalog, BlobStore blobs, MediaKit media, int maxMakers) {
        this.store = new ImageStore(database, catalog);
        this.catalog = catalog;
        this.blobs = blobs;
        this.media = media;
        this.makers = new Semaphore(maxMakers);
    }

    /**
     * Finds a size of a picture and makes it if need be. Fails with IMAGE_VARIANT_UNKNOWN, CID_MALFORMED,
     * BLOB_NOT_FOUND or OVERLOADED.
     *
     * @param reference the CID of the original, or the id of its upload
     */
    public Mono<BlobInfo> find(String reference, String variantKey) {
        return Mono.defer(() -> {
            var variant = ImageVariant.of(variantKey)
                    .orElseThrow(() -> new ApiException(
                            ErrorReason.ERROR_REASON_IMAGE_VARIANT_UNKNOWN,
                            "variant: \"%s\" (expected: 150x150.jpg, 480x480.jpg, 1000x1000.jpg, 640x.jpg or 2000x.jpg)"
                                    .formatted(variantKey)));
            return original(reference)
                    .flatMap(original -> store.find(original, variant).switchIfEmpty(make(original, variant)))
                    .flatMap(catalog::find);
        });
    }

    private Mono<Cid> original(String reference) {
        return UPLOAD_ID.matcher(reference).matches()
                ? store.originalOf(reference).switchIfEmpty(Mono.error(() -> notFound(reference)))
                : Mono.fromCallable(() -> Cid.parse(reference));
    }

    private Mono<Cid> make(Cid original, ImageVariant variant) {
        return catalog.find(original)
                .filter(blob -> blob.kind() == BlobKind.IMAGE)
                .switchIfEmpty(Mono.error(() -> notFound(original.toString())))
                .flatMap(blob -> inTheMaking.computeIfAbsent(
                        original + "/" + variant.key(),
                        key -> limited(scale(original, variant))
                                .doFinally(end -> inTheMaking.remove(key))
                                .cache()));
    }

    private Mono<Cid> limited(Mono<Cid> work) {
        return Mono.defer(() -> {
            if (!makers.tryAcquire()) {
                return Mono.error(new ApiException(
                        ErrorReason.ERROR_REASON_OVERLOADED, "pictures: too many are being made; try again later"));
            }
            return work.doFinally(end -> makers.release());
        });
    }

    private Mono<Cid> scale(Cid original, ImageVariant variant) {
        return media.workspaces().within(folder -> {
            var target = folder.resolve(variant.key());
            return blobs.file(original)
                    .flatMap(media.scaler()::probe)
                    .flatMap(image -> media.scaler().scale(image, Map.of(variant, target)))
                    .then(blobs.stage(target))
                    .flatMap(staged -> store.add(
                                    original, variant, new DerivedBlob(staged, BlobKind.IMAGE, ImageScaler.JPEG))
                            .thenReturn(staged.cid()));
        });
    }

    private static ApiException notFound(String reference) {
        return new ApiException(
                ErrorReason.ERROR_REASON_BLOB_NOT_FOUND,
                "reference: \"%s\" (expected: a picture stored on this node)".formatted(reference));
    }
}
