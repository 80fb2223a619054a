package org.antiphon.content.blob;

import static org.antiphon.content.Waiting.PATIENCE;
import static org.antiphon.content.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.antiphon.content.cid.Cid;
import org.antiphon.content.cid.UnixFs;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class FileBlobStoreTest {
    private static final long NO_LIMIT = Long.MAX_VALUE / 2;
    private static final int THREE_LEAVES = 2 * UnixFs.LEAF_SIZE + 777;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @TempDir
    Path root;

    private FileBlobStore store;

    @BeforeEach
    void open() {
        store = FileBlobStore.open(root, 8, metrics);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void storedBytesComeBackWhole() {
        var content = random(THREE_LEAVES);

        var cid = put(content);

        assertThat(cid.toString()).startsWith("bafybei");
        assertThat(read(cid, 0, content.length)).isEqualTo(content);
    }

    @Test
    void smallBlobIsItsOnlyLeaf() {
        assertThat(put("hello".getBytes(StandardCharsets.UTF_8)))
                .hasToString("bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1048575, 2",
        "1048576, 1048576",
        "100, 2097152",
        "2097929, 0",
        "2097928, 1",
        "0, 0",
        "262143, 262146"
    })
    void rangeGivesExactlyItsBytes(int first, int length) {
        var content = random(THREE_LEAVES);

        var cid = put(content);

        assertThat(read(cid, first, length)).isEqualTo(Arrays.copyOfRange(content, first, first + length));
    }

    @Test
    void piecesAreBounded() {
        var cid = put(random(THREE_LEAVES));

        var sizes = store.read(cid, 5, THREE_LEAVES - 5L)
                .map(ByteBuffer::remaining)
                .collectList()
                .block(PATIENCE);

        assertThat(sizes).allMatch(size -> size <= 256 * 1024);
    }

    @ParameterizedTest
    @CsvSource({"2097930, 0", "0, 2097930", "-1, 1"})
    void rangeOutsideTheBlobIsRefused(long first, long length) {
        var cid = put(random(THREE_LEAVES));

        assertFails(() -> read(cid, first, length), ErrorReason.ERROR_REASON_RANGE_INVALID);
    }

    @Test
    void sameContentTwiceIsOneBlob() throws IOException {
        var content = random(5000);

        assertThat(put(content)).isEqualTo(put(content));
        assertThat(filesUnder("blobs")).hasSize(2);
        assertThat(filesUnder("staging")).isEmpty();
    }

    @Test
    void contentThatFailsLeavesNothing() throws IOException {
        var broken = Flux.concat(
                Flux.just(ByteBuffer.wrap(random(2_000_000))), Flux.error(new IllegalStateException("caller gone")));

        assertThatThrownBy(() -> store.stage(broken, NO_LIMIT).block(PATIENCE)).hasMessage("caller gone");
        assertThat(filesUnder("")).isEmpty();
    }

    @Test
    void cancelledWriteLeavesNothing() {
        var endless = Flux.just(ByteBuffer.wrap(random(1000))).concatWith(Flux.never());
        var writing = store.stage(endless, NO_LIMIT).subscribe();
        Awaitility.await().until(() -> !filesUnder("staging").isEmpty());

        writing.dispose();

        Awaitility.await().untilAsserted(() -> assertThat(filesUnder("")).isEmpty());
    }

    @Test
    void tooMuchContentIsRefusedAndLeavesNothing() throws IOException {
        assertFails(
                () -> store.stage(Flux.just(ByteBuffer.wrap(random(1001))), 1000)
                        .block(PATIENCE),
                ErrorReason.ERROR_REASON_FILE_TOO_LARGE);
        assertThat(filesUnder("")).isEmpty();
    }

    @Test
    void fullDiskIsReportedAndLeavesNothing() throws IOException {
        try (var onFullDisk = FileBlobStore.open(root, 8, metrics, () -> "full.tmp")) {
            Files.createSymbolicLink(root.resolve("staging/full.tmp"), Path.of("/dev/full"));

            assertFails(
                    () -> onFullDisk
                            .stage(Flux.just(ByteBuffer.wrap(random(1000))), NO_LIMIT)
                            .block(PATIENCE),
                    ErrorReason.ERROR_REASON_DISK_FULL);
        }
        assertThat(filesUnder("")).isEmpty();
    }

    @Test
    void tornWriteIsClearedWhenTheStoreOpens() throws IOException {
        Files.write(root.resolve("staging/torn.tmp"), random(100));

        FileBlobStore.open(root, 8, metrics).close();

        assertThat(filesUnder("")).isEmpty();
    }

    @Test
    void flippedBitIsNeverServedAndQuarantinesTheBlob() throws IOException {
        var content = random(THREE_LEAVES);
        var cid = put(content);
        flipBitAt(cid, UnixFs.LEAF_SIZE + 100);

        StepVerifier.create(store.read(cid, 0, content.length)
                        .map(ByteBuffer::remaining)
                        .reduce(Integer::sum))
                .verifyErrorSatisfies(error ->
                        assertThat(((ApiException) error).reason()).isEqualTo(ErrorReason.ERROR_REASON_BLOB_CORRUPT));

        assertThat(metrics.counter("content.bytes.served").count()).isEqualTo(UnixFs.LEAF_SIZE);
        assertThat(metrics.counter("content.integrity.failures").count()).isEqualTo(1);
        assertThat(filesUnder("quarantine")).hasSize(1);
        assertFails(() -> read(cid, 0, 1), ErrorReason.ERROR_REASON_BLOB_CORRUPT);
    }

    @Test
    void rangeBesideTheBadLeafIsStillServed() throws IOException {
        var content = random(THREE_LEAVES);
        var cid = put(content);
        flipBitAt(cid, UnixFs.LEAF_SIZE + 100);

        assertThat(read(cid, 0, 1000)).isEqualTo(Arrays.copyOf(content, 1000));
    }

    @Test
    void shortenedBlobIsCorrupt() throws IOException {
        var cid = put(random(THREE_LEAVES));
        try (var file = new RandomAccessFile(fileOf(cid).toFile(), "rw")) {
            file.setLength(THREE_LEAVES - 10);
        }

        assertFails(() -> read(cid, THREE_LEAVES - 100, 100), ErrorReason.ERROR_REASON_BLOB_CORRUPT);
    }

    @Test
    void uploadingAgainHealsACorruptBlob() throws IOException {
        var content = random(THREE_LEAVES);
        var cid = put(content);
        flipBitAt(cid, 3);
        assertFails(() -> read(cid, 0, 10), ErrorReason.ERROR_REASON_BLOB_CORRUPT);

        put(content);

        assertThat(read(cid, 0, content.length)).isEqualTo(content);
    }

    @Test
    void lostOrForgedLeafIndexIsRebuiltFromTheBlob() throws IOException {
        var content = random(THREE_LEAVES);
        var cid = put(content);
        var index = fileOf(cid).resolveSibling(cid + ".leaves");
        var good = Files.readAllBytes(index);
        var forged = good.clone();
        forged[20] ^= 1;

        Files.write(index, forged);
        assertThat(read(cid, 10, 10)).isEqualTo(Arrays.copyOfRange(content, 10, 20));
        Files.delete(index);
        assertThat(read(cid, 10, 10)).isEqualTo(Arrays.copyOfRange(content, 10, 20));

        assertThat(Files.readAllBytes(index)).isEqualTo(good);
    }

    @Test
    void unknownBlobIsNotFound() {
        var unknown = Cid.parse("bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq");

        assertFails(() -> read(unknown, 0, 1), ErrorReason.ERROR_REASON_BLOB_NOT_FOUND);
        assertFails(() -> store.file(unknown).block(PATIENCE), ErrorReason.ERROR_REASON_BLOB_NOT_FOUND);
    }

    @Test
    void slowReaderHoldsOneLeafAtMost() {
        var cid = put(random(20 * UnixFs.LEAF_SIZE));
        var before = metrics.counter("content.bytes.served").count();

        StepVerifier.create(store.read(cid, 0, 20L * UnixFs.LEAF_SIZE), 1)
                .expectNextCount(1)
                .then(() -> assertThat(metrics.counter("content.bytes.served").count() - before)
                        .isLessThanOrEqualTo(UnixFs.LEAF_SIZE))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void cancelledReadClosesItsFile() throws IOException {
        var cid = put(random(THREE_LEAVES));
        var path = fileOf(cid).toRealPath();

        StepVerifier.create(store.read(cid, 0, THREE_LEAVES), 1)
                .expectNextCount(1)
                .then(() -> assertThat(openFiles()).contains(path))
                .thenCancel()
                .verify(PATIENCE);

        Awaitility.await().untilAsserted(() -> assertThat(openFiles()).doesNotContain(path));
    }

    @Test
    void readsBeyondTheLimitAreTurnedAwayUntilOneEnds() {
        var cid = put(random(THREE_LEAVES));
        var open = new ArrayList<Disposable>();
        var started = new AtomicInteger();
        for (int i = 0; i < 8; i++) {
            open.add(store.read(cid, 0, THREE_LEAVES)
                    .doOnNext(piece -> started.incrementAndGet())
                    .concatMap(piece -> Mono.never(), 1)
                    .subscribe());
        }
        Awaitility.await().until(() -> started.get() >= 8);

        assertFails(() -> read(cid, 0, 1), ErrorReason.ERROR_REASON_OVERLOADED);
        open.getFirst().dispose();

        Awaitility.await().untilAsserted(() -> assertThat(read(cid, 0, 1)).hasSize(1));
        open.forEach(Disposable::dispose);
    }

    @Test
    void deletedBlobIsGone() throws IOException {
        var cid = put(random(100));

        store.delete(cid).block(PATIENCE);

        assertThat(filesUnder("")).isEmpty();
    }

    @Test
    void fileMadeByAToolIsTakenOver() throws IOException {
        var content = random(THREE_LEAVES);
        var made = Files.write(root.resolve("made.bin"), content);

        var staged = await(store.stage(made));
        store.commit(staged).block(PATIENCE);

        assertThat(staged.cid()).isEqualTo(put(content));
        assertThat(made).doesNotExist();
    }

    private Cid put(byte[] content) {
        var chunks = Flux.range(0, Math.ceilDiv(content.length, 300_001))
                .map(i -> ByteBuffer.wrap(content, i * 300_001, Math.min(300_001, content.length - i * 300_001)));
        return await(store.stage(chunks, NO_LIMIT)
                .flatMap(staged -> store.commit(staged).thenReturn(staged.cid())));
    }

    private byte[] read(Cid cid, long first, long length) {
        var all = new ByteArrayOutputStream();
        store.read(cid, first, length)
                .doOnNext(piece -> {
                    var bytes = new byte[piece.remaining()];
                    piece.get(bytes);
                    all.writeBytes(bytes);
                })
                .blockLast(PATIENCE);
        return all.toByteArray();
    }

    private Path fileOf(Cid cid) {
        return await(store.file(cid));
    }

    private void flipBitAt(Cid cid, long position) throws IOException {
        try (var file = new RandomAccessFile(fileOf(cid).toFile(), "rw")) {
            file.seek(position);
            var value = file.read();
            file.seek(position);
            file.write(value ^ 4);
        }
    }

    private List<Path> filesUnder(String folder) throws IOException {
        try (var all = Files.walk(root.resolve(folder))) {
            return all.filter(path -> Files.isRegularFile(path) || Files.isSymbolicLink(path))
                    .toList();
        }
    }

    private static List<Path> openFiles() {
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            var open = new ArrayList<Path>();
            for (var descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)) {
                    open.add(Files.readSymbolicLink(descriptor));
                }
            }
            return open;
        } catch (IOException gone) {
            return List.of();
        }
    }

    private static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static void assertFails(ThrowingCallable call, ErrorReason reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiException.class, error -> assertThat(error.reason()).isEqualTo(reason));
    }
}
