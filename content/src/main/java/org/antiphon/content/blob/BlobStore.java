package org.antiphon.content.blob;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.antiphon.content.cid.Cid;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where blobs live. Writing has two steps, so that a blob becomes visible in the same moment as the row that names it;
 * reading never lets a byte out that was not checked against the CID.
 */
public interface BlobStore {
    /**
     * Writes content to durable storage and hashes it. When the content fails or the subscriber cancels, nothing stays.
     *
     * @param limit the most bytes to take; more fails with FILE_TOO_LARGE
     */
    Mono<StagedBlob> stage(Flux<ByteBuffer> content, long limit);

    /** Takes over a file that lies on the same file system as the store. */
    Mono<StagedBlob> stage(Path file);

    /** Makes a staged blob part of the store. A blob that is already there is replaced by its equal. */
    Mono<Void> commit(StagedBlob staged);

    /** Forgets a staged blob. */
    Mono<Void> discard(StagedBlob staged);

    /**
     * The bytes of a range as read-only buffers of at most 256 KiB, each leaf checked before any of it leaves.
     *
     * <p>Fails with BLOB_NOT_FOUND, with BLOB_CORRUPT when the stored bytes don't match, with RANGE_INVALID when the
     * range lies outside the blob, and with OVERLOADED when too many reads are open.
     */
    Flux<ByteBuffer> read(Cid cid, long first, long length);

    /** A file with the blob's bytes for tools that need one. Fails with BLOB_NOT_FOUND. */
    Mono<Path> file(Cid cid);

    /** Removes a blob; a blob that is not there is no error. */
    Mono<Void> delete(Cid cid);
}
