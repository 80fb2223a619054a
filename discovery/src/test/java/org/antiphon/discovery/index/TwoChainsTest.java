package org.antiphon.discovery.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.antiphon.discovery.testing.Contracts;
import org.antiphon.discovery.testing.History;
import org.antiphon.discovery.testing.RandomLife;
import org.antiphon.discovery.testing.TestIndex;
import org.antiphon.server.testing.PostgresExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwoChainsTest {
    private static final IndexedChain ETHEREUM = Contracts.indexed();
    private static final int LENGTH = 60;

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static TestIndex freshIndex() {
        return new TestIndex(postgres.newDatabase());
    }

    /** Ten providers; each round one is delegated to, one delegator wants out, one provider is slashed. */
    private static History staking() {
        var history = new History(21);
        for (int block = 0; block < LENGTH; block++) {
            long provider = 100L + block % 10;
            int round = block / 10;
            if (round == 0) {
                Contracts.register(history, provider, block + 1, 1_000_003);
            } else if (round % 3 == 1) {
                Contracts.delegate(history, 200 + block % 7, provider, 70_001, 1_070_004);
            } else if (round % 3 == 2) {
                Contracts.requestUndelegate(history, 200 + block % 7, provider, 1_009);
            } else {
                Contracts.slash(history, provider, 70_004, 1_000_000);
            }
            history.block();
        }
        return history;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 35, LENGTH})
    void aReorganisationOfOneChainLeavesTheOtherAsItIs(int depth) {
        var actions = new RandomLife(3, 10, 20).history(LENGTH, 5);
        var staking = staking();
        try (var index = freshIndex();
                var expected = freshIndex()) {
            index.play(actions.changes(), 50);
            index.play(ETHEREUM, staking.changes(), 13);
            index.play(ETHEREUM, staking.reverts(depth), 50);
            expected.play(actions.changes(), 50);
            expected.play(ETHEREUM, staking.changes().subList(0, LENGTH - depth), 50);

            assertThat(index.dump()).isEqualTo(expected.dump());

            index.play(actions.reverts(depth), 50);
            expected.play(actions.reverts(depth), 50);
            index.play(ETHEREUM, staking.changes().subList(LENGTH - depth, LENGTH), 50);
            expected.play(ETHEREUM, staking.changes().subList(LENGTH - depth, LENGTH), 1);

            assertThat(index.dump()).isEqualTo(expected.dump());
            assertThat(index.texts("SELECT count(*) FROM undo_images WHERE chain = 'ethereum'"))
                    .doesNotContain("0");
        }
    }

    @Test
    void bothChainsMayBeOne() {
        var history = new History(5).user(3_000_001, "artist").track(3_000_001, 2_000_001, "Song");
        Contracts.takeDown(history, 1, 2_000_001).block();
        try (var index = freshIndex()) {
            index.play(history);
            index.play(ETHEREUM, history.changes(), 10);

            assertThat(index.texts("SELECT chain || ' ' || block_number FROM cursor ORDER BY chain"))
                    .containsExactly("data 0", "ethereum 0");
            assertThat(index.texts("SELECT title FROM tracks")).containsExactly("Song");
            assertThat(index.texts("SELECT content_type || ' ' || content_id || ' ' || cid FROM takedowns"))
                    .containsExactly("track 2000001 cid2000001");
        }
    }
}
