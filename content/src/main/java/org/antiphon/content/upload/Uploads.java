package org.antiphon.content.upload;

import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.antiphon.content.blob.BlobCatalog;
import org.antiphon.content.blob.FileBlobStore;
import org.antiphon.content.blob.StagedBlob;
import org.antiphon.content.media.MediaKit;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.antiphon.server.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes files in. An upload is acknowledged once its original and its row are durable; from then on it reaches a final
 * state, if need be after a restart.
 */
public final class Uploads implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Uploads.class);

    private final FileBlobStore blobs;
    private final BlobCatalog catalog;
    private final UploadStore store;
    private final UploadFeed feed = new UploadFeed();
    private final Workshop workshop;
    private final WorkQueue audioQueue;
    private final WorkQueue imageQueue;
    private final UploadLimits limits;
    private final Semaphore receiving;
    private final MeterRegistry metrics;
    private final InstantSource clock;
    private final Ulid ids = new Ulid();

    public Uploads(
            Database database,
            FileBlobStore blobs,
            BlobCatalog catalog,
            MediaKit media,
            UploadLimits limits,
            MeterRegistry metrics,
            InstantSource clock) {
        this.blobs = blobs;
        this.catalog = catalog;
        this.limits = limits;
        this.metrics = metrics;
        this.clock = clock;
        this.receiving = new Semaphore(limits.maxConcurrentUploads());
        this.store = new UploadStore(database, catalog);
        this.workshop = new Workshop(store, feed, media.workspaces(), metrics);
        var audio = new AudioWork(blobs, media.prober(), media.transcoder());
        var images = new ImageWork(blobs, media.scaler());
        this.audioQueue = new WorkQueue(
                "audio", limits.audioWorkers(), store.claim(true), upload -> workshop.process(upload, audio));
        this.imageQueue = new WorkQueue(
                "image", limits.imageWorkers(), store.claim(false), upload -> workshop.process(upload, images));
    }

    /** Takes up again what was waiting or at work when the node went down. */
    public Mono<Void> resume() {
        return store.requeue()
                .doOnNext(requeued -> log.info("uploads_requeued={}", requeued))
                .doOnNext(requeued -> wakeAll())
                .then();
    }

    /**
     * Receives a file. Fails with FILE_EMPTY, FILE_TOO_LARGE, DISK_FULL or OVERLOADED; then, and when the content fails
     * or the caller cancels, nothing is stored.
     */
    public Mono<Upload> receive(UploadRequest request, Flux<ByteBuffer> content) {
        return known(request).switchIfEmpty(Mono.defer(() -> {
            if (!receiving.tryAcquire()) {
                return Mono.error(new ApiException(
                        ErrorReason.ERROR_REASON_OVERLOADED,
                        "uploads: %d are under way (expected: fewer)".formatted(limits.maxConcurrentUploads())));
            }
            return take(request, content).doFinally(end -> receiving.release());
        }));
    }

    /** Fails with UPLOAD_NOT_FOUND. */
    public Mono<Upload> get(String id) {
        return store.find(id)
                .map(feed::current)
                .switchIfEmpty(Mono.error(() -> new ApiException(
                        ErrorReason.ERROR_REASON_UPLOAD_NOT_FOUND,
                        "id: \"%s\" (expected: the id of an upload to this node)".formatted(id))));
    }

    /** The state now and at each change, until it is final. Fails with UPLOAD_NOT_FOUND. */
    public Flux<Upload> watch(String id) {
        return feed.watch(id, get(id));
    }

    /** The uploads that wait or are at work. */
    public Mono<Long> countPending() {
        return store.countPending();
    }

    /** How long a transcoding took on average since the start, in seconds. */
    public double averageTranscodeSeconds() {
        return workshop.averageSeconds();
    }

    @Override
    public void close() {
        audioQueue.close();
        imageQueue.close();
    }

    private Mono<Upload> known(UploadRequest request) {
        return Mono.justOrEmpty(request.requestId()).flatMap(store::findByRequest);
    }

    private Mono<Upload> take(UploadRequest request, Flux<ByteBuffer> content) {
        return Mono.usingWhen(
                        checkSpace().then(blobs.stage(content, limits.maxSize())),
                        original -> accept(request, original),
                        original -> Mono.empty(),
                        (original, failure) -> blobs.discard(original),
                        blobs::discard)
                .doOnNext(upload -> {
                    metrics.counter("content.uploads", "state", "received").increment();
                    queueOf(upload).wake();
                });
    }

    private Mono<Upload> accept(UploadRequest request, StagedBlob original) {
        if (original.size() == 0) {
            return Mono.error(
                    new ApiException(ErrorReason.ERROR_REASON_FILE_EMPTY, "file: 0 bytes (expected: at least 1 byte)"));
        }
        return store.accept(ids.next(clock.instant()), request, original)
                .onErrorResume(failure -> catalog.removeOrphan(original.cid()).then(Mono.error(failure)))
                .onErrorResume(
                        R2dbcDataIntegrityViolationException.class,
                        sameRequest -> known(request).switchIfEmpty(Mono.error(sameRequest)));
    }

    private Mono<Void> checkSpace() {
        return blobs.usableSpace()
                .flatMap(free -> free >= limits.minFreeSpace()
                        ? Mono.empty()
                        : Mono.error(new ApiException(
                                ErrorReason.ERROR_REASON_DISK_FULL,
                                "free disk space: %d bytes (expected: at least %d)"
                                        .formatted(free, limits.minFreeSpace()))));
    }

    private WorkQueue queueOf(Upload upload) {
        return upload.template() == Template.AUDIO ? audioQueue : imageQueue;
    }

    private void wakeAll() {
        for (int i = 0; i < limits.audioWorkers(); i++) {
            audioQueue.wake();
        }
        for (int i = 0; i < limits.imageWorkers(); i++) {
            imageQueue.wake();
        }
    }
}
