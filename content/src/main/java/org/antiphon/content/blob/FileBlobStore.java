package org.antiphon.content.blob;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.antiphon.content.cid.Cid;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Blobs in a local folder. All file work runs on a scheduler of its own, away from event loops. */
public final class FileBlobStore implements BlobStore, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FileBlobStore.class);
    private static final int IO_THREADS = 16;
    private static final int IO_QUEUE = 10_000;
    private static final int WRITE_AHEAD = 4;

    private final BlobFiles files;
    private final Supplier<String> stagingNames;
    private final Semaphore reads;
    private final int maxReads;
    private final Counter integrityFailures;
    private final Counter bytesServed;
    private final Scheduler io = Schedulers.newBoundedElastic(IO_THREADS, IO_QUEUE, "blob-io", 60, true);

    private FileBlobStore(BlobFiles files, int maxReads, MeterRegistry metrics, Supplier<String> stagingNames) {
        this.files = files;
        this.stagingNames = stagingNames;
        this.maxReads = maxReads;
        this.reads = new Semaphore(maxReads);
        this.integrityFailures = metrics.counter("content.integrity.failures");
        this.bytesServed = metrics.counter("content.bytes.served");
        metrics.gauge("content.reads.open", reads, open -> (double) maxReads - open.availablePermits());
    }

    /**
     * Opens the store in a folder, which is made if need be, and clears half-written files. Blocks.
     *
     * @param maxReads the most reads open at a time; each holds up to one leaf (1 MiB) in memory
     */
    public static FileBlobStore open(Path root, int maxReads, MeterRegistry metrics) {
        return open(root, maxReads, metrics, () -> UUID.randomUUID() + ".tmp");
    }

    static FileBlobStore open(Path root, int maxReads, MeterRegistry metrics, Supplier<String> stagingNames) {
        var files = new BlobFiles(root.toAbsolutePath());
        try {
            files.prepare();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new FileBlobStore(files, maxReads, metrics, stagingNames);
    }

    @Override
    public Mono<StagedBlob> stage(Flux<ByteBuffer> content, long limit) {
        return Mono.usingWhen(
                onDisk(() -> StagingFile.create(files.staging(stagingNames.get()), limit)),
                file -> content.publishOn(io, WRITE_AHEAD).doOnNext(file::write).then(Mono.fromCallable(file::finish)),
                file -> Mono.empty(),
                (file, failure) -> discard(file),
                this::discard);
    }

    @Override
    public Mono<StagedBlob> stage(Path file) {
        return onDisk(() -> {
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            return new StagedBlob(file, hash(file));
        });
    }

    @Override
    public Mono<Void> commit(StagedBlob staged) {
        return onDisk(() -> {
                    files.place(staged.file(), staged.index());
                    return staged;
                })
                .then();
    }

    @Override
    public Mono<Void> discard(StagedBlob staged) {
        return onDisk(() -> Files.deleteIfExists(staged.file())).then();
    }

    @Override
    public Flux<ByteBuffer> read(Cid cid, long first, long length) {
        return Flux.defer(() -> {
            if (!reads.tryAcquire()) {
                return Flux.error(new ApiException(
                        ErrorReason.ERROR_REASON_OVERLOADED,
                        "reads: %d are open (expected: fewer than %d)".formatted(maxReads, maxReads)));
            }
            return Flux.<ByteBuffer, LeafReader>generate(
                            () -> openReader(cid, first, length),
                            (reader, sink) -> emitNext(cid, reader, sink),
                            LeafReader::close)
                    .subscribeOn(io)
                    .doFinally(end -> reads.release());
        });
    }

    @Override
    public Mono<Path> file(Cid cid) {
        return onDisk(() -> existing(cid));
    }

    @Override
    public Mono<Void> delete(Cid cid) {
        return onDisk(() -> {
                    files.delete(cid);
                    return cid;
                })
                .then();
    }

    /** Bytes that may still be written. */
    public Mono<Long> usableSpace() {
        return onDisk(files::usableSpace);
    }

    @Override
    public void close() {
        io.dispose();
    }

    private LeafReader emitNext(Cid cid, LeafReader reader, SynchronousSink<ByteBuffer> sink) {
        try {
            var piece = reader.next();
            if (piece == null) {
                sink.complete();
            } else {
                bytesServed.increment(piece.remaining());
                sink.next(piece);
            }
        } catch (CorruptBlobException corrupt) {
            sink.error(quarantine(cid, corrupt));
        } catch (IOException failure) {
            sink.error(DiskErrors.translate(failure));
        }
        return reader;
    }

    private LeafReader openReader(Cid cid, long first, long length) throws IOException {
        var path = existing(cid);
        var index = index(cid, path);
        if (first < 0 || length < 0 || first + length > index.size()) {
            throw new ApiException(
                    ErrorReason.ERROR_REASON_RANGE_INVALID,
                    "range: %d bytes from %d (expected: within %d bytes)".formatted(length, first, index.size()));
        }
        try {
            return LeafReader.open(path, index, first, length);
        } catch (FileNotFoundException gone) {
            throw missing(cid);
        }
    }

    private LeafIndex index(Cid cid, Path blob) throws IOException {
        try {
            var known = LeafIndex.decode(Files.readAllBytes(files.index(cid)), cid);
            if (known.isPresent()) {
                return known.get();
            }
            log.warn("cid={} leaf_index=unusable action=rebuild", cid);
        } catch (NoSuchFileException lost) {
            log.warn("cid={} leaf_index=missing action=rebuild", cid);
        }
        var rebuilt = hash(blob);
        if (!rebuilt.cid().equals(cid)) {
            throw quarantine(cid, new CorruptBlobException("blob and leaf index"));
        }
        files.writeIndex(rebuilt);
        return rebuilt;
    }

    private Path existing(Cid cid) {
        var path = files.blob(cid);
        if (!Files.isRegularFile(path)) {
            throw missing(cid);
        }
        return path;
    }

    private ApiException missing(Cid cid) {
        return Files.exists(files.quarantined(cid))
                ? corrupt(cid)
                : new ApiException(
                        ErrorReason.ERROR_REASON_BLOB_NOT_FOUND,
                        "cid: \"%s\" (expected: a blob stored on this node)".formatted(cid));
    }

    private ApiException quarantine(Cid cid, CorruptBlobException corrupt) {
        integrityFailures.increment();
        log.error("cid={} integrity=failed part=\"{}\" action=quarantine", cid, corrupt.getMessage());
        try {
            files.moveToQuarantine(cid);
        } catch (NoSuchFileException alreadyMoved) {
            log.debug("cid={} quarantine=done_by_another_read", cid);
        } catch (IOException failure) {
            log.error("cid={} quarantine=failed", cid, failure);
        }
        return corrupt(cid);
    }

    private static ApiException corrupt(Cid cid) {
        return new ApiException(
                ErrorReason.ERROR_REASON_BLOB_CORRUPT,
                "cid: \"%s\": the stored bytes no longer match it and are not served".formatted(cid));
    }

    private static LeafIndex hash(Path file) throws IOException {
        var hasher = new LeafHasher();
        var buffer = ByteBuffer.allocate(LeafReader.PIECE);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer) >= 0) {
                hasher.update(buffer.flip());
                buffer.clear();
            }
        }
        return hasher.finish();
    }

    private Mono<Void> discard(StagingFile file) {
        return onDisk(() -> {
                    file.discard();
                    return file;
                })
                .then();
    }

    private <T> Mono<T> onDisk(Callable<T> work) {
        return Mono.fromCallable(work)
                .onErrorMap(IOException.class, DiskErrors::translate)
                .subscribeOn(io);
    }
}
