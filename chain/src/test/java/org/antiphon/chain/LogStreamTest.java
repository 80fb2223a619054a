package org.antiphon.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

class LogStreamTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FINALITY = 6;

    @TempDir
    static Path directory;

    private static TestChain chain;
    private static ChainAddresses addresses;

    private final Disposable.Composite subscriptions = Disposables.composite();

    @BeforeAll
    static void startChain() {
        chain = TestChain.start(directory);
        addresses = chain.deploy();
    }

    @AfterAll
    static void stopChain() {
        chain.close();
    }

    @AfterEach
    void unsubscribe() {
        subscriptions.dispose();
    }

    @Test
    void everyBlockIsDeliveredWithItsLogs() {
        var consumer = follow(source(), options(), List.of());
        var request = emit("everyBlock");
        chain.mine(3);

        awaitHead(consumer);

        assertThat(consumer.blocks()).hasSize((int) head() + 1);
        assertThat(consumer.logs())
                .filteredOn(log -> log.isEvent(ManageEntityEvent.TOPIC))
                .last()
                .satisfies(log ->
                        assertThat(ManageEntityEvent.decode(log).metadata()).isEqualTo(request.metadata()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, FINALITY - 1})
    void reorgDepth(int depth) {
        chain.fill(FINALITY + 1);
        var consumer = follow(source(), options().withFinality(FINALITY), List.of());
        awaitHead(consumer);

        chain.reorg(depth);
        chain.mine(1);

        awaitHead(consumer);
        assertThat(consumer.reverts()).isEqualTo(depth);
    }

    @Test
    void sameHeightDifferentHash() {
        chain.fill(3);
        var consumer = follow(source(), options(), List.of());
        awaitHead(consumer);

        chain.reorg(2);

        awaitHead(consumer);
        assertThat(consumer.reverts()).isEqualTo(2);
    }

    @Test
    void logsRemovedThenReadded() {
        var consumer = follow(source(), options(), List.of());
        awaitHead(consumer);
        var before = consumer.logs();
        var request = emit("dropped");
        awaitHead(consumer);
        var after = consumer.logs();
        assertThat(after).hasSize(before.size() + 1);

        chain.reorg(1);
        chain.mine(1);
        awaitHead(consumer);
        assertThat(consumer.logs()).isEqualTo(before);

        emit(request);
        awaitHead(consumer);
        assertThat(consumer.logs()).hasSameSizeAs(after);
        assertThat(ManageEntityEvent.decode(consumer.logs().getLast()))
                .isEqualTo(ManageEntityEvent.decode(after.getLast()));
    }

    @Test
    void headGoesBackwards() {
        chain.mine(4);
        var consumer = follow(source(), options(), List.of());
        awaitHead(consumer);

        chain.rollback(3);

        awaitHead(consumer);
        assertThat(consumer.reverts()).isEqualTo(3);
    }

    @Test
    void parentMismatchFindsCommonAncestor() {
        chain.fill(6);
        var consumer = follow(source(), options(), List.of());
        awaitHead(consumer);
        subscriptions.dispose();
        var known = consumer.blocks();

        chain.reorg(3);
        chain.mine(2);

        StepVerifier.create(new LogStream(source(), options()).follow(known), 4)
                .expectNext(new BlockChange.Reverted(known.getLast()))
                .expectNext(new BlockChange.Reverted(known.get(known.size() - 2)))
                .expectNext(new BlockChange.Reverted(known.get(known.size() - 3)))
                .assertNext(change -> assertThat(change.block().follows(known.get(known.size() - 4)))
                        .isTrue())
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void restartMidRangeExactlyOnce() {
        chain.mine(40);
        var first = new FollowedChain();
        StepVerifier.create(new LogStream(source(), options().withRanges(10, 4))
                        .follow(List.of())
                        .take(17)
                        .doOnNext(first::apply))
                .expectNextCount(17)
                .verifyComplete();

        var second = follow(source(), options().withRanges(10, 4), first.blocks());
        awaitHead(second);

        assertThat(second.blocks().getFirst().number()).isEqualTo(17);
        assertThat(second.blocks()).hasSize((int) head() - 16);
    }

    @Test
    void sameBlockTwiceIsNoOp() {
        var consumer = follow(source(), options(), List.of());
        awaitHead(consumer);
        var repetitive = new DecoratedSource(source()) {
            @Override
            public Flux<Long> wakeUps() {
                return Flux.interval(Duration.ofMillis(20)).map(tick -> consumer.last());
            }
        };

        StepVerifier.create(new LogStream(repetitive, options()).follow(consumer.blocks()))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(500))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void missingBlockIsFetched() {
        chain.mine(5);
        var gaps = new AtomicInteger(4);
        var forgetful = new DecoratedSource(source()) {
            @Override
            public Mono<List<Block>> blocks(long from, long to) {
                return source.blocks(from, to)
                        .map(blocks -> blocks.size() < 3 || gaps.getAndDecrement() <= 0
                                ? blocks
                                : blocks.stream()
                                        .filter(block -> !block.equals(blocks.get(1)))
                                        .toList());
            }
        };

        var consumer = follow(forgetful, options(), List.of());

        awaitHead(consumer);
        assertThat(gaps.get()).isNegative();
        assertThat(consumer.blocks()).hasSize((int) head() + 1);
    }

    @Test
    void deepReorgBeyondFinalityStopsAndReportsUnhealthy() {
        chain.fill(10);
        var consumer = follow(source(), options(), List.of());
        awaitHead(consumer);
        subscriptions.dispose();
        var known = consumer.blocks();
        var last = consumer.last();

        chain.reorg(4);

        StepVerifier.create(new LogStream(source(), options().withFinality(3)).follow(known))
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOfSatisfying(
                                DeepReorgException.class,
                                deep -> assertThat(deep.oldestKnown()).isEqualTo(last - 3)))
                .verify(PATIENCE);
        StepVerifier.create(new LogStream(source(), options().withFinality(4)).follow(known), 1)
                .expectNext(new BlockChange.Reverted(known.getLast()))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void rangeTooBigHalvesThenGrows() {
        chain.mine(120);
        var lengths = new CopyOnWriteArrayList<Long>();
        var limit = new AtomicLong(7);
        var picky = new DecoratedSource(source()) {
            @Override
            public Mono<List<LocatedLog>> logs(long from, long to, Set<String> contracts) {
                lengths.add(to - from + 1);
                limit.set(from > 60 ? Long.MAX_VALUE : limit.get());
                return to - from + 1 > limit.get()
                        ? Mono.error(new RangeRefusedException(from, to, "too many blocks"))
                        : source.logs(from, to, contracts);
            }
        };

        var consumer = follow(picky, options().withRanges(32, 1), List.of());

        awaitHead(consumer);
        assertThat(consumer.blocks()).hasSize((int) head() + 1);
        assertThat(lengths.subList(0, 4)).containsExactly(32L, 16L, 8L, 4L);
        assertThat(lengths.stream().skip(10)).anyMatch(length -> length > 7);
    }

    @Test
    void singleBlockThatIsRefusedFailsWithTheReason() {
        var stubborn = new DecoratedSource(source()) {
            @Override
            public Mono<List<LocatedLog>> logs(long from, long to, Set<String> contracts) {
                return Mono.error(new RangeRefusedException(from, to, "too many logs"));
            }
        };

        StepVerifier.create(new LogStream(stubborn, options()).follow(List.of()))
                .expectErrorMessage("a single block is refused: blocks 0..0 refused: too many logs")
                .verify(PATIENCE);
    }

    @Test
    void slowConsumerIsNeverHurriedAndLittleIsReadAhead() {
        chain.mine(200);
        var requested = new AtomicLong();
        var counting = new DecoratedSource(source()) {
            @Override
            public Mono<List<Block>> blocks(long from, long to) {
                requested.addAndGet(to - from + 1);
                return source.blocks(from, to);
            }
        };
        var received = new AtomicInteger();
        var slow = new BaseSubscriber<BlockChange>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                request(3);
            }

            @Override
            protected void hookOnNext(BlockChange change) {
                received.incrementAndGet();
            }
        };
        subscriptions.add(slow);
        new LogStream(counting, options().withRanges(10, 2)).follow(List.of()).subscribe(slow);

        await().atMost(PATIENCE).until(() -> received.get() == 3);
        await().during(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> received.get() == 3);
        assertThat(requested.get()).isLessThanOrEqualTo(60);

        slow.request(50);
        await().atMost(PATIENCE).until(() -> received.get() == 53);
    }

    @Test
    void slowConsumerOverflowsOnlyItself() {
        chain.mine(50);
        var stream = new LogStream(source(), options().withRanges(10, 2));
        var other = new FollowedChain();
        subscriptions.add(stream.follow(List.of()).subscribe(other::apply));

        var overflows = new AtomicInteger();
        StepVerifier.create(stream.follow(List.of()).onBackpressureBuffer(10, block -> overflows.incrementAndGet()), 5)
                .expectNextCount(5)
                .then(() -> await().atMost(PATIENCE).until(() -> overflows.get() > 0))
                .thenRequest(10)
                .expectNextCount(10)
                .expectErrorMatches(Exceptions::isOverflow)
                .verify(PATIENCE);

        chain.mine(3);
        awaitHead(other);
    }

    @Test
    void filterNotFoundHasNoGap() {
        chain.mine(5);
        emit("filtered");
        try (var node = FaultyNode.before(chain);
                var client = ChainClient.connect(ChainEndpoint.of(node.url(), null))) {
            node.lie("eth_getLogs", answer -> {
                answer.remove("result");
                answer.putObject("error").put("code", -32000).put("message", "filter not found");
            });
            var consumer = followAgainAndAgain(client.blockSource());
            await().atMost(PATIENCE).until(() -> node.faults() > 12);

            node.heal();

            awaitHead(consumer);
            assertThat(consumer.blocks()).hasSize((int) head() + 1);
            assertThat(consumer.logs()).hasSize(logsOfTheChain());
        }
    }

    @Test
    void wsDropHasNoGap() throws Exception {
        try (var line = FaultyLine.to(chain.chain().wsUrl());
                var client = ChainClient.connect(ChainEndpoint.of(chain.chain().rpcUrl(), line.url()))) {
            var consumer = follow(client.blockSource(), options().withPollInterval(Duration.ofMinutes(10)), List.of());
            await().atMost(PATIENCE).until(() -> line.connections() == 1);
            awaitHead(consumer);

            line.cut();
            chain.mine(3);
            emit("unheard");
            var before = consumer.last();
            line.mend();

            awaitHead(consumer);
            assertThat(consumer.last()).isGreaterThan(before);
            assertThat(consumer.blocks()).hasSize((int) head() + 1);
            assertThat(consumer.logs()).hasSize(logsOfTheChain());
        }
    }

    @Test
    void sourceWhoseHintsFailIsPolled() {
        var deaf = new DecoratedSource(source()) {
            @Override
            public Flux<Long> wakeUps() {
                return Flux.error(new IllegalStateException("connection lost"));
            }
        };
        var consumer = follow(deaf, options(), List.of());
        awaitHead(consumer);

        chain.mine(3);

        awaitHead(consumer);
    }

    @Test
    void wakeUpIsFasterThanThePoll() {
        var consumer = follow(source(), options().withPollInterval(Duration.ofMinutes(10)), List.of());
        awaitHead(consumer);

        chain.mine(1);

        awaitHead(consumer);
    }

    @Test
    void logOfAnotherBlockOrContractIsRefusedUntilTheNodeTellsTheTruth() {
        emit("lies");
        var lies = new AtomicInteger(4);
        var liar = new DecoratedSource(source()) {
            @Override
            public Mono<List<LocatedLog>> logs(long from, long to, Set<String> contracts) {
                return source.logs(from, to, contracts)
                        .map(logs -> logs.isEmpty() || lies.getAndDecrement() <= 0 ? logs : falsified(logs));
            }
        };

        var consumer = follow(liar, options().withRanges(1000, 1), List.of());

        awaitHead(consumer);
        assertThat(lies.get()).isNegative();
        assertThat(consumer.logs()).allMatch(log -> log.address().startsWith("0x"));
        assertThat(consumer.logs().getLast().address()).isEqualTo(addresses.entityManager());
    }

    @Test
    void nodeThatFailsForAMomentIsAskedAgain() {
        var failures = new AtomicInteger(3);
        var shaky = new DecoratedSource(source()) {
            @Override
            public Mono<Long> head() {
                return Mono.defer(() -> failures.getAndDecrement() > 0
                        ? Mono.error(new ChainException("connection reset"))
                        : source.head());
            }
        };

        StepVerifier.create(new RetryingBlockSource(shaky, 4, Duration.ofMillis(1)).head())
                .expectNextCount(1)
                .verifyComplete();
        failures.set(9);
        StepVerifier.create(new RetryingBlockSource(shaky, 4, Duration.ofMillis(1)).head())
                .expectErrorMessage("gave up after 4 attempts: connection reset")
                .verify(PATIENCE);
    }

    @Test
    void unreachableNodeIsNamed() {
        try (var client = ChainClient.connect(ChainEndpoint.of("http://127.0.0.1:1", null))) {
            StepVerifier.create(client.blockSource().head())
                    .expectErrorSatisfies(e -> assertThat(e)
                            .isInstanceOf(ChainException.class)
                            .hasMessageContaining("gave up after 5 attempts: http://127.0.0.1:1"))
                    .verify(PATIENCE);
        }
    }

    private static List<LocatedLog> falsified(List<LocatedLog> logs) {
        var result = new ArrayList<>(logs);
        var last = result.removeLast();
        result.add(new LocatedLog(last.blockNumber(), "0x" + "ee".repeat(32), last.log()));
        return result;
    }

    private FollowedChain follow(BlockSource from, LogStreamOptions options, List<Block> known) {
        var consumer = new FollowedChain();
        subscriptions.add(new LogStream(from, options).follow(known).subscribe(consumer::apply));
        return consumer;
    }

    /** As the indexer does: whatever the stream fails with, from the blocks applied last. */
    private FollowedChain followAgainAndAgain(BlockSource from) {
        var consumer = new FollowedChain();
        var stream = new LogStream(from, options());
        subscriptions.add(Flux.defer(() -> stream.follow(consumer.blocks()))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(50)))
                .subscribe(consumer::apply));
        return consumer;
    }

    private static int logsOfTheChain() {
        return TestChain.get(source().logs(0, head(), options().addresses())).size();
    }

    private static void awaitHead(FollowedChain consumer) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(consumer.lastHash())
                        .isEqualTo(TestChain.get(source().head().flatMap(source()::block))
                                .hash()));
    }

    private static ManageEntityRequest emit(String metadata) {
        var nonce = "0x" + "%064x".formatted(System.nanoTime());
        return emit(ManageEntityRequest.of(1, "Track", 2, "Save", metadata, nonce));
    }

    private static ManageEntityRequest emit(ManageEntityRequest request) {
        var signature = request.sign(chain.account(9), addresses.domain());
        var head = head();
        chain.send(8, addresses.entityManager(), request.encodeCall(signature));
        await().atMost(PATIENCE).until(() -> head() > head);
        return request;
    }

    private static LogStreamOptions options() {
        return LogStreamOptions.of(Set.of(addresses.entityManager(), addresses.playLedger()))
                .withPollInterval(Duration.ofMillis(100));
    }

    private static BlockSource source() {
        return chain.client().blockSource();
    }

    private static long head() {
        return TestChain.get(source().head());
    }
}
