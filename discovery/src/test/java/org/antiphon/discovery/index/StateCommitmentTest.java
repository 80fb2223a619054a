package org.antiphon.discovery.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antiphon.discovery.store.Statements;
import org.antiphon.discovery.testing.History;
import org.antiphon.discovery.testing.RandomLife;
import org.antiphon.discovery.testing.TestIndex;
import org.antiphon.server.testing.PostgresExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class StateCommitmentTest {
    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static final String OF_BLOCKS =
            "SELECT number || ' ' || coalesce(encode(commitment, 'hex'), '') FROM blocks ORDER BY number";
    private static final int LENGTH = 80;

    private final StateVectors vectors = new StateVectors(
            IndexedChain.data(History.ENTITY_MANAGER, Optional.of(History.PLAY_LEDGER), History.TRUSTED));

    private static TestIndex freshIndex() {
        return new TestIndex(postgres.newDatabase());
    }

    private static History life(long seed) {
        return new RandomLife(seed, 10, 20).history(LENGTH, 6);
    }

    private static byte[] vector(TestIndex index, Function<Statements, Mono<StateVector>> of) {
        return index.database()
                .transaction(connection -> of.apply(new Statements(connection)))
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow()
                .bytes();
    }

    private byte[] kept(TestIndex index) {
        var last = Long.parseLong(index.texts("SELECT coalesce(max(block_number), -1) FROM cursor")
                .getFirst());
        return vector(index, sql -> vectors.last(sql, last < 0 ? Cursor.NONE : new Cursor(last, "")));
    }

    private byte[] computed(TestIndex index) {
        return vector(index, vectors::compute);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 7, 30", "3, 100, 79", "4, 100, 80"})
    void theVectorKeptIsThatOfTheRowsAfterAnyHistoryWithReverts(long seed, int batch, int depth) {
        var life = life(seed);
        try (var index = freshIndex()) {
            index.play(life.changes(), batch);
            assertThat(kept(index))
                    .isEqualTo(computed(index))
                    .isNotEqualTo(StateVector.empty().bytes());
            index.play(life.reverts(depth), batch);
            assertThat(kept(index)).isEqualTo(computed(index));
            index.play(life.changes().subList(LENGTH - depth, LENGTH), batch);
            assertThat(kept(index)).isEqualTo(computed(index));
        }
    }

    @Test
    void nodesWithOtherBatchesCommitToTheSameAfterEveryBlock() {
        var life = life(5);
        try (var one = freshIndex();
                var other = freshIndex()) {
            one.play(life.changes(), 1);
            other.play(life.changes(), 33);
            assertThat(other.texts(OF_BLOCKS)).isEqualTo(one.texts(OF_BLOCKS)).doesNotHaveDuplicates();
        }
    }

    @Test
    void theCommitmentOfABlockIsThatOfTheVectorAfterIt() {
        try (var index = freshIndex()) {
            var life = new History(9).user(3_000_000, "ann").block();
            index.play(life.changes(), 10);
            assertThat(index.texts("SELECT encode(commitment, 'hex') FROM blocks"))
                    .isEqualTo(List.of(HexFormat.of()
                            .formatHex(StateVector.of(computed(index)).commitment())));
        }
    }

    @Test
    void oneCorruptedRowShows() {
        try (var index = freshIndex()) {
            index.play(life(6).changes(), 50);
            index.texts(
                    "UPDATE users SET name = name || '.' WHERE user_id = (SELECT min(user_id) FROM users) RETURNING 1");
            assertThat(computed(index)).isNotEqualTo(kept(index));
        }
    }

    @Test
    void anIndexFromBeforeThereWereVectorsIsReadOnce() {
        var life = life(7);
        try (var index = freshIndex()) {
            index.play(life.changes().subList(0, 40), 50);
            index.texts("DELETE FROM state_vectors RETURNING 1");
            index.play(life.changes().subList(40, LENGTH), 50);
            assertThat(kept(index)).isEqualTo(computed(index));
        }
    }
}
