package org.antiphon.identity.plays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.antiphon.chain.Play;
import org.antiphon.chain.Receipt;
import org.antiphon.chain.RelayTransaction;
import org.antiphon.chain.TransactionRefused;
import org.antiphon.identity.Loopback;
import org.antiphon.identity.relay.TransactionSender;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.proto.common.v1.HealthState;
import org.antiphon.proto.identity.v1.RecordPlaysRequest;
import org.antiphon.server.ApiException;
import org.antiphon.server.Database;
import org.antiphon.server.HealthRegistry;
import org.antiphon.server.ServiceHost;
import org.antiphon.server.testing.PostgresExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class PlayRecordingTest {
    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static final String LEDGER = "0x" + "3".repeat(40);
    private static final Receipt RECEIPT = new Receipt("0x1", "0x2", 3, true);

    private record Limits(int maxQueued, Duration batchDelay, Duration retryDelay) implements PlayLimits {}

    /** A ledger that takes each batch once and each transaction id once, as the contract and the relay do. */
    private static final class Ledger implements TransactionSender {
        private final Map<String, RelayTransaction> batches = new LinkedHashMap<>();
        private final List<String> submitted = new ArrayList<>();
        private final AtomicInteger refusals = new AtomicInteger();
        private volatile boolean silent;

        @Override
        public synchronized Mono<Receipt> submit(RelayTransaction transaction) {
            submitted.add(transaction.id());
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return Mono.error(new TransactionRefused("PlayLedger: caller is not a recorder"));
            }
            var batch = transaction.id().substring(0, transaction.id().lastIndexOf(':'));
            var known = batches.putIfAbsent(batch, transaction);
            if (silent) {
                return Mono.never();
            }
            return known == null || known.id().equals(transaction.id())
                    ? Mono.just(RECEIPT)
                    : Mono.error(new TransactionRefused("PlayLedger: batch already recorded"));
        }

        synchronized List<Long> tracks() {
            return batches.values().stream().flatMap(Ledger::tracksOf).sorted().toList();
        }

        synchronized int batchCount() {
            return batches.size();
        }

        private static Stream<Long> tracksOf(RelayTransaction transaction) {
            var words = ByteBuffer.wrap(transaction.data()).position(4 + 64);
            return LongStream.range(0, words.slice().getLong(24))
                    .map(each -> words.getLong(4 + 96 + (int) each * 32 + 16))
                    .boxed();
        }
    }

    private final Ledger ledger = new Ledger();
    private final Disposable.Composite running = Disposables.composite();
    private ServiceHost host;
    private Database database;
    private PlayStore store;
    private PlayQueue queue;
    private HealthRegistry.Component health;

    @BeforeEach
    void open() {
        host = ServiceHost.create("identity", Loopback.anyPort());
        database = host.database(postgres.newDatabase(), "db/identity");
        store = new PlayStore(database);
        queue = new PlayQueue(store, 5_000, new SimpleMeterRegistry());
        health = host.health().component("plays");
    }

    @AfterEach
    void close() {
        running.dispose();
        host.close();
    }

    private Disposable startBatcher() {
        var limits = new Limits(5_000, Duration.ofMillis(50), Duration.ofMillis(100));
        var batcher = new PlayBatcher(store, queue, ledger, LEDGER, limits, health)
                .run()
                .subscribe();
        running.add(batcher);
        return batcher;
    }

    private static List<Play> plays(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(track -> new Play(7, track, 1_700_000_000))
                .toList();
    }

    private void keep(long from, long to) {
        queue.add(plays(from, to)).block(Duration.ofSeconds(10));
    }

    private long kept() {
        return Objects.requireNonNull(store.count().block(Duration.ofSeconds(10)));
    }

    private void awaitOnLedger(long from, long to) {
        Awaitility.await().untilAsserted(() -> {
            assertThat(ledger.tracks())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(from, to).boxed().toList());
            assertThat(kept()).isZero();
        });
    }

    @Test
    void playsReachTheLedgerWithinABatchsDelay() {
        startBatcher();
        keep(1, 3);

        awaitOnLedger(1, 3);
        assertThat(ledger.batchCount()).isLessThanOrEqualTo(2);
    }

    @Test
    void aCrowdIsSplitIntoBatchesTheLedgerTakes() {
        keep(1, 500);
        keep(501, 1_000);
        keep(1_001, 1_001);
        startBatcher();

        awaitOnLedger(1, 1_001);
        assertThat(ledger.batchCount()).isEqualTo(3);
    }

    @Test
    void manyCallersAtOnceLoseAndDoubleNothing() {
        startBatcher();
        Flux.range(0, 300)
                .flatMap(each -> queue.add(plays(each * 3L + 1, each * 3L + 3)), 30)
                .blockLast(Duration.ofSeconds(20));

        awaitOnLedger(1, 900);
    }

    @Test
    void aCrashAfterSendingRepeatsTheSameBatch() {
        ledger.silent = true;
        var first = startBatcher();
        keep(1, 10);
        Awaitility.await().until(() -> ledger.batchCount() == 1);
        first.dispose();

        keep(11, 12);
        ledger.silent = false;
        startBatcher();

        awaitOnLedger(1, 12);
        assertThat(ledger.batchCount()).isEqualTo(2);
        assertThat(ledger.submitted.get(1)).isEqualTo(ledger.submitted.get(0));
    }

    @Test
    void aCrashBetweenFormingAndSendingKeepsTheBatch() {
        keep(1, 10);
        assertThat(store.formBatch().block(Duration.ofSeconds(10))).isEqualTo(10);
        keep(11, 20);

        startBatcher();

        awaitOnLedger(1, 20);
        assertThat(ledger.batchCount()).isEqualTo(2);
    }

    @Test
    void aRefusedBatchIsToldInTheHealthAndTriedAgain() {
        ledger.refusals.set(2);
        startBatcher();
        keep(1, 5);

        Awaitility.await()
                .until(() -> host.health().state() == HealthState.HEALTH_STATE_DEGRADED || ledger.submitted.size() > 2);
        awaitOnLedger(1, 5);
        assertThat(ledger.submitted).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void aBatchTheLedgerHasAlreadyIsDone() {
        keep(1, 5);
        store.formBatch().block(Duration.ofSeconds(10));
        var batch = Objects.requireNonNull(store.openBatches(1).blockFirst(Duration.ofSeconds(10)));
        ledger.submit(batch.transaction(LEDGER)).block();
        store.refused(batch).block(Duration.ofSeconds(10));

        startBatcher();

        awaitOnLedger(1, 5);
        assertThat(ledger.batchCount()).isOne();
    }

    @Test
    void aFullQueueRefusesAndKeepsNothingOfTheRefused() {
        for (var each = 0; each < 10; each++) {
            keep(each * 500 + 1, each * 500 + 500);
        }

        StepVerifier.create(queue.add(plays(1, 1))).verifyErrorSatisfies(error -> {
            assertThat(((ApiException) error).reason()).isEqualTo(ErrorReason.ERROR_REASON_OVERLOADED);
            assertThat(error).hasMessage("plays: 5000 wait for the ledger (expected: at most 5000)");
        });
        assertThat(kept()).isEqualTo(5_000);

        startBatcher();
        awaitOnLedger(1, 5_000);
        Awaitility.await().until(() -> queue.size() == 0);
        keep(5_001, 5_001);
        awaitOnLedger(1, 5_001);
    }

    @Test
    void cancelledCallsGiveTheirConnectionsBackAndKeepAllOrNothing() {
        Flux.range(0, 1_000)
                .flatMap(
                        each -> queue.add(plays(1, 4))
                                .takeUntilOther(Flux.interval(Duration.ofNanos(each * 3_000L + 1)))
                                .onErrorComplete(),
                        50)
                .blockLast(Duration.ofSeconds(60));

        Awaitility.await().untilAsserted(() -> assertThat(database.acquired()).isZero());
        assertThat(kept() % 4).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1_800_000_301})
    void aPlayBefore1970OrInTheFutureIsRefused(long seconds) {
        var service = new PlayGrpcService(queue, Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC));
        var request = RecordPlaysRequest.newBuilder()
                .addPlays(org.antiphon.proto.identity.v1.Play.newBuilder()
                        .setTrackId(1)
                        .setPlayedAt(Timestamp.newBuilder().setSeconds(seconds)))
                .build();

        assertThatThrownBy(() -> service.recordPlays(request).block())
                .isInstanceOf(ApiException.class)
                .hasMessage("played_at: %d s since 1970 (expected: 0..1800000300)", seconds);
        assertThat(kept()).isZero();
    }
}
