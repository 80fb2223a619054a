package org.antiphon.discovery.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.antiphon.chain.Block;
import org.antiphon.chain.BlockChange;
import org.antiphon.chain.ChainException;
import org.antiphon.chain.DeepReorgException;
import org.antiphon.chain.ManageEntityEvent;
import org.antiphon.discovery.testing.History;
import org.antiphon.discovery.testing.RandomLife;
import org.antiphon.discovery.testing.TestIndex;
import org.antiphon.proto.common.v1.HealthState;
import org.antiphon.server.testing.PostgresExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class IndexerTest {
    private static final long ARTIST = 3_000_001;
    private static final long FAN = 3_000_002;
    private static final long TRACK = 2_000_001;

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static TestIndex freshIndex() {
        return new TestIndex(postgres.newDatabase());
    }

    private static History publishedAndLiked() {
        return new History(1)
                .user(ARTIST, "artist")
                .user(FAN, "fan")
                .track(ARTIST, TRACK, "Midnight")
                .act(FAN, "User", ARTIST, "Follow")
                .act(FAN, "Track", TRACK, "Save")
                .act(FAN, "Track", TRACK, "Repost")
                .block();
    }

    @Test
    void laterActionsOfABlockSeeEarlierOnes() {
        try (var index = freshIndex()) {
            index.play(publishedAndLiked());

            assertThat(index.texts("SELECT reason FROM action_outcomes WHERE NOT accepted"))
                    .isEmpty();
            assertThat(index.texts("SELECT repost_count || ' ' || save_count FROM track_counts"))
                    .containsExactly("1 1");
            assertThat(index.texts(
                            "SELECT follower_count || ' ' || track_count FROM user_counts WHERE user_id = " + ARTIST))
                    .containsExactly("1 1");
            assertThat(index.texts("SELECT slug FROM track_routes")).containsExactly("midnight");
        }
    }

    @Test
    void playsAreCountedInTotalAndByTheHour() {
        try (var index = freshIndex()) {
            var history = publishedAndLiked();
            index.play(history.plays(History.GENESIS, TRACK, TRACK, 2_999_999)
                    .plays(History.GENESIS.minus(Duration.ofDays(20)), TRACK)
                    .block());

            assertThat(index.texts("SELECT play_count FROM track_counts")).containsExactly("3");
            assertThat(index.texts("SELECT extract(epoch FROM hour)::bigint || ' ' || plays FROM track_plays_hourly"))
                    .containsExactly(History.GENESIS.getEpochSecond() + " 3");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void batchesOfOneAndOfAHundredBlocksMakeTheSameIndex(long seed) {
        var history = new RandomLife(seed, 30, 60).history(300, 8);
        try (var single = freshIndex();
                var batched = freshIndex()) {
            single.play(history.changes(), 1);
            batched.play(history.changes(), 100);

            assertThat(batched.dump()).isEqualTo(single.dump());
            assertThat(single.texts("SELECT count(*) FROM action_outcomes WHERE accepted"))
                    .isNotEqualTo(List.of("0"));
            assertThat(single.texts("SELECT * FROM action_outcomes WHERE reason LIKE 'RULE_FAILED%'"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void undoImagesOfFinalBlocksAreNotKeptWhateverTheBatches(long seed) {
        var history = new RandomLife(seed, 10, 20).history(150, 5);
        try (var single = freshIndex();
                var batched = freshIndex()) {
            for (var each : List.of(single, batched)) {
                try (var indexer =
                        each.indexer(known -> Flux.fromIterable(history.changes()), each == single ? 1 : 60, 20)) {
                    indexer.run().blockLast(Duration.ofMinutes(1));
                }
            }

            assertThat(batched.dump()).isEqualTo(single.dump());
            assertThat(single.texts("SELECT min(block_number) > 129 FROM undo_images"))
                    .containsExactly("true");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50})
    void aRevertRestoresExactlyThePriorContent(int depth) {
        var history = new RandomLife(6, 15, 30).history(120, 8);
        try (var index = freshIndex();
                var expected = freshIndex()) {
            index.play(history);
            index.play(history.reverts(depth), 7);
            expected.play(history.changes().subList(0, 120 - depth), 100);

            assertThat(index.dump()).isEqualTo(expected.dump());
        }
    }

    @Test
    void aReorganisationEndsWhereTheNewBranchAloneWouldHave() {
        var trunk = new RandomLife(7, 15, 30).history(80, 8);
        var branch = trunk.fork(12, 99)
                .user(3_000_999, "late")
                .block()
                .track(3_000_999, 2_000_999, "Late")
                .blocks(15);
        try (var index = freshIndex();
                var expected = freshIndex()) {
            var changes = new ArrayList<>(trunk.changes());
            changes.addAll(trunk.reverts(12));
            changes.addAll(branch.changes().subList(68, branch.changes().size()));
            index.play(changes, 33);
            expected.play(branch);

            assertThat(index.dump()).isEqualTo(expected.dump());
        }
    }

    @Test
    void revertingTheFirstBlockLeavesAnEmptyIndex() {
        try (var index = freshIndex()) {
            var history = publishedAndLiked();
            var empty = index.dump();
            index.play(history);
            index.play(history.reverts(1), 10);

            assertThat(index.dump()).isEqualTo(empty);
        }
    }

    @Test
    void everyBlockIsAppliedOnceAcrossFailuresOfTheStream() {
        var history = new RandomLife(8, 15, 30).history(60, 8);
        try (var index = freshIndex();
                var expected = freshIndex()) {
            var attempts = new AtomicInteger();
            try (var indexer = index.indexer(
                    known -> {
                        int from = known.isEmpty() ? 0 : (int) known.getLast().number() + 1;
                        var rest = history.changes().subList(from, 60);
                        return attempts.incrementAndGet() <= 4
                                ? Flux.<BlockChange>fromIterable(rest)
                                        .take(9)
                                        .concatWith(Flux.error(new ChainException("gone")))
                                : Flux.fromIterable(rest);
                    },
                    4,
                    TestIndex.FINALITY)) {
                indexer.run().blockLast(Duration.ofMinutes(1));
            }
            expected.play(history);

            assertThat(attempts.get()).isGreaterThan(4);
            assertThat(index.dump()).isEqualTo(expected.dump());
        }
    }

    @Test
    void crashBetweenWriteAndCursor() {
        var history = new RandomLife(10, 15, 30).history(60, 8);
        try (var index = freshIndex();
                var expected = freshIndex()) {
            crashOnEveryThirdMoveOfTheCursor(index);
            try (var indexer = index.indexer(known -> rest(history, known), 10, TestIndex.FINALITY)) {
                indexer.run().blockLast(Duration.ofMinutes(1));
            }
            expected.play(history);

            assertThat(index.texts("SELECT last_value >= 8 FROM moves")).containsExactly("true");
            assertThat(index.dump()).isEqualTo(expected.dump());
        }
    }

    /** The connection dies when the rows of the batch are written and its cursor is not. */
    private static void crashOnEveryThirdMoveOfTheCursor(TestIndex index) {
        Flux.just(
                        "CREATE SEQUENCE moves",
                        """
                        CREATE FUNCTION crash() RETURNS trigger AS $$
                        BEGIN
                          IF nextval('moves') % 3 = 0 THEN
                            PERFORM pg_terminate_backend(pg_backend_pid());
                          END IF;
                          RETURN NEW;
                        END $$ LANGUAGE plpgsql
                        """,
                        "CREATE TRIGGER crash BEFORE INSERT OR UPDATE ON cursor FOR EACH ROW EXECUTE FUNCTION crash()")
                .concatMap(sql -> index.database().client().sql(sql).then())
                .blockLast(Duration.ofMinutes(1));
    }

    @Test
    void aSecondIndexerOnTheSameDatabaseAppliesNothingTwice() {
        var history = new RandomLife(9, 15, 30).history(60, 8);
        try (var index = freshIndex();
                var expected = freshIndex();
                var first = index.indexer(known -> rest(history, known), 5, TestIndex.FINALITY);
                var second = index.indexer(known -> rest(history, known), 3, TestIndex.FINALITY)) {
            Flux.merge(first.run(), second.run()).blockLast(Duration.ofMinutes(1));
            expected.play(history);

            assertThat(index.dump()).isEqualTo(expected.dump());
        }
    }

    private static Flux<BlockChange> rest(History history, List<Block> known) {
        int from = known.isEmpty() ? 0 : (int) known.getLast().number() + 1;
        return Flux.fromIterable(
                history.changes().subList(from, history.changes().size()));
    }

    @Test
    void deepReorgBeyondFinalityStopsAndReportsUnhealthy() {
        try (var index = freshIndex();
                var indexer = index.indexer(
                        known -> Flux.error(
                                new DeepReorgException(publishedAndLiked().last())),
                        1,
                        64)) {
            StepVerifier.create(indexer.run())
                    .expectError(DeepReorgException.class)
                    .verify(Duration.ofSeconds(10));

            assertThat(index.host().health().state()).isEqualTo(HealthState.HEALTH_STATE_UNHEALTHY);
        }
    }

    @Test
    void aFailureStaysInTheHealthWhileTheChainAnswersButNothingIsApplied() {
        try (var index = freshIndex();
                var indexer = index.indexer(
                        known -> Flux.<BlockChange>fromIterable(
                                        publishedAndLiked().blocks(3).changes())
                                .concatWith(Flux.error(new ChainException("not this chain"))),
                        1000,
                        64)) {
            var health = index.host().health();
            var running = Flux.merge(indexer.run(), indexer.watchHead()).subscribe();

            Awaitility.await()
                    .untilAsserted(() -> assertThat(health.state()).isEqualTo(HealthState.HEALTH_STATE_UNHEALTHY));
            running.dispose();
        }
    }

    @Test
    void logsOfOtherContractsAndBrokenEventsDoNotStopTheIndex() {
        try (var index = freshIndex()) {
            index.play(new History(2)
                    .log("0x00000000000000000000000000000000000000aa", List.of(ManageEntityEvent.TOPIC), new byte[3])
                    .log(History.ENTITY_MANAGER, List.of(ManageEntityEvent.TOPIC), new byte[3])
                    .log(History.ENTITY_MANAGER, List.of(), new byte[0])
                    .user(ARTIST, "artist")
                    .block());

            assertThat(index.texts("SELECT handle FROM users")).containsExactly("artist");
            assertThat(index.texts("SELECT left(reason, 15) FROM action_outcomes WHERE NOT accepted"))
                    .containsExactly("EVENT_MALFORMED");
        }
    }
}
