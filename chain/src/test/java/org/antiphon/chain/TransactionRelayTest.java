package org.antiphon.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.antiphon.chain.OutboxEntry.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.utils.Numeric;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class TransactionRelayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final AtomicInteger nonces = new AtomicInteger();
    private final InMemoryOutbox outbox = new InMemoryOutbox();
    private final List<TransactionRelay> relays = new ArrayList<>();
    private TestChain chain;
    private ChainAddresses addresses;

    @BeforeEach
    void startChain() {
        chain = TestChain.start(directory);
        addresses = chain.deploy();
    }

    @AfterEach
    void stopChain() {
        relays.forEach(
                relay -> relay.stop().timeout(Duration.ZERO, Mono.empty()).block());
        chain.close();
    }

    @Test
    void transactionIsIncludedWithItsEffect() {
        var receipt = TestChain.get(relay().submit(request()));

        assertThat(receipt.succeeded()).isTrue();
        var block = TestChain.get(chain.client().blockSource().block(receipt.blockNumber()));
        assertThat(block.hash()).isEqualTo(receipt.blockHash());
        assertThat(events()).isEqualTo(1);
    }

    @Test
    void manyAtOnceGetOneNonceEachWithoutGaps() {
        var relay = relay();

        var receipts = Flux.range(0, 200)
                .map(i -> request())
                .flatMap(relay::submit, 200)
                .collectList();

        assertThat(TestChain.get(receipts)).hasSize(200).allMatch(Receipt::succeeded);
        assertThat(nonces()).isEqualTo(LongStream.range(0, 200).boxed().toList());
        assertThat(events()).isEqualTo(200);
    }

    @Test
    void sameIdIsTheSameTransaction() {
        var relay = relay();
        var request = request();

        var atOnce = TestChain.get(
                Flux.range(0, 20).flatMap(i -> relay.submit(request)).distinct().collectList());
        var later = TestChain.get(relay.submit(request));

        assertThat(atOnce).containsExactly(later);
        assertThat(events()).isEqualTo(1);
    }

    @Test
    void callThatWouldFailIsRefusedWithTheContractsReasonAndLeavesNoTrace() {
        var relay = relay();
        var first = request();
        TestChain.get(relay.submit(first));
        var replayed = new RelayTransaction("another-id", first.to(), first.data(), first.gasLimit());

        StepVerifier.create(relay.submit(replayed))
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOfSatisfying(
                                TransactionRefused.class,
                                refused -> assertThat(refused.reason()).isEqualTo("Signature not unique")))
                .verify(PATIENCE);
        assertThat(outbox.all()).hasSize(1);
        assertThat(TestChain.get(new NodeTransactions(chain.client())
                        .nonce(chain.account(3).getAddress())))
                .isEqualTo(1);
    }

    @Test
    void gasLimitThatIsTooSmallIsRefused() {
        var request = request();

        StepVerifier.create(relay().submit(new RelayTransaction(request.id(), request.to(), request.data(), 21_100)))
                .expectError(TransactionRefused.class)
                .verify(PATIENCE);
    }

    @Test
    void transactionThatFailsOnlyOnChainHasAReceiptThatSaysSo() {
        var relay = relay();
        var first = request();
        chain.automine(false);
        var second = new RelayTransaction("second", first.to(), first.data(), first.gasLimit());

        var success = relay.submit(first).toFuture();
        await().atMost(PATIENCE).until(() -> nonces().size() == 1);
        var failure = relay.submit(second).toFuture();
        await().atMost(PATIENCE).until(() -> nonces().size() == 2);
        chain.mine(1);

        assertThat(success.join().succeeded()).isTrue();
        assertThat(failure.join().succeeded()).isFalse();
    }

    @Test
    void blocksTheChainForgetsAreMadeAgain() {
        var relay = relay();
        submit(relay, 10);

        chain.rollback(6);

        await().atMost(PATIENCE).until(() -> events() == 10);
        awaitReceiptsHold();
        assertThat(nonces()).isEqualTo(LongStream.range(0, 10).boxed().toList());
    }

    @Test
    void reorgedTransactionsAreIncludedAgain() {
        var relay = relay();
        submit(relay, 5);

        chain.reorg(3);

        await().atMost(PATIENCE).until(() -> events() == 5);
        awaitReceiptsHold();
    }

    @Test
    void crashLosesAndRepeatsNothing() {
        chain.automine(false);
        var crashed = relay();
        var requests = IntStream.range(0, 30).mapToObj(i -> request()).toList();
        var waiting = Flux.fromIterable(requests).flatMap(crashed::submit, 30).subscribe();
        await().atMost(PATIENCE).until(() -> nonces().size() == 30);
        crashed.stop().timeout(Duration.ofMillis(1), Mono.empty()).block();
        waiting.dispose();
        chain.dropPool();
        chain.automine(true);

        var next = relay();
        var receipts = TestChain.get(
                Flux.fromIterable(requests).flatMap(next::submit, 30).collectList());

        assertThat(receipts).hasSize(30).allMatch(Receipt::succeeded);
        assertThat(events()).isEqualTo(30);
        assertThat(nonces()).isEqualTo(LongStream.range(0, 30).boxed().toList());
    }

    @Test
    void crashBetweenOutboxAndNodeLosesNothing() {
        var request = request();
        outbox.insertIfAbsent(request).block();

        relay();

        await().atMost(PATIENCE).until(() -> events() == 1);
    }

    @Test
    void outboxThatFailsForAMomentTakesNoNonceTwice() {
        var failing = new AtomicBoolean(true);
        var shaky = new DecoratedOutbox(outbox) {
            @Override
            public Mono<Void> recordBroadcasts(List<Broadcast> broadcasts) {
                return Mono.defer(() -> failing.getAndSet(false)
                        ? Mono.error(new IllegalStateException("database is away"))
                        : outbox.recordBroadcasts(broadcasts));
            }
        };
        var relay = relay(shaky, RelayOptions.defaults());

        submit(relay, 3);

        assertThat(events()).isEqualTo(3);
        assertThat(nonces()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void stuckTransactionIsReplacedAtAHigherPriceWithTheSameNonce() {
        chain.automine(false);
        var relay = relay(outbox, RelayOptions.defaults().withStuckAfter(Duration.ofMillis(300)));
        var result = relay.submit(request()).toFuture();
        await().atMost(PATIENCE)
                .until(() -> outbox.all().stream()
                        .anyMatch(entry -> entry.broadcasts().size() > 1));

        chain.mine(1);

        assertThat(result.join().succeeded()).isTrue();
        assertThat(events()).isEqualTo(1);
        assertThat(new HashSet<>(outbox.all().getFirst().broadcasts().stream()
                        .map(Broadcast::nonce)
                        .toList()))
                .containsExactly(0L);
    }

    @Test
    void transactionTheNodeForgotIsSentAgain() {
        chain.automine(false);
        var relay = relay(outbox, RelayOptions.defaults().withStuckAfter(Duration.ofMillis(300)));
        var result = relay.submit(request()).toFuture();
        await().atMost(PATIENCE).until(() -> nonces().size() == 1);

        chain.dropPool();
        chain.automine(true);

        assertThat(result.join().succeeded()).isTrue();
    }

    @Test
    void nonceSomebodyElseTookIsGivenUp() {
        chain.automine(false);
        var relay = relay();
        var result = relay.submit(request()).toFuture();
        await().atMost(PATIENCE).until(() -> nonces().size() == 1);
        chain.dropPool();
        chain.send(3, chain.account(4).getAddress(), "0x");
        chain.mine(1);
        chain.automine(true);
        stop(relay);

        relay();

        await().atMost(PATIENCE).until(() -> events() == 1);
        assertThat(nonces()).containsExactly(1L);
        assertThat(result).isNotCompletedExceptionally();
    }

    @Test
    void noncesMissingInTheOutboxAreFilled() {
        var relay = relay();
        submit(relay, 4);
        stop(relay);
        outbox.markFinal(outbox.all().stream().limit(2).map(OutboxEntry::id).toList())
                .block();
        chain.rollback(4);

        relay();

        await().atMost(PATIENCE).until(() -> events() == 2);
        assertThat(TestChain.get(new NodeTransactions(chain.client())
                        .nonce(chain.account(3).getAddress())))
                .isEqualTo(4);
    }

    @Test
    void deepTransactionsAreFinal() {
        var relay = relay(outbox, RelayOptions.defaults().withFinality(3));
        submit(relay, 2);

        chain.mine(3);

        await().atMost(PATIENCE).until(() -> outbox.all().stream().allMatch(entry -> entry.state() == State.FINAL));
        assertThat(TestChain.get(relay.submit(outbox.all().getFirst().transaction())))
                .isEqualTo(outbox.all().getFirst().receipt());
    }

    @Test
    void stopWaitsForWhatWasAcceptedAndTakesNothingNew() {
        chain.automine(false);
        var relay = relay();
        var result = relay.submit(request()).toFuture();
        await().atMost(PATIENCE).until(() -> nonces().size() == 1);

        var stopped = relay.stop().toFuture();

        StepVerifier.create(relay.submit(request()))
                .expectError(RelayOverloaded.class)
                .verify(PATIENCE);
        assertThat(stopped).isNotDone();
        chain.mine(1);
        assertThat(stopped).succeedsWithin(PATIENCE);
        assertThat(result).isCompleted();
    }

    @Test
    void moreThanTheBoundIsRefused() {
        chain.automine(false);
        var relay = relay(outbox, RelayOptions.defaults().withMaxInFlight(2));
        var first = relay.submit(request()).toFuture();
        var second = relay.submit(request()).toFuture();
        await().atMost(PATIENCE).until(() -> nonces().size() == 2);

        StepVerifier.create(relay.submit(request()))
                .expectErrorMessage("transactions in flight: 2 (expected: below 2)")
                .verify(PATIENCE);

        chain.automine(true);
        chain.mine(1);
        assertThat(first).succeedsWithin(PATIENCE);
        assertThat(second).succeedsWithin(PATIENCE);
    }

    private TransactionRelay relay() {
        return relay(outbox, RelayOptions.defaults());
    }

    private TransactionRelay relay(Outbox memory, RelayOptions options) {
        var relay = new TransactionRelay(chain.client(), chain.account(3), memory, options);
        relay.start().block(PATIENCE);
        relays.add(relay);
        return relay;
    }

    private void stop(TransactionRelay relay) {
        relay.stop().timeout(Duration.ofMillis(1), Mono.empty()).block();
    }

    private void submit(TransactionRelay relay, int count) {
        TestChain.get(Flux.range(0, count)
                .map(i -> request())
                .concatMap(relay::submit)
                .collectList());
    }

    private RelayTransaction request() {
        var nonce = "0x" + "%064x".formatted(nonces.incrementAndGet());
        var request = ManageEntityRequest.of(1, "Track", nonces.get(), "Save", "", nonce);
        var data = request.encodeCall(request.sign(chain.account(9), addresses.domain()));
        return new RelayTransaction(
                Words.hex(request.digest(addresses.domain())),
                addresses.entityManager(),
                Numeric.hexStringToByteArray(data),
                2_000_000);
    }

    private long events() {
        var source = chain.client().blockSource();
        var contracts = Set.of(addresses.entityManager());
        return TestChain.get(source.head().flatMap(head -> source.logs(0, head, contracts))).stream()
                .map(LocatedLog::log)
                .filter(log -> log.isEvent(ManageEntityEvent.TOPIC))
                .count();
    }

    /** Nonces in ascending order. */
    private List<Long> nonces() {
        return outbox.all().stream()
                .map(OutboxEntry::lastBroadcast)
                .filter(Objects::nonNull)
                .map(Broadcast::nonce)
                .sorted()
                .toList();
    }

    private void awaitReceiptsHold() {
        await().atMost(PATIENCE).until(() -> outbox.all().stream().allMatch(this::holds));
    }

    private boolean holds(OutboxEntry entry) {
        var receipt = entry.receipt();
        return receipt != null
                && Map.of(receipt.transactionHash(), receipt)
                        .equals(TestChain.get(
                                new NodeTransactions(chain.client()).receipts(List.of(receipt.transactionHash()))));
    }
}
