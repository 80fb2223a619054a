package org.antiphon.identity.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.antiphon.chain.Broadcast;
import org.antiphon.chain.OutboxEntry;
import org.antiphon.chain.OutboxEntry.State;
import org.antiphon.chain.Receipt;
import org.antiphon.chain.RelayTransaction;
import org.antiphon.server.Database;
import org.antiphon.server.testing.PostgresExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class PostgresOutboxTest {
    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static final Receipt RECEIPT = new Receipt("0xaa", "0xbb", 7, true);

    private Database database;
    private PostgresOutbox outbox;

    @BeforeEach
    void open() {
        database = Database.open(postgres.newDatabase(), "db/identity", new SimpleMeterRegistry());
        outbox = new PostgresOutbox(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static RelayTransaction transaction(String id) {
        return new RelayTransaction(id, "0x" + "1".repeat(40), new byte[] {1, 2, (byte) 0xff}, 21_000);
    }

    private static Broadcast attempt(String id, long nonce, String hash) {
        return new Broadcast(id, nonce, hash, new byte[] {9, (byte) 0x80});
    }

    private static <T> T await(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(Duration.ofSeconds(10)));
    }

    private void run(Mono<Void> operation) {
        operation.block(Duration.ofSeconds(10));
    }

    private OutboxEntry inserted(String id) {
        return await(outbox.insertIfAbsent(transaction(id)));
    }

    private OutboxEntry found(String id) {
        return await(outbox.find(id));
    }

    private List<String> unfinal() {
        return await(outbox.unfinal().map(OutboxEntry::id).collectList());
    }

    @Test
    void anEntryIsFoundAsItWasInserted() {
        assertThat(inserted("a")).isEqualTo(OutboxEntry.pending(transaction("a")));
        assertThat(found("a")).isEqualTo(OutboxEntry.pending(transaction("a")));
    }

    @Test
    void anUnknownIdFindsNothing() {
        assertThat(outbox.find("nobody").blockOptional()).isEmpty();
    }

    @Test
    void theSameIdKeepsWhatWasThereFirst() {
        inserted("a");
        run(outbox.recordBroadcasts(List.of(attempt("a", 3, "0x1"))));

        var again = await(outbox.insertIfAbsent(new RelayTransaction("a", "0x" + "2".repeat(40), new byte[0], 1)));

        assertThat(again.transaction()).isEqualTo(transaction("a"));
        assertThat(again.state()).isEqualTo(State.BROADCAST);
    }

    @Test
    void oneOfManySimultaneousInsertsWins() {
        var states = await(Flux.range(0, 50)
                .flatMap(each -> outbox.insertIfAbsent(transaction("same")), 50)
                .map(OutboxEntry::state)
                .collectList());

        assertThat(states).hasSize(50).containsOnly(State.PENDING);
        assertThat(unfinal()).containsExactly("same");
    }

    @Test
    void attemptsAreKeptInOrderWithTheirBytes() {
        inserted("a");
        run(outbox.recordBroadcasts(List.of(attempt("a", 3, "0x1"))));
        run(outbox.recordBroadcasts(List.of(attempt("a", 3, "0x2"), attempt("unknown", 4, "0x3"))));

        var entry = found("a");

        assertThat(entry.state()).isEqualTo(State.BROADCAST);
        assertThat(entry.broadcasts()).extracting(Broadcast::transactionHash).containsExactly("0x1", "0x2");
        assertThat(entry.broadcasts()).allSatisfy(each -> assertThat(each.raw()).containsExactly(9, 0x80));
        assertThat(outbox.find("unknown").blockOptional()).isEmpty();
    }

    @Test
    void aReceiptIsKeptAndForgottenWithoutTheNonce() {
        inserted("a");
        run(outbox.recordBroadcasts(List.of(attempt("a", 3, "0xaa"))));

        run(outbox.recordReceipts(Map.of("a", RECEIPT, "unknown", RECEIPT)));
        assertThat(found("a").state()).isEqualTo(State.INCLUDED);
        assertThat(found("a").receipt()).isEqualTo(RECEIPT);

        run(outbox.clearReceipts(List.of("a")));
        assertThat(found("a").state()).isEqualTo(State.BROADCAST);
        assertThat(found("a").receipt()).isNull();
        assertThat(found("a").broadcasts()).hasSize(1);
    }

    @Test
    void aResetForgetsEverythingButTheTransaction() {
        inserted("a");
        run(outbox.recordBroadcasts(List.of(attempt("a", 3, "0xaa"))));
        run(outbox.recordReceipts(Map.of("a", RECEIPT)));

        run(outbox.resetToPending(List.of("a")));

        assertThat(found("a")).isEqualTo(OutboxEntry.pending(transaction("a")));
    }

    @Test
    void unfinalComesByNonceThenByInsertionAndWithoutWhatIsDone() {
        List.of("waits", "also waits", "nonce 12", "nonce 9", "final", "refused")
                .forEach(this::inserted);
        run(outbox.recordBroadcasts(
                List.of(attempt("nonce 12", 12, "0x1"), attempt("nonce 9", 9, "0x2"), attempt("final", 1, "0x3"))));
        run(outbox.recordReceipts(Map.of("final", RECEIPT, "nonce 9", RECEIPT)));
        run(outbox.markFinal(List.of("final")));
        run(outbox.markRefused("refused", "Signature not unique"));

        assertThat(unfinal()).containsExactly("nonce 9", "nonce 12", "waits", "also waits");
        assertThat(found("final").state()).isEqualTo(State.FINAL);
        assertThat(found("final").receipt()).isEqualTo(RECEIPT);
        assertThat(found("refused").state()).isEqualTo(State.REFUSED);
        assertThat(found("refused").refusal()).isEqualTo("Signature not unique");
    }

    @Test
    void hundredsAreTakenAtOnce() {
        var ids = IntStream.range(0, 500).mapToObj(each -> "id-" + each).toList();
        ids.forEach(this::inserted);
        run(outbox.recordBroadcasts(IntStream.range(0, 500)
                .mapToObj(each -> attempt("id-" + each, each, "0x" + each))
                .toList()));

        assertThat(unfinal()).containsExactlyElementsOf(ids);
    }

    @Test
    void aWalletTakesTheOutboxOnlyWhenNothingOfAnotherIsUnderWay() {
        var owner = new OutboxOwner(database);
        var first = RelayWallet.of("0x" + "1".repeat(64));
        var second = RelayWallet.of("2".repeat(64));
        run(owner.claim(first));
        inserted("a");

        run(owner.claim(first));
        StepVerifier.create(owner.claim(second))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .hasMessageContaining("antiphon.identity.relay-key: wallet " + second.address()));

        run(outbox.markFinal(List.of("a")));
        run(owner.claim(second));
    }
}
