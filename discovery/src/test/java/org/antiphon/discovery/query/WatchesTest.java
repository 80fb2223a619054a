package org.antiphon.discovery.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.LongStream;
import org.antiphon.discovery.testing.NetworkRows;
import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.server.ApiException;
import org.antiphon.server.testing.PostgresExtension;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class WatchesTest {
    private static final String CONTENT = "content-node";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private NetworkRows network;
    private IndexMoves moves;
    private Watches watches;

    @BeforeEach
    void start() {
        network = new NetworkRows(postgres.newDatabase());
        moves = IndexMoves.start(network.database(), "ethereum");
        watches = watches(4, Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        moves.close();
        network.close();
    }

    private Watches watches(int most, Duration patience) {
        return new Watches(new RowQueries(network.database()), moves, most, patience);
    }

    private Flux<String> nodes(long afterBlock) {
        return watches.follow(NodeSql.ROWS, Filter.everything(), afterBlock)
                .map(seen -> "%s%d@%d%s"
                        .formatted(
                                seen.row().endpoint(),
                                seen.row().spId(),
                                seen.row().blockNumber(),
                                seen.isWithdrawn() ? " withdrawn" : ""));
    }

    private NetworkRows node(long id, String endpoint, long block) {
        return network.node(CONTENT, id, 1, endpoint, block);
    }

    @Test
    void historyComesInTheOrderOfBlocksAndThenEveryChange() {
        node(2, "a", 3);
        node(1, "a", 5);
        node(3, "a", 2).at(5, 0);
        StepVerifier.create(nodes(2))
                .expectNext("a2@3", "a1@5")
                .then(() -> node(3, "b", 6).at(6, 0))
                .expectNext("b3@6")
                .then(() -> network.at(7, 0))
                .then(() -> node(4, "c", 8).at(8, 0))
                .expectNext("c4@8")
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void aChangeIsHeardAtOnce() {
        network.at(1, 0);
        var started = new long[1];
        StepVerifier.create(nodes(0))
                .thenAwait(Duration.ofMillis(500))
                .then(() -> {
                    node(1, "a", 2);
                    started[0] = System.nanoTime();
                    network.at(2, 0);
                })
                .expectNext("a1@2")
                .then(() -> assertThat(Duration.ofNanos(System.nanoTime() - started[0]))
                        .isLessThan(Duration.ofMillis(900)))
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void aLongHistoryComesWhole() {
        network.run("""
                INSERT INTO service_nodes SELECT 'content-node', id, '', 'n', NULL, true, 1, now(), now(), 1 + id / 150
                FROM generate_series(1, 1000) AS id
                """).at(50, 0);
        assertThat(watches.follow(NodeSql.ROWS, Filter.everything(), 0)
                        .map(seen -> seen.row().spId())
                        .take(1000)
                        .collectList()
                        .block(LIMIT))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1000).boxed().toList());
    }

    @Test
    void onlyWhatTheFilterNamesIsTold() {
        node(1, "a", 1);
        network.node("discovery-node", 1, 1, "d", 1).at(1, 0);
        StepVerifier.create(watches.follow(NodeSql.ROWS, Filter.everything().with("service_type", CONTENT), 0)
                        .map(seen -> seen.row().endpoint()))
                .expectNext("a")
                .then(() -> network.node("discovery-node", 1, 1, "e", 2)
                        .node(CONTENT, 2, 1, "b", 2)
                        .at(2, 0))
                .expectNext("b")
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void aReorganisationSendsAgainWhatItChanged() {
        node(1, "a", 1);
        node(2, "a", 1).at(10, 0);
        StepVerifier.create(nodes(0))
                .expectNext("a1@1", "a2@1")
                .then(() -> {
                    node(1, "old", 11);
                    node(2, "old", 11);
                    node(3, "old", 11).at(11, 0);
                })
                .expectNext("old1@11", "old2@11", "old3@11")
                // Block 11 goes: node 1 is as before, node 3 never was, and in the new block 11 node 2 changes
                // otherwise.
                .then(() -> {
                    node(1, "a", 1);
                    node(2, "new", 11);
                    network.run("DELETE FROM service_nodes WHERE sp_id = 3")
                            .block(11, 1)
                            .at(12, 1);
                })
                .recordWith(ArrayList::new)
                .expectNextCount(3)
                .consumeRecordedWith(
                        told -> assertThat(told).containsExactlyInAnyOrder("a1@1", "old3@11 withdrawn", "new2@11"))
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void aWatcherThatTakesNothingFailsAlone() {
        watches = watches(4, Duration.ofMillis(100));
        LongStream.rangeClosed(1, 5).forEach(id -> node(id, "a", 1));
        network.at(1, 0);
        var other = nodes(0).take(6).collectList().toFuture();
        StepVerifier.create(nodes(0), 1)
                .expectNext("a1@1")
                .thenAwait(Duration.ofMillis(300))
                .then(() -> node(6, "b", 2).at(2, 0))
                .expectErrorSatisfies(failure ->
                        assertThat(((ApiException) failure).reason()).isEqualTo(ErrorReason.ERROR_REASON_OVERLOADED))
                .verify(LIMIT);
        assertThat(other)
                .succeedsWithin(LIMIT)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .endsWith("b6@2");
    }

    @Test
    void oneWatcherTooManyIsRefusedUntilAnotherLeaves() {
        watches = watches(1, Duration.ofSeconds(30));
        var first = nodes(0).subscribe();
        StepVerifier.create(nodes(0))
                .expectErrorSatisfies(failure ->
                        assertThat(((ApiException) failure).reason()).isEqualTo(ErrorReason.ERROR_REASON_OVERLOADED))
                .verify(LIMIT);
        first.dispose();
        node(1, "a", 1).at(1, 0);
        assertThat(nodes(0).blockFirst(LIMIT)).isEqualTo("a1@1");
    }

    @Test
    void watchersThatLeaveHoldNothing() {
        LongStream.rangeClosed(1, 300).forEach(id -> node(id, "a", 1));
        network.at(1, 0);
        watches = watches(100, Duration.ofSeconds(30));
        var watchers = LongStream.range(0, 100)
                .mapToObj(i -> nodes(0).limitRate((int) i + 1).subscribe())
                .toList();
        network.at(2, 0);
        watchers.forEach(Disposable::dispose);
        Awaitility.await()
                .untilAsserted(() -> assertThat(network.database().acquired()).isZero());
        assertThat(nodes(0).take(100).count().block(LIMIT)).isEqualTo(100);
    }

    @Test
    void withoutAnIndexAWatcherWaits() {
        StepVerifier.create(nodes(0))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(300))
                .then(() -> network.provider(1, "5", "0", 1)
                        .node(CONTENT, 1, 1, "a", 1)
                        .at(1, 0))
                .expectNext("a1@1")
                .thenCancel()
                .verify(LIMIT);
    }
}
