package org.antiphon.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

/** Nodes of one chain that fail, lag and contradict, while the consumer notices nothing of it. */
class SeveralNodesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    @TempDir
    static Path otherDirectory;

    private static TestChain chain;
    private static TestChain other;
    private static ChainAddresses addresses;

    private final Disposable.Composite subscriptions = Disposables.composite();
    private final Events events = new Events();
    private FaultyNode first;
    private FaultyNode second;

    @BeforeAll
    static void startChains() {
        chain = TestChain.start(directory);
        addresses = chain.deploy();
        other = TestChain.start(otherDirectory);
        other.deploy();
        other.fill(3);
        chain.mine(80);
        other.mine(80);
    }

    @AfterAll
    static void stopChains() {
        chain.close();
        other.close();
    }

    @BeforeEach
    void startNodes() {
        first = FaultyNode.before(chain);
        second = FaultyNode.before(chain);
    }

    @AfterEach
    void stopNodes() {
        subscriptions.dispose();
        first.close();
        second.close();
    }

    @Test
    void oneNodeIsAskedAsLongAsItAnswers() {
        try (var client = connect(first, second)) {
            var consumer = follow(client);
            awaitHead(consumer);
            var surveyed = second.requests();

            chain.mine(5);
            awaitHead(consumer);

            assertThat(second.requests()).isEqualTo(surveyed).isLessThan(10);
            assertThat(client.node()).isEqualTo(first.url());
            assertThat(events.switches).isEmpty();
        }
    }

    @Test
    void failingNodeIsDroppedAndToldOf() {
        try (var client = connect(first, second)) {
            var consumer = follow(client);
            awaitHead(consumer);

            first.fail(exchange -> exchange.sendResponseHeaders(503, -1));
            chain.mine(5);

            awaitHead(consumer);
            assertThat(client.node()).isEqualTo(second.url());
            assertThat(events.switches).containsExactly(first.url() + " to " + second.url());
            assertThat(events.drops)
                    .singleElement()
                    .asString()
                    .startsWith(first.url())
                    .contains("status 503");
            assertThat(events.answers.get()).isPositive();
        }
    }

    @Test
    void nodeThatLiesInTheMiddleIsLeftForAnother() {
        try (var client = connect(first, second)) {
            var consumer = follow(client);
            awaitHead(consumer);

            first.lie("eth_getLogs", answer -> answer.put("result", "none"));
            chain.mine(5);

            awaitHead(consumer);
            assertThat(events.drops).singleElement().asString().contains("eth_getLogs: result: none");
            assertThat(consumer.reverts()).isZero();
        }
    }

    @Test
    void droppedNodeIsAskedAgainWhenTheOtherFails() {
        try (var client = connect(first, second)) {
            var consumer = follow(client);
            awaitHead(consumer);
            first.fail(exchange -> exchange.sendResponseHeaders(503, -1));
            chain.mine(1);
            awaitHead(consumer);

            first.heal();
            second.fail(exchange -> exchange.sendResponseHeaders(503, -1));
            chain.mine(1);

            awaitHead(consumer);
        }
    }

    @Test
    void nodeOfAnotherChainIsNeverBelieved() {
        first.lie("eth_chainId", answer -> answer.put("result", "0x1"));
        try (var client = connect(first, second)) {
            awaitHead(follow(client));

            assertThat(events.drops)
                    .singleElement()
                    .asString()
                    .contains("chain id: 1 (expected: %d)".formatted(DevChain.CHAIN_ID));
        }
    }

    @Test
    void withoutAnyNodeOfTheChainTheErrorNamesEach() {
        first.lie("eth_chainId", answer -> answer.put("result", "0x1"));
        second.lie("eth_chainId", answer -> answer.put("result", "0x2"));
        try (var client = connect(first, second)) {
            StepVerifier.create(client.blockSource().head())
                    .expectErrorSatisfies(e -> assertThat(e)
                            .hasMessageContaining(first.url() + ": chain id: 1 (expected: 1337)")
                            .hasMessageContaining(second.url() + ": chain id: 2 (expected: 1337)"))
                    .verify(PATIENCE);
        }
    }

    @Test
    void laggingNodeIsLeftForOneThatIsAhead() {
        first.lie("eth_blockNumber", answer -> answer.put("result", "0x5"));
        try (var client = connect(first, second)) {
            awaitHead(follow(client));

            assertThat(events.drops)
                    .singleElement()
                    .asString()
                    .startsWith(first.url())
                    .contains("at block 5, ");
        }
    }

    @Test
    void nodeThatClaimsToBeFarAheadGainsNothing() {
        second.lie("eth_blockNumber", answer -> answer.put("result", "0xfffffff"));
        try (var client = connect(first, second)) {
            awaitHead(follow(client));
            await().atMost(PATIENCE).until(() -> !events.drops.isEmpty());

            assertThat(events.drops).singleElement().asString().contains("its newest block, 268435455, is missing");
            assertThat(client.node()).isEqualTo(first.url());
        }
    }

    @Test
    void twoProvidersDisagree() {
        try (var stranger = FaultyNode.before(other);
                var client = connect(first, stranger)) {
            var consumer = follow(client);
            awaitHead(consumer);
            await().atMost(PATIENCE).until(() -> !events.drops.isEmpty());

            assertThat(events.drops)
                    .singleElement()
                    .asString()
                    .startsWith(stranger.url())
                    .contains("contradicts: block");
            assertThat(consumer.reverts()).isZero();
            assertThat(client.node()).isEqualTo(first.url());
        }
    }

    @Test
    void theMostAreBelievedWhenThereIsAMajority() {
        try (var stranger = FaultyNode.before(other);
                var client = connect(stranger, first, second)) {
            await().atMost(PATIENCE).until(() -> {
                TestChain.get(client.blockSource().head());
                return client.node().equals(first.url());
            });

            assertThat(events.drops).singleElement().asString().startsWith(stranger.url());
        }
    }

    @Test
    void chainThatOnlyOneNodeChangedTooDeepIsReadFromTheOther() {
        try (var stranger = FaultyNode.before(other);
                var client = connect(stranger, second)) {
            second.fail(exchange -> exchange.sendResponseHeaders(503, -1));
            var stream = new LogStream(client.blockSource(), options().withFinality(3));
            var known = TestChain.get(chain.client().blockSource().blocks(head() - 10, head()));

            StepVerifier.create(stream.follow(known))
                    .expectErrorSatisfies(e -> assertThat(e)
                            .isNotInstanceOf(DeepReorgException.class)
                            .hasMessageContaining("no longer part of the chain")
                            .hasMessageContaining("status 503"))
                    .verify(PATIENCE);

            second.heal();
            chain.mine(1);
            StepVerifier.create(stream.follow(known))
                    .assertNext(change ->
                            assertThat(change.block().follows(known.getLast())).isTrue())
                    .thenCancel()
                    .verify(PATIENCE);
        }
    }

    @Test
    void chainThatAllNodesChangedTooDeepStopsTheStream() throws IOException {
        try (var stranger = FaultyNode.before(other);
                var sibling = FaultyNode.before(other);
                var client = connect(stranger, sibling)) {
            var known = TestChain.get(chain.client().blockSource().blocks(head() - 10, head()));

            StepVerifier.create(new LogStream(client.blockSource(), options().withFinality(3)).follow(known))
                    .expectError(DeepReorgException.class)
                    .verify(PATIENCE);
        }
    }

    @Test
    void transactionsGoToWhicheverNodeAnswers() {
        first.fail(exchange -> exchange.sendResponseHeaders(503, -1));
        try (var client = connect(first, second)) {
            var price = client.web3j().ethGasPrice().sendAsync().join().getGasPrice();

            assertThat(price).isPositive();
            assertThat(client.node()).isEqualTo(second.url());
        }
    }

    private ChainClient connect(FaultyNode... nodes) {
        var urls = Stream.of(nodes).map(FaultyNode::url).toList();
        var endpoint = ChainEndpoint.of(urls, Optional.empty()).withChainId(DevChain.CHAIN_ID);
        return ChainClient.connect(endpoint, events);
    }

    private FollowedChain follow(ChainClient client) {
        var consumer = new FollowedChain();
        var stream = new LogStream(client.blockSource(), options());
        subscriptions.add(Flux.defer(() -> stream.follow(consumer.blocks()))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(50)))
                .subscribe(consumer::apply));
        return consumer;
    }

    private static LogStreamOptions options() {
        return LogStreamOptions.of(Set.of(addresses.entityManager())).withPollInterval(Duration.ofMillis(50));
    }

    private static void awaitHead(FollowedChain consumer) {
        var newest = TestChain.get(chain.client().blockSource().block(head()));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(consumer.lastHash()).isEqualTo(newest.hash()));
    }

    private static long head() {
        return TestChain.get(chain.client().blockSource().head());
    }

    private static final class Events implements RpcListener {

        private final List<String> drops = new CopyOnWriteArrayList<>();
        private final List<String> switches = new CopyOnWriteArrayList<>();
        private final AtomicInteger answers = new AtomicInteger();

        @Override
        public void answered(String node) {
            answers.incrementAndGet();
        }

        @Override
        public void dropped(String node, String reason) {
            drops.add(node + ": " + reason);
        }

        @Override
        public void switched(String from, String to) {
            switches.add(from + " to " + to);
        }
    }
}
